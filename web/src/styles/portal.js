import { answers } from './answers.js';
import { progress } from './progress.js';
import { base } from './base.js';
import { bits } from './bits.js';
import { goods } from './goods.js';
import { layout } from './layout.js';
import { tokens } from './tokens.js';

/** Everything the portal's screens are dressed in; later ones win. */
export const portalStyles = [tokens, base, bits, layout, goods, answers, progress];
