import { ReturnsShopElement } from './shop-element.js';

customElements.define('returns-shop', ReturnsShopElement);
// After everything else: nobody waits for being able to start without a network.
window.addEventListener('load', () => void import('../offline/shop.js'));
