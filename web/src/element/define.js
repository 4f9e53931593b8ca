import { ReturnsPortalElement } from './returns-portal-element.js';

// Two copies of the script on one page must not crash it: the first one stays.
if (!customElements.get('returns-portal')) customElements.define('returns-portal', ReturnsPortalElement);
