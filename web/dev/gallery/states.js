// Every state a developer or designer may want to see, as recipes for the real pages: which order, what has been said,
// which screen, what is done there, what the network answers. Nothing here draws anything.
import { filmType, noteType } from '../../src/film/film-type.js';
import { hasDictation } from '../../src/voice/dictation.js';
import { HARD_STATES } from './hard.js';
import { MODES, PAGES } from './pages.js';

/**
 * @typedef {object} Stage what a recipe may do once the screen is there
 * @property {HTMLElement & {shadowRoot: ShadowRoot}} host
 * @property {(selector: string) => Promise<any>} find waits until it is there
 * @property {(inner: Element, selector: string) => Promise<any>} within the same in the shadow of another element
 * @property {(selector: string) => Promise<void>} press
 * @property {(selector: string, text: string) => Promise<void>} type
 * @property {(selector: string, files: File[]) => Promise<void>} give
 * @property {(options?: {dark?: boolean, blurred?: boolean, name?: string}) => Promise<File>} photo
 * @property {(path: string, body: unknown, headers?: Record<string, string>) => Promise<any>} post
 *
 * @typedef {object} State
 * @property {string} id
 * @property {string} group
 * @property {'portal' | 'shop' | 'request' | 'desk' | 'components'} [page] `portal` by default
 * @property {string} [order] a demo order
 * @property {Record<string, unknown>} [draft]
 * @property {string} [screen]
 * @property {string} [mode]
 * @property {string} [policy]
 * @property {Record<string, Answer>} [network] by method and path; everything else is asked of the server
 * @property {string} shows what has to be there for the state to be reached
 * @property {(stage: Stage) => Promise<void>} [then]
 * @property {() => boolean} [needs] whether this browser has what the state shows; without it the screen is shown as it comes
 *
 * @typedef {'never' | 'offline' | {status: number, body: unknown} | {change: (body: any) => unknown} | ((request: {headers: Headers, body: any}) => unknown)} Answer
 */

const contact = { name: 'Lin Wei', phone: '13800004821' };
const NEXT = '[part=next]';
const ERRORS = '#error-summary';

/** @param {string} line @param {string} reason @param {Record<string, string>} [answers] */
const item = (line, reason, answers) => ({ line, quantity: 1, reason, ...(answers && { answers }) });
const CLOSED = { seal: 'intact', outer_box: 'intact' };
const unwanted = [item('L1', 'changed.not_needed', { ...CLOSED, 'gift.L3': 'kept' })];
const spoiled = [item('L1', 'quality.spoiled', { batch: 'A2411' })];
const reaction = [item('L4', 'safety.adverse_reaction')];
const SERUM = { items: unwanted, resolution: 'refund', contact };
/** @param {string} screen @param {Record<string, unknown>} draft */
const bh = (screen, draft) => ({ order: 'BH-2001', screen, draft });
/** @param {string} screen @param {Record<string, unknown>} draft */
const kn = (screen, draft) => ({ order: 'KN-1001', screen, draft });

const SUBMIT = 'POST /api/v1/requests';
const MEDIA = 'input[type=file]';

/** @param {Stage} stage */
const goOn = (stage) => stage.press(NEXT);

/** The sealed request's own key and numbers come back, as the intake would answer. @type {Answer} */
const receipt = ({ headers, body }) => ({
  schema: 'returns.receipt/1',
  ticket: '20261129-7KX2M-001',
  idempotency_key: headers.get('Idempotency-Key'),
  received_at: new Date().toISOString(),
  digest: body.digest ?? '0'.repeat(64),
  verification: { same: true },
  quote: body.quote,
});

/** @type {State[]} */
const ITEMS = [
  { id: 'items', group: 'items', ...bh('items', {}), shows: '[data-screen=items]' },
  {
    id: 'items-chosen',
    group: 'items',
    ...kn('items', { items: [{ line: 'L2', quantity: 2 }] }),
    shows: '.stepper',
  },
  { id: 'items-lacking', group: 'items', ...bh('items', {}), shows: ERRORS, then: goOn },
  { id: 'items-window-over', group: 'items', order: 'BH-2002', shows: '[data-screen=items]' },
  { id: 'items-on-the-way', group: 'items', order: 'KN-1004', shows: '[data-screen=items]' },
  { id: 'items-recalled', group: 'items', order: 'KN-1005', shows: '[data-screen=items]' },
  { id: 'items-from-the-union', group: 'items', order: 'NH-3001', shows: '[data-screen=items]' },
];

const open = [{ line: 'L1', quantity: 1 }];
/** @type {State[]} */
const REASON = [
  { id: 'reason', group: 'reason', ...kn('reason:L1', { items: open }), shows: 'input[type=search]' },
  {
    ...{ id: 'reason-open-group', group: 'reason', ...kn('reason:L1', { items: open }) },
    shows: '.screen details[open] .choice',
    then: (stage) => stage.press('.screen details > summary'),
  },
  {
    ...{ id: 'reason-found', group: 'reason', ...kn('reason:L1', { items: open }) },
    shows: 'fieldset > p[aria-live]',
    then: (stage) => stage.type('input[type=search]', 'a'),
  },
  { id: 'reason-lacking', group: 'reason', ...kn('reason:L1', { items: open }), shows: ERRORS, then: goOn },
  {
    ...{ id: 'reason-same-again', group: 'reason' },
    ...kn('reason:L4', { items: [item('L1', 'quality.spoiled'), { line: 'L4', quantity: 1 }] }),
    shows: 'button.same',
  },
];

const asked = [item('L1', 'changed.not_needed')];
/** @type {State[]} */
const PACKAGING = [
  { id: 'packaging', group: 'packaging', ...bh('packaging:L1:seal', { items: asked }), shows: '.drawing' },
  {
    ...{ id: 'packaging-broken', group: 'packaging', shows: '.drawing.chosen' },
    ...bh('packaging:L1:seal', { items: [item('L1', 'changed.not_needed', { seal: 'broken' })] }),
  },
  {
    ...{ id: 'packaging-lacking', group: 'packaging', ...bh('packaging:L1:seal', { items: asked }) },
    ...{ shows: ERRORS, then: goOn },
  },
  {
    ...{ id: 'packaging-gift', group: 'packaging', shows: '.drawing' },
    ...bh('packaging:L1:gift.L3', { items: [item('L1', 'changed.not_needed', CLOSED)] }),
  },
  {
    id: 'notice-reaction',
    group: 'notice',
    ...kn('notice', { items: reaction }),
    shows: '[data-screen=notice]',
  },
];

/** @type {State[]} */
const EVIDENCE = [
  { id: 'details', group: 'details', ...kn('details', { items: spoiled }), shows: 'textarea, input.input' },
  {
    ...{ id: 'details-voice', group: 'details', ...kn('details', { items: spoiled }) },
    // Where speech becomes no text, the button leads to a voice note.
    shows: '.voice.card, returns-film',
    needs: () => hasDictation() || noteType() !== undefined,
    then: (stage) => stage.press('.voice button'),
  },
  { id: 'evidence', group: 'evidence', ...kn('evidence', { items: spoiled }), shows: '.slot' },
  {
    id: 'evidence-lacking',
    group: 'evidence',
    ...kn('evidence', { items: spoiled }),
    shows: ERRORS,
    then: goOn,
  },
  {
    ...{
      id: 'evidence-good',
      group: 'evidence',
      ...kn('evidence', { items: spoiled }),
      shows: '.verdict-line.ok',
    },
    then: async (stage) => stage.give(MEDIA, [await stage.photo({ name: 'capsules.jpg' })]),
  },
  {
    ...{
      id: 'evidence-dark',
      group: 'evidence',
      ...kn('evidence', { items: spoiled }),
      shows: '.verdict-line.mend',
    },
    then: async (stage) => stage.give(MEDIA, [await stage.photo({ dark: true, name: 'too-dark.jpg' })]),
  },
  {
    ...{
      id: 'evidence-refused',
      group: 'evidence',
      ...kn('evidence', { items: spoiled }),
      shows: '.shot.bad',
    },
    then: (stage) => stage.give(MEDIA, [new File(['no picture'], 'broken.jpg', { type: 'image/jpeg' })]),
  },
  {
    ...{ id: 'camera', group: 'evidence', ...kn('evidence', { items: spoiled }), shows: 'returns-camera' },
    then: async (stage) => {
      await stage.press('.slot-actions > button');
      await stage.within(await stage.find('returns-camera'), '.without, .shutter:not([disabled])');
    },
  },
  {
    ...{ id: 'film', group: 'evidence', ...kn('evidence', { items: spoiled }), shows: 'returns-film' },
    needs: () => filmType(false) !== undefined,
    then: async (stage) => {
      await stage.press('[data-part=film]');
      await stage.within(await stage.find('returns-film'), '.without, .shutter:not([disabled])');
    },
  },
  {
    ...{
      id: 'marking',
      group: 'evidence',
      ...kn('evidence', { items: spoiled }),
      shows: 'returns-photo-editor',
    },
    then: async (stage) => {
      await stage.give(MEDIA, [await stage.photo({ name: 'capsules.jpg' })]);
      await stage.press('.mark-it');
    },
  },
];

/** @type {State[]} */
const RESOLUTION = [
  { id: 'resolution', group: 'resolution', ...bh('resolution', { items: unwanted }), shows: '.way' },
  { id: 'resolution-chosen', group: 'resolution', ...bh('resolution', SERUM), shows: '.way.chosen' },
  {
    id: 'resolution-lacking',
    group: 'resolution',
    ...bh('resolution', { items: unwanted }),
    shows: ERRORS,
    then: goOn,
  },
  {
    ...{ id: 'resolution-refused', group: 'resolution', shows: '.verdict.ineligible' },
    ...bh('resolution', {
      items: [
        item('L1', 'changed.not_needed', { seal: 'broken', outer_box: 'opened', 'gift.L3': 'returned' }),
      ],
    }),
  },
  {
    ...{ id: 'resolution-review', group: 'resolution', order: 'KN-1006', screen: 'resolution' },
    ...{ draft: { items: [item('L1', 'changed.not_needed', CLOSED)] }, shows: '.verdict.needs_review' },
  },
  {
    ...{ id: 'resolution-two-items', group: 'resolution', shows: '.compare' },
    ...bh('resolution', {
      items: [
        item('L1', 'changed.not_needed', { ...CLOSED, 'gift.L3': 'returned' }),
        item('L2', 'changed.not_needed', CLOSED),
      ],
      resolution: 'refund',
    }),
    then: async (stage) => {
      await stage.find('.way');
      // It comes after what is looked at first; the other folds are those of the answer and of each way.
      await stage.press('fieldset ~ details > summary');
    },
  },
  {
    ...{
      id: 'exchange',
      group: 'resolution',
      order: 'MS-8101',
      screen: 'exchange',
      shows: '[data-screen=exchange] .choice',
    },
    draft: { items: [item('L2', 'changed.not_needed', CLOSED)], resolution: 'exchange' },
  },
];

/** @type {State[]} */
const LAST = [
  {
    id: 'contact',
    group: 'contact',
    ...bh('contact', { ...SERUM, contact: undefined }),
    shows: 'input.input',
  },
  {
    ...{ id: 'contact-lacking', group: 'contact', ...bh('contact', { ...SERUM, contact: undefined }) },
    ...{ shows: ERRORS, then: goOn },
  },
  { id: 'check', group: 'check', ...bh('check', SERUM), shows: '.check-list' },
  {
    id: 'sending',
    group: 'sending',
    ...bh('check', SERUM),
    network: { [SUBMIT]: 'never' },
    shows: '.meter',
    then: goOn,
  },
  {
    ...{ id: 'sending-offline', group: 'sending', ...bh('check', SERUM), network: { [SUBMIT]: 'offline' } },
    ...{ shows: '.state-art', then: goOn },
  },
  {
    ...{ id: 'sending-stopped', group: 'sending', ...bh('check', SERUM), network: { [SUBMIT]: 'never' } },
    shows: '.button.primary',
    then: async (stage) => {
      await goOn(stage);
      await stage.find('.meter');
      await stage.press('main .button');
    },
  },
  {
    ...{
      id: 'sending-refused',
      group: 'sending',
      ...bh('check', SERUM),
      shows: '.notice.urgent',
      then: goOn,
    },
    network: { [SUBMIT]: { status: 422, body: { error: { code: 'not_returnable', at: '/items/0' } } } },
  },
  {
    ...{ id: 'sending-prove', group: 'sending', ...bh('check', SERUM), shows: '#factor', then: goOn },
    network: { [SUBMIT]: { status: 401, body: { error: { code: 'unauthorised' } } } },
  },
  {
    id: 'receipt',
    group: 'done',
    ...bh('check', SERUM),
    network: { [SUBMIT]: receipt },
    shows: '#ticket',
    then: goOn,
  },
];

/** @type {State[]} */
const ELEMENT = [
  {
    ...{ id: 'answers', group: 'help', ...bh('items', {}), shows: 'returns-faq' },
    then: async (stage) => {
      await stage.press('.help-line button');
      await stage.within(await stage.find('returns-faq'), 'details');
    },
  },
  {
    ...{ id: 'answers-found', group: 'help', ...bh('items', {}), shows: 'returns-faq' },
    then: async (stage) => {
      await stage.press('.help-line button');
      const field = await stage.within(await stage.find('returns-faq'), 'input');
      const [, second] = await stage
        .within(await stage.find('returns-faq'), '.body')
        .then((body) => body.querySelectorAll('summary'));
      field.value = second.textContent;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await stage.within(await stage.find('returns-faq'), 'details[open]');
    },
  },
  { id: 'look-up', group: 'element', shows: '#number' },
  {
    ...{ id: 'look-up-failed', group: 'element', shows: '[role=alert]' },
    then: async (stage) => {
      await stage.type('#number', 'KN-0000');
      await stage.type('#factor', '0000');
      await stage.press('form .primary');
    },
  },
  {
    id: 'loading',
    group: 'element',
    ...bh('items', {}),
    network: { 'GET /api/v1/packs': 'never' },
    shows: '.spinner',
  },
  {
    id: 'broken',
    group: 'element',
    ...bh('items', {}),
    network: { 'GET /api/v1/packs': 'offline' },
    shows: '[role=alert]',
  },
  {
    ...{ id: 'draft-unreadable', group: 'element', shows: '.notice.urgent' },
    ...bh('items', { items: [{ line: 'L9', quantity: 1 }] }),
  },
];

export const STATES = [
  ...[...ITEMS, ...REASON, ...PACKAGING, ...EVIDENCE, ...RESOLUTION, ...LAST],
  ...[...ELEMENT, ...HARD_STATES, ...MODES, ...PAGES],
];
