// Registers <returns-portal> as the portal in a frame, unless something has that name already.
import { ReturnsPortalFrame } from '../src/embed/frame-host.js';

if (!customElements.get('returns-portal')) customElements.define('returns-portal', ReturnsPortalFrame);
export { ReturnsPortalFrame };
