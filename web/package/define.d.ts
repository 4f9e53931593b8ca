export { ReturnsPortalElement } from './index.js';
