// Ten thousand cases, the same in every run.
import { CATEGORIES, CHANNELS, COLD, PACKAGING, PHOTOS, REASONS } from './rules.js';

export const CASES = 10_000;

/** A linear congruential generator: numbers below the limit. */
export function chance(seed = 1) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
}

export function makeCases(count = CASES) {
  const below = chance(20261122);
  const one = (list) => list[below(list.length)];
  const reasons = Object.keys(REASONS);
  return Array.from({ length: count }, () => ({
    category: one(CATEGORIES),
    reason: one(reasons),
    packaging: one(PACKAGING),
    cold: one(COLD),
    photos: one(PHOTOS),
    days: below(20) === 0 ? -1 : below(40),
    value: below(2) === 0 ? below(3000) : below(200_000),
    channel: one(CHANNELS),
  }));
}
