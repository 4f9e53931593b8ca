import '../element/define.js';
import { ReturnsKeyboardElement } from './keyboard-element.js';
import { ReturnsKioskElement } from './kiosk-element.js';

customElements.define('returns-keyboard', ReturnsKeyboardElement);
customElements.define('returns-kiosk', ReturnsKioskElement);
