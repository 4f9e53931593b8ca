import { ReturnsDeskElement } from './desk-element.js';

customElements.define('returns-desk', ReturnsDeskElement);
