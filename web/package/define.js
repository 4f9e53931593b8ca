// Registers <returns-portal>, unless something has that name already.
export { ReturnsPortalElement } from '../src/element/returns-portal-element.js';
import '../src/element/define.js';
