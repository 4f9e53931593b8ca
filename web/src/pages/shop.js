import { ReturnsShopElement } from './shop-element.js';

customElements.define('returns-shop', ReturnsShopElement);
