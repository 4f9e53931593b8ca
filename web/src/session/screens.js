/**
 * Which screens there are and in which order, from a plan alone.
 *
 * A step with several choices becomes one screen per choice: one decision per screen. A screen's id is stable while the
 * customer moves about: it names the order line, never the position in the list.
 *
 * @typedef {import('../types/documents').Plan} Plan
 * @typedef {import('../types/documents').Step} Step
 * @typedef {import('../types/documents').Field} Field
 *
 * @typedef {object} Screen
 * @property {string} id
 * @property {string} step - the plan's step id, or `notice`
 * @property {string} stage - where the progress bar stands
 * @property {number} [item]
 * @property {Field[]} fields
 * @property {boolean} done
 * @property {string} [also] - a second step whose fields are on this screen
 */

/** The stages of the progress bar, in order. */
export const STAGES = /** @type {const} */ (['items', 'reason', 'evidence', 'resolution', 'check']);

/** @type {Record<string, string>} */
const STAGE_OF_STEP = {
  items: 'items',
  subject: 'reason',
  reason: 'reason',
  packaging: 'reason',
  notice: 'reason',
  details: 'reason',
  evidence: 'evidence',
  resolution: 'resolution',
  exchange: 'resolution',
  contact: 'check',
  check: 'check',
};

/** Lanes in which somebody's health may be in play: their notices get a screen of their own, before anything else. */
const URGENT_LANES = new Set(['safety', 'recall']);
const BEFORE_NOTICE = new Set(['items', 'subject', 'reason', 'packaging']);
const ONE_PER_SCREEN = new Set(['choice', 'reason']);

/** @param {Plan} plan @returns {Screen[]} */
export function screensOf(plan) {
  const screens = joined(plan.steps.flatMap((step) => screensOfStep(plan, step)));
  if (plan.notices.length === 0 || !URGENT_LANES.has(plan.lane ?? '')) return screens;
  // Safety advice comes as soon as the answers so far call for it, before anything else is asked.
  let at = -1;
  screens.forEach((screen, index) => {
    if (BEFORE_NOTICE.has(screen.step) && screen.done) at = index;
  });
  if (at < 0) return screens;
  const notice = { id: 'notice', step: 'notice', stage: 'reason', fields: [], done: true };
  return [...screens.slice(0, at + 1), notice, ...screens.slice(at + 1)];
}

/**
 * Words that nobody has to give go under the photos: they are the way out for those who cannot take any, and not worth
 * a screen of their own. @param {Screen[]} screens
 */
function joined(screens) {
  const details = screens.find((screen) => screen.step === 'details');
  const evidence = screens.find((screen) => screen.step === 'evidence');
  if (!details || !evidence || details.fields.length === 0) return screens;
  if (details.fields.some((field) => field.required || field.kind === 'files')) return screens;
  const both = {
    ...evidence,
    also: details.step,
    // Who tells in words what photos would show is asked for the words already.
    fields: [
      ...evidence.fields,
      ...details.fields.filter(({ path }) => !evidence.fields.some((field) => field.path === path)),
    ],
    done: evidence.done && details.done,
  };
  return screens.flatMap((screen) => (screen === details ? [] : screen === evidence ? [both] : [screen]));
}

/** @param {Plan} plan @param {Step} step @returns {Screen[]} */
function screensOfStep(plan, step) {
  const line = step.item === undefined ? undefined : plan.items[step.item]?.line;
  const base = line === undefined ? step.id : `${step.id}:${line}`;
  const stage = STAGE_OF_STEP[step.id] ?? 'check';
  const shared = { step: step.id, stage, item: step.item };
  const fields = step.fields ?? [];
  const missing = (/** @type {Field[]} */ some) =>
    plan.missing.some((entry) => some.some((field) => covers(field.path, entry.path)));

  if (fields.length > 1 && fields.some((field) => ONE_PER_SCREEN.has(field.kind))) {
    return fields.map((field) => ({
      ...shared,
      id: `${base}:${lastPart(field.path)}`,
      fields: [field],
      done: !missing([field]),
    }));
  }
  return [{ ...shared, id: base, fields, done: step.done }];
}

/** @param {string} outer @param {string} inner */
export function covers(outer, inner) {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** @param {string} path */
function lastPart(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The screen to open when `id` is wanted: itself, or, when it no longer applies, the first that still lacks something.
 * @param {Screen[]} screens @param {string} id @returns {Screen}
 */
export function screenNear(screens, id) {
  return (
    screens.find((screen) => screen.id === id) ??
    screens.find((screen) => screen.id.startsWith(`${id}:`)) ??
    screens.find((screen) => screen.also === id) ??
    screens.find((screen) => !screen.done) ??
    screens[screens.length - 1]
  );
}

/**
 * The screen to open when somebody comes back to `id`: itself, or what lies before it and lacks something again. The
 * draft may have been sent meanwhile, and an empty one begins at the beginning.
 * @param {Screen[]} screens @param {string} id @returns {Screen}
 */
export function reachable(screens, id) {
  const wanted = screenNear(screens, id);
  const open = screens.find((screen) => !screen.done) ?? wanted;
  return screens.indexOf(open) < screens.indexOf(wanted) ? open : wanted;
}

/**
 * What the customer still has to do on this screen before going on.
 * @param {Plan} plan @param {Screen} screen
 */
export function missingOn(plan, screen) {
  return plan.missing.filter((entry) => {
    if (![screen.step, screen.also].includes(entry.step) || entry.item !== screen.item) return false;
    if (screen.fields.length === 0) return true;
    return (
      screen.fields.some((field) => covers(field.path, entry.path)) || !ownedElsewhere(plan, screen, entry)
    );
  });
}

/** @param {Plan} plan @param {Screen} screen @param {import('../types/documents').Missing} entry */
function ownedElsewhere(plan, screen, entry) {
  return plan.steps.some(
    (step) =>
      step.id === screen.step &&
      step.item === screen.item &&
      step.fields.some((field) => covers(field.path, entry.path)),
  );
}
