/** The screens after the questions, in one part (late.js). */
import { choices } from '../styles/choices.js';
import { compare } from '../styles/compare.js';
import { findings } from '../styles/findings.js';
import { receipt } from '../styles/receipt.js';
import { record } from '../styles/record.js';
import { ways } from '../styles/ways.js';

export { checkScreen } from './check.js';
export { doneScreen } from './done.js';
export { exchangeField } from './exchange.js';
export { resolutionField } from './resolution.js';
export { sendingScreen } from './sending.js';

export const styles = [findings, choices, compare, ways, record, receipt];
