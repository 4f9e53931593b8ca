/** The screens after the questions, in one part (late.js). */
export { checkScreen } from './check.js';
export { doneScreen } from './done.js';
export { resolutionField } from './resolution.js';
export { sendingScreen } from './sending.js';
