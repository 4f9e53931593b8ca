import { ReturnsShopElement } from './shop-element.js';

customElements.define('returns-shop', ReturnsShopElement);

// After everything else: nobody waits for being able to start without a network.
const later = () => void import('../offline/shop.js');
if (document.readyState !== 'complete') window.addEventListener('load', later);
// The page has started this module when its first words were painted, mostly after it had loaded.
else if ('requestIdleCallback' in window) requestIdleCallback(later, { timeout: 3000 });
else setTimeout(later, 1000);
