import { choices } from '../styles/choices.js';
import { findings } from '../styles/findings.js';

/** The kinds of questions that come after the first screen, in one part (late.js). */
export { verdictCards } from '../parts/verdict.js';
export { choiceField } from './choice.js';
export { consentField, lineField, textField } from './fields.js';
export { noticeScreen } from './notice-screen.js';
export { reasonField } from './reason.js';

export const styles = [findings, choices];
