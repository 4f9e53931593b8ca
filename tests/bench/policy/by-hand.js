// What a programmer would write who needs no rule engine: the forty rules as code, over objects and over flat arrays.
import { CATEGORIES, COLD, PACKAGING, PHOTOS, REASONS } from './rules.js';

const GROUND = Object.fromEntries(Object.entries(REASONS).map(([reason, [ground]]) => [reason, ground]));

const ELIGIBLE = 0;
const REVIEW = 1;
const INELIGIBLE = 2;
const NAMES = ['eligible', 'needs_review', 'ineligible'];

export function decide({ category, reason, packaging, cold, photos, days, value, channel }) {
  const ground = GROUND[reason];
  const noReason = ground === 'no_reason';
  const codes = [];
  let verdict = ELIGIBLE;
  const find = (as, code) => {
    if (as > verdict) verdict = as;
    codes.push(code);
  };

  let term = 10;
  if (ground === 'quality') term = 30;
  else if (reason === 'delivery.damaged') term = 2;
  else if (ground === 'adverse_reaction') term = 90;
  else if (category === 'device') term = 14;
  const known = days >= 0;
  const open = known && days <= term;
  const closed = known && days > term;

  if (noReason && open) find(ELIGIBLE, 'in_time');
  if (noReason && closed) find(INELIGIBLE, 'window_closed');
  if (closed && (ground === 'quality' || ground === 'wrong_item' || ground === 'damaged'))
    find(REVIEW, 'claim_late');
  if (!known) find(REVIEW, 'no_date');
  if (noReason) {
    if (category === 'medicine') find(INELIGIBLE, 'medicine_excluded');
    if (category === 'cold_chain') find(INELIGIBLE, 'cold_chain_excluded');
    if (category === 'custom') find(INELIGIBLE, 'made_to_order');
    if (packaging === 'opened' && (category === 'cosmetic' || category === 'family_planning'))
      find(INELIGIBLE, 'seal_broken');
    if (packaging === 'damaged') find(INELIGIBLE, 'packaging_damaged');
    if (packaging === 'unsure') find(REVIEW, 'packaging_unsure');
    if (packaging === 'opened' && category === 'device') find(REVIEW, 'device_opened');
  } else if (ground === 'quality') {
    if (photos === 'p0') find(REVIEW, 'evidence_missing');
    else find(ELIGIBLE, 'quality_shown');
    if (category === 'cold_chain') {
      if (cold === 'broken') find(ELIGIBLE, 'cold_chain_broken');
      if (cold === 'unsure') find(REVIEW, 'cold_unknown');
    }
  } else if (ground === 'wrong_item') {
    if (photos === 'p0') find(REVIEW, 'picture_missing');
    else find(ELIGIBLE, 'wrong_shown');
  } else if (ground === 'damaged') {
    find(ELIGIBLE, 'damaged_on_arrival');
    if (photos === 'p0' || photos === 'p1') find(REVIEW, 'two_pictures');
  } else {
    find(REVIEW, 'reaction');
  }

  let freight = 'customer';
  if (verdict === INELIGIBLE) freight = 'none';
  else if (ground === 'quality' || ground === 'wrong_item' || ground === 'damaged') freight = 'merchant';
  else if (category === 'health_food' && verdict === ELIGIBLE) freight = 'merchant';

  let fee = 0;
  if (noReason && verdict === ELIGIBLE) {
    if (category === 'device') fee = value >= 50_000 ? 2000 : value >= 2000 ? 500 : 0;
    else if (category === 'accessory' && packaging === 'opened' && value >= 300) fee = 300;
  }

  let clock = 240;
  if (ground === 'adverse_reaction') clock = 24;
  else if (ground === 'quality' && (category === 'medicine' || category === 'cold_chain')) clock = 48;
  else if (verdict === ELIGIBLE) clock = channel === 'platform' ? 72 : 96;

  return { verdict: NAMES[verdict], codes, freight, fee, clock };
}

// The same over numbers: the columns of our own flat buffer in, verdict, bits of codes, freight, fee and clock out.
export const FLAT_OUT = 5;
const at = (list, value) => list.indexOf(value);
const MEDICINE = at(CATEGORIES, 'medicine');
const DEVICE = at(CATEGORIES, 'device');
const COSMETIC = at(CATEGORIES, 'cosmetic');
const HEALTH_FOOD = at(CATEGORIES, 'health_food');
const FAMILY = at(CATEGORIES, 'family_planning');
const CUSTOM = at(CATEGORIES, 'custom');
const COLD_CHAIN = at(CATEGORIES, 'cold_chain');
const ACCESSORY = at(CATEGORIES, 'accessory');
const OPENED = at(PACKAGING, 'opened');
const DAMAGED = at(PACKAGING, 'damaged');
const UNSURE = at(PACKAGING, 'unsure');
const COLD_BROKEN = at(COLD, 'broken');
const COLD_UNSURE = at(COLD, 'unsure');
const NO_PHOTO = at(PHOTOS, 'p0');
const ONE_PHOTO = at(PHOTOS, 'p1');
const NO_REASON = 0;
const QUALITY = 1;
const WRONG = 2;
const BROKEN = 3;
const REACTION = 4;
const GROUNDS = ['no_reason', 'quality', 'wrong_item', 'damaged', 'adverse_reaction'];
const GROUND_OF = Int32Array.from(Object.values(REASONS), ([ground]) => GROUNDS.indexOf(ground));
const DAY = 1440;

/**
 * @param {Int32Array} rows  category, reason, packaging, cold, photos, value, channel, goods, signed_at, now
 * @param {Int32Array} out   FLAT_OUT numbers per row
 */
export function decideFlat(rows, out) {
  for (let r = 0, w = 0; r < rows.length; r += 10, w += FLAT_OUT) {
    const category = rows[r];
    const ground = GROUND_OF[rows[r + 1]];
    const packaging = rows[r + 2];
    const photos = rows[r + 4];
    const value = rows[r + 5];
    const signedAt = rows[r + 8];
    let codes = 0;
    let verdict = ELIGIBLE;

    let term = 10;
    if (ground === QUALITY) term = 30;
    else if (ground === BROKEN) term = 2;
    else if (ground === REACTION) term = 90;
    else if (category === DEVICE) term = 14;
    const known = signedAt >= 0;
    const days = ((rows[r + 9] / DAY) | 0) - ((signedAt / DAY) | 0);
    const open = known && days <= term;
    const closed = known && days > term;

    if (!known) {
      verdict = REVIEW;
      codes |= 1 << 3;
    }
    if (ground === NO_REASON) {
      if (open) codes |= 1;
      if (closed) {
        verdict = INELIGIBLE;
        codes |= 1 << 1;
      }
      if (category === MEDICINE) {
        verdict = INELIGIBLE;
        codes |= 1 << 4;
      } else if (category === COLD_CHAIN) {
        verdict = INELIGIBLE;
        codes |= 1 << 5;
      } else if (category === CUSTOM) {
        verdict = INELIGIBLE;
        codes |= 1 << 6;
      }
      if (packaging === OPENED) {
        if (category === COSMETIC || category === FAMILY) {
          verdict = INELIGIBLE;
          codes |= 1 << 7;
        } else if (category === DEVICE) {
          if (verdict < REVIEW) verdict = REVIEW;
          codes |= 1 << 10;
        }
      } else if (packaging === DAMAGED) {
        verdict = INELIGIBLE;
        codes |= 1 << 8;
      } else if (packaging === UNSURE) {
        if (verdict < REVIEW) verdict = REVIEW;
        codes |= 1 << 9;
      }
    } else {
      if (closed && ground !== REACTION) {
        verdict = REVIEW;
        codes |= 1 << 2;
      }
      if (ground === QUALITY) {
        if (photos === NO_PHOTO) {
          verdict = REVIEW;
          codes |= 1 << 11;
        } else {
          codes |= 1 << 12;
        }
        if (category === COLD_CHAIN) {
          const cold = rows[r + 3];
          if (cold === COLD_BROKEN) codes |= 1 << 18;
          else if (cold === COLD_UNSURE) {
            verdict = REVIEW;
            codes |= 1 << 19;
          }
        }
      } else if (ground === WRONG) {
        if (photos === NO_PHOTO) {
          verdict = REVIEW;
          codes |= 1 << 13;
        } else {
          codes |= 1 << 14;
        }
      } else if (ground === BROKEN) {
        codes |= 1 << 15;
        if (photos === NO_PHOTO || photos === ONE_PHOTO) {
          verdict = REVIEW;
          codes |= 1 << 16;
        }
      } else {
        verdict = REVIEW;
        codes |= 1 << 17;
      }
    }

    let freight = 2;
    if (verdict === INELIGIBLE) freight = 0;
    else if (ground === QUALITY || ground === WRONG || ground === BROKEN) freight = 1;
    else if (category === HEALTH_FOOD && verdict === ELIGIBLE) freight = 1;

    let fee = 0;
    if (ground === NO_REASON && verdict === ELIGIBLE) {
      if (category === DEVICE) fee = value >= 50_000 ? 2000 : value >= 2000 ? 500 : 0;
      else if (category === ACCESSORY && packaging === OPENED && value >= 300) fee = 300;
    }

    let clock = 240;
    if (ground === REACTION) clock = 24;
    else if (ground === QUALITY && (category === MEDICINE || category === COLD_CHAIN)) clock = 48;
    else if (verdict === ELIGIBLE) clock = rows[r + 6] === 0 ? 72 : 96;

    out[w] = verdict;
    out[w + 1] = codes;
    out[w + 2] = freight;
    out[w + 3] = fee;
    out[w + 4] = clock;
  }
}

export const FREIGHT = ['none', 'merchant', 'customer'];
