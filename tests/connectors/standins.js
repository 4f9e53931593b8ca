// Platforms that cannot be run here, as their published schemas have them: whatever the schema does not know is refused.
// They say what the schema says and no more; that the real ones do is not shown by them.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { buildSchema, graphql } from 'graphql';
import { ROOT } from '../intake/intake.js';

const schemaFile = (name) => readFileSync(join(ROOT, 'tests/connectors/schemas', name), 'utf8');
export const TOKEN = 'a token of the tests';

class StandIn {
  /** What was refused as no call of this platform. @type {string[]} */
  strange = [];
  /** Statuses, or bodies as they are, to answer with instead, once each. @type {(number | string)[]} */
  moods = [];
  #server;

  async start() {
    this.#server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', async () => {
        const mood = this.moods.shift();
        if (typeof mood === 'string') {
          response.writeHead(200, { 'Content-Type': 'application/json' }).end(mood);
          return;
        }
        const { status, body } = mood
          ? { status: mood, body: { message: 'not now' } }
          : await this.answer(request, Buffer.concat(chunks).toString());
        if (status === 400 || status === 404)
          this.strange.push(`${request.method} ${request.url} ${JSON.stringify(body)}`);
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

class GraphQlStandIn extends StandIn {
  /** @param {string} file @param {string} path @param {[string, string]} header */
  constructor(file, path, header) {
    super();
    this.schema = buildSchema(schemaFile(file));
    this.path = path;
    this.header = header;
  }

  async answer(request, text) {
    if (request.method !== 'POST' || request.url !== this.path) return { status: 404, body: {} };
    const [name, value] = this.header;
    if (request.headers[name] !== value) return { status: 401, body: { errors: 'no access' } };
    const { query, variables, ...more } = JSON.parse(text);
    if (Object.keys(more).length > 0) return { status: 400, body: more };
    const result = await graphql({
      schema: this.schema,
      source: query,
      rootValue: this.root(),
      variableValues: variables,
    });
    if (result.errors) this.strange.push(result.errors.map((one) => one.message).join('; '));
    return { status: 200, body: result };
  }
}

const page = (nodes, args) => {
  const from = args.after ? Number(args.after) : 0;
  const shown = nodes.slice(from, from + args.first);
  const end = from + shown.length;
  return {
    nodes: shown,
    edges: shown.map((node, index) => ({ node, cursor: String(from + index + 1) })),
    pageInfo: { hasNextPage: end < nodes.length, hasPreviousPage: from > 0, endCursor: String(end) },
  };
};

export class ShopifyStandIn extends GraphQlStandIn {
  /** @type {any[]} */
  orders = [];
  constructor() {
    super('shopify.graphql', '/admin/api/2026-07/graphql.json', ['x-shopify-access-token', TOKEN]);
  }

  /** An order of which all is fulfilled, in as many parcels as are said. @param {number} number @param {number[][]} parcels quantities per line */
  sell(number, parcels, more = {}) {
    const gid = (kind, id) => `gid://shopify/${kind}/${id}`;
    const money = (amount) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
    const quantities = parcels[0].map((_, line) => parcels.reduce((sum, one) => sum + one[line], 0));
    const total = quantities.reduce((sum, one) => sum + one * 10, 5);
    const order = {
      id: gid('Order', number),
      name: `#${number}`,
      createdAt: '2026-11-20T10:00:00Z',
      updatedAt: '2026-11-25T10:00:00Z',
      currencyCode: 'EUR',
      taxesIncluded: true,
      email: 'carla@example.com',
      phone: null,
      displayFulfillmentStatus: 'FULFILLED',
      totalPriceSet: money(`${total}.00`),
      totalShippingPriceSet: money('5.00'),
      totalRefundedSet: money('0.00'),
      customer: { id: gid('Customer', 7) },
      shippingAddress: { zip: '10115', phone: '+49 30 1234821' },
      fulfillments: parcels.map((_, index) => ({
        id: gid('Fulfillment', index),
        deliveredAt: `2026-11-2${2 + index}T09:00:00Z`,
      })),
      items: quantities.map((quantity, index) => ({
        id: gid('LineItem', number * 100 + index),
        name: 'Lamp',
        title: 'Lamp',
        sku: 'LAMP',
        quantity,
        originalUnitPriceSet: money('10.00'),
        taxLines: [{ title: 'VAT', priceSet: money((quantity * 1.6).toFixed(2)) }],
        product: { id: gid('Product', 1), productType: 'Lighting' },
      })),
      lineItems: (args) => page(order.items, args),
      made: [],
      returns: (args) => page(order.made, args),
      parcels: parcels.map((units, index) => ({
        id: gid('ReturnableFulfillment', number * 100 + index),
        items: units.map((quantity, line) => ({
          quantity,
          fulfillmentLineItem: {
            id: gid('FulfillmentLineItem', `${number}${index}${line}`),
            lineItem: order_line(line),
          },
        })),
      })),
      ...more,
    };
    function order_line(line) {
      return { id: gid('LineItem', number * 100 + line) };
    }
    this.orders.push(order);
    return order;
  }

  root() {
    const find = (id) => this.orders.find((one) => one.id === id) ?? null;
    return {
      order: ({ id }) => find(id),
      orders: (args) => {
        const since = /^updated_at:>='(.*)'$/.exec(args.query)[1];
        const found = this.orders.filter((one) => one.updatedAt >= since);
        found.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
        return page(found, args);
      },
      returnableFulfillments: ({ orderId, ...args }) =>
        page(
          (find(orderId)?.parcels ?? []).map((parcel) => ({
            ...parcel,
            returnableFulfillmentLineItems: (inner) =>
              page(
                parcel.items.filter((item) => item.quantity > 0),
                inner,
              ),
          })),
          args,
        ),
      returnRequest: ({ input }) => this.#request(find(input.orderId), input),
    };
  }

  #request(order, { returnLineItems }) {
    const error = (code, message) => ({ return: null, userErrors: [{ code, field: ['input'], message }] });
    if (!order) return error('NOT_FOUND', 'Order does not exist.');
    const lines = [];
    for (const item of returnLineItems) {
      if ([...(item.customerNote ?? '')].length > 300) return error('TOO_LONG', 'Customer note is too long.');
      const held = order.parcels
        .flatMap((parcel) => parcel.items)
        .find((one) => one.fulfillmentLineItem.id === item.fulfillmentLineItemId);
      if (!held || held.quantity < item.quantity) return error('INVALID', 'Quantity is not returnable.');
      lines.push([held, item]);
    }
    for (const [held, item] of lines) held.quantity -= item.quantity;
    const made = {
      id: `gid://shopify/Return/${order.made.length + 1}`,
      name: `${order.name}-R${order.made.length + 1}`,
      status: 'REQUESTED',
      input: returnLineItems,
      returnLineItems: (args) =>
        page(
          returnLineItems.map((item, index) => ({
            __typename: 'ReturnLineItem',
            id: `gid://shopify/ReturnLineItem/${index}`,
            quantity: item.quantity,
            customerNote: item.customerNote,
            returnReason: 'UNKNOWN',
          })),
          args,
        ),
    };
    order.made.push(made);
    return { return: made, userErrors: [] };
  }
}

export class SaleorStandIn extends GraphQlStandIn {
  /** @type {any[]} */
  orders = [];
  executed = 0;
  constructor() {
    super('saleor.graphql', '/graphql/', ['authorization', `Bearer ${TOKEN}`]);
  }

  /** @param {number} number @param {number[]} quantities */
  sell(number, quantities, more = {}) {
    const taxed = (gross, tax = 0) => ({
      currency: 'EUR',
      gross: { currency: 'EUR', amount: gross },
      net: { currency: 'EUR', amount: gross - tax },
      tax: { currency: 'EUR', amount: tax },
    });
    const id = (kind, value) => Buffer.from(`${kind}:${value}`).toString('base64');
    const metadata = new Map();
    const order = {
      id: id('Order', `7d2f-${number}`),
      number: String(number),
      created: '2026-11-20T10:00:00.123456+00:00',
      updatedAt: '2026-11-25T10:00:00.123456+00:00',
      status: 'FULFILLED',
      user: { id: id('User', 7) },
      userEmail: 'carla@example.com',
      languageCodeEnum: 'DE',
      shippingAddress: { postalCode: '10115', phone: '+49301234821' },
      total: taxed(quantities.reduce((sum, one) => sum + one * 10.5, 5)),
      shippingPrice: taxed(5),
      totalRefunded: { currency: 'EUR', amount: 0 },
      fulfillments: [],
      lines: quantities.map((quantity, index) => ({
        id: id('OrderLine', `${number}-${index}`),
        productName: 'Lamp',
        productSku: 'LAMP',
        quantity,
        unitPrice: taxed(10.5),
        totalPrice: taxed(quantity * 10.5, quantity * 1.68),
      })),
      events: [{ id: id('OrderEvent', 0), type: 'PLACED', message: null }],
      metadata,
      privateMetafield: ({ key }) => metadata.get(key) ?? null,
      ...more,
    };
    this.orders.push(order);
    return order;
  }

  root() {
    const find = (id) => this.orders.find((one) => one.id === id) ?? null;
    const time = (text) => Date.parse(text);
    return {
      order: ({ id }) => find(id),
      orders: ({ filter, sortBy, ...args }) => {
        if (sortBy.field !== 'LAST_MODIFIED_AT') throw new Error('sorted otherwise');
        const found = this.orders.filter((one) => time(one.updatedAt) >= time(filter.updatedAt.gte));
        found.sort((a, b) => time(a.updatedAt) - time(b.updatedAt));
        return page(found, args);
      },
      orderNoteAdd: ({ order: id, input }) => {
        const order = find(id);
        if (!order)
          return { errors: [{ field: 'order', message: 'Order not found.', code: 'GRAPHQL_ERROR' }] };
        const event = {
          id: Buffer.from(`OrderEvent:${order.events.length}`).toString('base64'),
          type: 'NOTE_ADDED',
          message: input.message,
        };
        order.events.push(event);
        return { order, event, errors: [] };
      },
      updatePrivateMetadata: ({ id, input }) => {
        for (const { key, value } of input) find(id).metadata.set(key, value);
        return { errors: [] };
      },
      orderFulfillmentReturnProducts: () => {
        this.executed += 1;
        return null;
      },
    };
  }
}

export class WooStandIn extends StandIn {
  /** @type {any[]} */
  orders = [];
  constructor() {
    super();
    const { calls } = JSON.parse(schemaFile('woocommerce.json'));
    const ajv = new Ajv({ strict: true });
    this.calls = Object.entries(calls).map(([call, { query, body }]) => {
      const [method, path] = call.split(' ');
      const pattern = new RegExp(`^${path.replace('{id}', '(\\d+)')}$`);
      return { method, pattern, query, validate: body && ajv.compile(body) };
    });
  }

  /** @param {number} id @param {number[]} quantities */
  sell(id, quantities, more = {}) {
    const sum = quantities.reduce((all, one) => all + one, 0);
    const order = {
      id,
      number: String(id),
      status: 'completed',
      currency: 'EUR',
      prices_include_tax: true,
      date_created_gmt: '2026-11-20T10:00:00',
      date_modified_gmt: '2026-11-25T10:00:00',
      total: (sum * 9.99 + 4.9).toFixed(2),
      shipping_total: '4.12',
      shipping_tax: '0.78',
      customer_id: 0,
      billing: { email: 'carla@example.com', phone: '030 1234821', postcode: '10115' },
      refunds: [],
      line_items: quantities.map((quantity, index) => {
        const gross = quantity * 999;
        const net = Math.round(gross / 1.19);
        const text = (cents) => (cents / 100).toFixed(2);
        return {
          id: id * 100 + index,
          name: 'Lamp',
          sku: 'LAMP',
          quantity,
          subtotal: text(net),
          subtotal_tax: text(gross - net),
          total: text(net),
          total_tax: text(gross - net),
          price: net / quantity / 100,
        };
      }),
      notes: [],
      ...more,
    };
    this.orders.push(order);
    return order;
  }

  async answer(request, text) {
    const url = new URL(request.url, 'http://stand-in');
    const call = this.calls.find((one) => one.method === request.method && one.pattern.test(url.pathname));
    if (!call) return { status: 404, body: { code: 'rest_no_route', message: 'No route was found.' } };
    const key = Buffer.from(`ck_test:${TOKEN}`).toString('base64');
    if (request.headers.authorization !== `Basic ${key}`)
      return {
        status: 401,
        body: { code: 'woocommerce_rest_cannot_view', message: 'Sorry, you cannot view this.' },
      };
    for (const name of url.searchParams.keys())
      if (!call.query.includes(name))
        return { status: 400, body: { code: 'rest_invalid_param', message: name } };
    const body = text ? JSON.parse(text) : undefined;
    if (call.validate && !call.validate(body))
      return {
        status: 400,
        body: { code: 'rest_invalid_param', message: JSON.stringify(call.validate.errors) },
      };
    const [, id] = call.pattern.exec(url.pathname);
    if (!id) return { status: 200, body: this.#list(url.searchParams) };
    const order = this.orders.find((one) => one.id === Number(id));
    if (!order)
      return { status: 404, body: { code: 'woocommerce_rest_order_invalid_id', message: 'Invalid ID.' } };
    if (request.method === 'GET') return { status: 200, body: order.notes };
    const note = { id: order.notes.length + 1, author: 'system', ...body };
    order.notes.unshift(note);
    return { status: 201, body: note };
  }

  #list(query) {
    const after = query.get('modified_after');
    const found = this.orders.filter((one) => !after || `${one.date_modified_gmt}Z` > after);
    found.sort((a, b) => (a.date_modified_gmt < b.date_modified_gmt ? -1 : 1));
    const from = Number(query.get('offset') ?? 0);
    return found.slice(from, from + Number(query.get('per_page') ?? 10));
  }
}
