import { choices } from '../styles/choices.js';

/** The kinds of questions that come after the first screen, in one part (late.js). */
export { choiceField } from './choice.js';
export { consentField, lineField, textField } from './fields.js';
export { reasonField } from './reason.js';

export const styles = [choices];
