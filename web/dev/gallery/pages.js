// What is not a return: complaint and withdrawal, the pages around the portal, the desk.

/**
 * @typedef {import('./states.js').State} State
 * @typedef {import('./states.js').Stage} Stage
 */

const ERRORS = '#error-summary';
/** @param {Stage} stage */
const goOn = (stage) => stage.press('[part=next]');

/** @type {State[]} */
export const MODES = [
  {
    id: 'complaint',
    group: 'complaint',
    mode: 'complaint',
    policy: 'cn-pharmacy',
    shows: 'input[type=search]',
  },
  {
    id: 'complaint-lacking',
    group: 'complaint',
    mode: 'complaint',
    policy: 'cn-pharmacy',
    shows: ERRORS,
    then: goOn,
  },
  { id: 'withdrawal', group: 'withdrawal', mode: 'withdrawal', policy: 'eu-consumer', shows: 'form, .field' },
  {
    id: 'withdrawal-of-an-order',
    group: 'withdrawal',
    mode: 'withdrawal',
    order: 'NH-3001',
    shows: '.field',
  },
  {
    ...{
      id: 'withdrawal-lacking',
      group: 'withdrawal',
      mode: 'withdrawal',
      policy: 'eu-consumer',
      shows: ERRORS,
    },
    then: (stage) => stage.press('.button.primary'),
  },
  {
    ...{ id: 'withdrawal-confirm', group: 'withdrawal', mode: 'withdrawal', policy: 'eu-consumer' },
    shows: '.check-list, dl',
    then: async (stage) => {
      const fields = await stage
        .find('input.input')
        .then(() => [...stage.host.shadowRoot.querySelectorAll('input.input')]);
      for (const field of fields)
        await stage.type(`#${field.id}`, field.type === 'email' ? 'ann@example.com' : 'NH-9');
      await stage.press('.button.primary');
    },
  },
];

const PASSWORD = 'gallery of the desk';
export const STAFF = { name: 'gallery', password: PASSWORD };
/** A withdrawal about an order nobody knows: the shortest way to a request. @param {Stage} stage */
const filed = async (stage) => {
  const statement = {
    schema: 'returns.withdrawal/1',
    order: 'NH-9',
    name: 'Ann Lee',
    email: 'ann@example.com',
    confirmed: true,
  };
  const body = { policy: 'eu-consumer', statement };
  return (await stage.post('/api/v1/withdrawals', body, { 'Idempotency-Key': crypto.randomUUID() })).ticket;
};
/** @param {Stage} stage */
const signIn = async (stage) => {
  if (stage.host.shadowRoot.querySelector('.queue')) return;
  await stage.type('#name', STAFF.name);
  await stage.type('#password', PASSWORD);
  await stage.press('form .primary');
  await stage.find('.queue');
};

const CREATED = '2026-11-29T09:00:00Z';
/** A case in every state a shop system can have it in. */
const CONNECTORS = [
  { connector: 'medusa-cn', state: 'created', remote: 'return_01KC6Q8R2V', attempts: 1, created_at: CREATED },
  { connector: 'woo-de', state: 'waiting', fault: 'not_reached', attempts: 3, created_at: CREATED },
  { connector: 'tryton', state: 'fix', fault: 'unknown_order', attempts: 1, created_at: CREATED },
  {
    ...{ connector: 'saleor-de', state: 'refused', fault: 'not_taken', attempts: 2, created_at: CREATED },
    said: 'Cannot return line 1: its fulfilment was cancelled.',
  },
];

/** @type {State[]} */
export const PAGES = [
  { id: 'home', group: 'pages', page: 'shop', shows: '.order-card' },
  { id: 'request', group: 'pages', page: 'request', shows: '#factor' },
  {
    ...{ id: 'request-found', group: 'pages', page: 'request', shows: '#add-text' },
    then: async (stage) => {
      await stage.type('#number', await filed(stage));
      await stage.type('#factor', 'ann@example.com');
      await stage.press('form .primary');
    },
  },
  {
    id: 'desk-door',
    group: 'desk',
    page: 'desk',
    network: { 'GET /api/v1/desk/session': { status: 401, body: { error: { code: 'sign_in_needed' } } } },
    shows: '#password',
  },
  {
    id: 'desk-queue',
    group: 'desk',
    page: 'desk',
    shows: '.rows',
    then: (stage) => filed(stage).then(() => signIn(stage)),
  },
  {
    ...{ id: 'desk-case', group: 'desk', page: 'desk', shows: '.case' },
    then: async (stage) => {
      await filed(stage);
      await signIn(stage);
      await stage.press('.rows button, .rows a, .rows [data-ticket]');
    },
  },
  {
    ...{ id: 'desk-act', group: 'desk', page: 'desk', shows: 'dialog' },
    then: async (stage) => {
      await filed(stage);
      await signIn(stage);
      await stage.press('.rows button, .rows a, .rows [data-ticket]');
      await stage.press('.case .actions button');
    },
  },
  {
    ...{ id: 'desk-connectors', group: 'desk', page: 'desk', shows: '.history .button' },
    network: {
      'GET /api/v1/desk/tickets/': {
        change: (body) => ({ ...body, case: { ...body.case, connectors: CONNECTORS } }),
      },
    },
    then: async (stage) => {
      await filed(stage);
      await signIn(stage);
      await stage.press('.rows button, .rows a, .rows [data-ticket]');
    },
  },
  {
    ...{ id: 'desk-board', group: 'desk', page: 'desk', shows: 'main table, main .board' },
    then: async (stage) => {
      await filed(stage);
      await signIn(stage);
      await stage.press('.tabs button:nth-child(2)');
    },
  },
  {
    ...{ id: 'desk-report', group: 'desk', page: 'desk', shows: 'main .report' },
    then: async (stage) => {
      await filed(stage);
      await signIn(stage);
      await stage.press('.tabs button:nth-child(3)');
    },
  },
  { id: 'components', group: 'components', page: 'components', shows: '.swatch' },
];
