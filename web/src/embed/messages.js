/**
 * What the shop's page and the portal's frame say to each other, over a MessagePort that the shop's page makes and hands
 * over once, to the exact origin of the portal. Anything that is not one of these messages is dropped.
 *
 * | from | message |
 * |---|---|
 * | page, by postMessage | `{type: 'returns-portal', version: 1}` with the port |
 * | page | `{type: 'open', order?, token?, locale?, theme?, accent?}`, again with every change |
 * | page | `{type: 'answer', id, allow}` to an `ask` |
 * | page | `{type: 'submit'}`: what was not allowed before |
 * | frame | `{type: 'ready'}` |
 * | frame | `{type: 'size', height}` in CSS pixels |
 * | frame | `{type: 'event', name, detail}` |
 * | frame | `{type: 'ask', id, name, detail}`: an event that the page may cancel |
 */

export const PROTOCOL = 1;
const TALLEST = 100_000;

/** @typedef {(value: any) => boolean} Check */

/** @type {Check} */
const isText = (value) => value === undefined || typeof value === 'string';
/** @type {Check} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @type {Check} */
const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= TALLEST;
/** @type {Check} */
const isName = (value) => typeof value === 'string' && /^(returns|portal)-[a-z]{1,20}$/.test(value);

/** @type {Record<string, Record<string, Check>>} */
export const FROM_PAGE = {
  open: {
    order: (value) => value === undefined || isObject(value),
    token: isText,
    locale: isText,
    theme: isText,
    accent: isText,
  },
  submit: {},
  answer: { id: isCount, allow: (value) => typeof value === 'boolean' },
};

/** @type {Record<string, Record<string, Check>>} */
export const FROM_FRAME = {
  ready: {},
  size: { height: isCount },
  event: { name: isName, detail: isObject },
  ask: { id: isCount, name: isName, detail: isObject },
};

/**
 * @param {any} message @param {Record<string, Record<string, Check>>} known FROM_PAGE or FROM_FRAME
 * @returns {boolean}
 */
export function isMessage(message, known) {
  if (!isObject(message) || typeof message.type !== 'string' || !Object.hasOwn(known, message.type))
    return false;
  const members = known[message.type];
  return (
    Object.keys(message).every((name) => name === 'type' || Object.hasOwn(members, name)) &&
    Object.entries(members).every(([name, check]) => check(message[name]))
  );
}

/** @param {any} message @returns {boolean} */
export function isHello(message) {
  return isObject(message) && message.type === 'returns-portal' && message.version === PROTOCOL;
}
