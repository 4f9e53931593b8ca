import { ReturnsRequestElement } from './request-element.js';

customElements.define('returns-request', ReturnsRequestElement);
