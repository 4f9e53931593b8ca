// A real Medusa 2, from npm by the lock file in medusa/, on a PostgreSQL of its own: a shop with one product whose
// orders are fulfilled and delivered.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../intake/intake.js';
import { Postgres } from '../intake/postgres.js';
import { freePort } from './tryton.js';

const SOURCE = join(ROOT, 'tests/connectors/medusa');
const CACHE = join(ROOT, 'build/connectors/medusa');
const FILES = ['package.json', 'package-lock.json', 'medusa-config.js'];
const OLDEST_NODE = [20, 19];

/** Medusa wants a Node that Debian 12 does not have: then one from npm. @returns {string} its folder */
function nodeFolder() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]))
    return dirname(process.execPath);
  const folder = join(CACHE, 'node');
  if (!existsSync(join(folder, 'node_modules/node/bin/node'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', 'node@20.20.2'], {
      cwd: folder,
      stdio: 'pipe',
    });
  }
  return join(folder, 'node_modules/node/bin');
}

function install() {
  mkdirSync(CACHE, { recursive: true });
  const lock = readFileSync(join(SOURCE, 'package-lock.json'), 'utf8');
  const stamp = join(CACHE, 'installed');
  for (const file of FILES) cpSync(join(SOURCE, file), join(CACHE, file));
  const path = `${nodeFolder()}:${process.env.PATH}`;
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    const args = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    execFileSync('npm', args, { cwd: CACHE, stdio: 'pipe', env: { ...process.env, PATH: path } });
    writeFileSync(stamp, lock);
  }
  return path;
}

export class Medusa {
  #process;
  #postgres;
  #authorization = '';

  async start() {
    const path = install();
    this.#postgres = await new Postgres({ port: await freePort() }).start();
    this.#postgres.create('medusa');
    const env = {
      ...process.env,
      PATH: path,
      DATABASE_URL: `postgresql://returns@127.0.0.1:${this.#postgres.port}/medusa?sslmode=disable`,
      MEDUSA_DISABLE_TELEMETRY: 'true',
      NODE_ENV: 'production',
    };
    const medusa = (...args) => ['node_modules/.bin/medusa', ...args];
    const run = (...args) => execFileSync('node', medusa(...args), { cwd: CACHE, env, stdio: 'pipe' });
    run('db:migrate', '--skip-scripts');
    run('user', '-e', 'admin@shop.example', '-p', 'a long password');
    this.port = await freePort();
    const log = openSync(join(CACHE, 'log'), 'w');
    this.#process = spawn('node', medusa('start', '-p', String(this.port), '-H', '127.0.0.1'), {
      cwd: CACHE,
      env,
      stdio: ['ignore', log, log],
    });
    this.url = `http://127.0.0.1:${this.port}`;
    for (let tries = 0; ; tries += 1) {
      try {
        if ((await fetch(`${this.url}/health`)).ok) break;
      } catch {
        if (tries > 600) throw new Error(readFileSync(join(CACHE, 'log'), 'utf8').slice(-2000));
      }
      await sleep(100);
    }
    await this.#furnish();
    return this;
  }

  /** @param {string} path @param {object} [body] @param {string} [method] */
  async ask(path, body, method = body ? 'POST' : 'GET') {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(this.#authorization ? { Authorization: this.#authorization } : {}),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  async #furnish() {
    const { token } = await this.ask('/auth/user/emailpass', {
      email: 'admin@shop.example',
      password: 'a long password',
    });
    this.#authorization = `Bearer ${token}`;
    const made = await this.ask('/admin/api-keys', { title: 'returns', type: 'secret' });
    this.key = made.api_key.token;
    const { region } = await this.ask('/admin/regions', {
      name: 'Germany',
      currency_code: 'eur',
      countries: ['de'],
    });
    this.region = region.id;
    const { sales_channel: channel } = await this.ask('/admin/sales-channels', { name: 'Shop' });
    this.channel = channel.id;
    const { stock_location: place } = await this.ask('/admin/stock-locations', {
      name: 'Store',
      address: { address_1: 'Lagerstr. 1', country_code: 'de' },
    });
    this.place = place.id;
    await this.ask(`/admin/stock-locations/${place.id}/sales-channels`, { add: [channel.id] });
    await this.ask(`/admin/stock-locations/${place.id}/fulfillment-providers`, { add: ['manual_manual'] });
    const withSets = await this.ask(
      `/admin/stock-locations/${place.id}/fulfillment-sets?fields=*fulfillment_sets`,
      { name: 'Shipping', type: 'shipping' },
    );
    const [set] = withSets.stock_location.fulfillment_sets;
    const zoned = await this.ask(`/admin/fulfillment-sets/${set.id}/service-zones?fields=*service_zones`, {
      name: 'Germany',
      geo_zones: [{ type: 'country', country_code: 'de' }],
    });
    const { shipping_profile: profile } = await this.ask('/admin/shipping-profiles', {
      name: 'All',
      type: 'default',
    });
    const { shipping_option: option } = await this.ask('/admin/shipping-options', {
      name: 'Parcel',
      service_zone_id: zoned.fulfillment_set.service_zones[0].id,
      shipping_profile_id: profile.id,
      provider_id: 'manual_manual',
      price_type: 'flat',
      type: { label: 'Parcel', description: 'Parcel', code: 'parcel' },
      prices: [{ currency_code: 'eur', amount: 5 }],
    });
    this.option = option.id;
    const { product } = await this.ask('/admin/products', {
      title: 'Lamp',
      status: 'published',
      shipping_profile_id: profile.id,
      sales_channels: [{ id: channel.id }],
      options: [{ title: 'Kind', values: ['one'] }],
      variants: [
        {
          title: 'Lamp',
          sku: 'LAMP',
          manage_inventory: false,
          options: { Kind: 'one' },
          prices: [{ currency_code: 'eur', amount: 10 }],
        },
      ],
    });
    this.variant = product.variants[0].id;
    const { return_reason: reason } = await this.ask('/admin/return-reasons', {
      value: 'withdrawal',
      label: 'Withdrawal',
    });
    this.reason = reason.id;
  }

  /** An order that was delivered: {id, number, lines: ids}. @param {number[]} quantities one line each */
  async sell(quantities = [2], { deliver = true } = {}) {
    const { draft_order: draft } = await this.ask('/admin/draft-orders', {
      email: 'carla@example.com',
      region_id: this.region,
      sales_channel_id: this.channel,
      shipping_address: {
        first_name: 'Carla',
        last_name: 'C',
        address_1: 'Hauptstr. 1',
        city: 'Berlin',
        country_code: 'de',
        postal_code: '10115',
        phone: '+49 30 1234821',
      },
      items: quantities.map((quantity, position) => ({
        variant_id: this.variant,
        title: 'Lamp',
        quantity,
        unit_price: 10,
        metadata: { position },
      })),
      shipping_methods: [
        { name: 'Parcel', option_id: this.option, shipping_option_id: this.option, amount: 5 },
      ],
    });
    await this.ask(`/admin/draft-orders/${draft.id}/convert-to-order`, {});
    const { order } = await this.ask(`/admin/orders/${draft.id}?fields=+display_id,*items`);
    // They come in any order.
    order.items.sort((a, b) => a.metadata.position - b.metadata.position);
    if (deliver) {
      const items = order.items.map((item) => ({ id: item.id, quantity: item.quantity }));
      const { order: sent } = await this.ask(`/admin/orders/${order.id}/fulfillments?fields=*fulfillments`, {
        items,
        location_id: this.place,
        shipping_option_id: this.option,
      });
      const at = `/admin/orders/${order.id}/fulfillments/${sent.fulfillments[0].id}`;
      await this.ask(`${at}/shipments`, { items });
      await this.ask(`${at}/mark-as-delivered`, {});
    }
    return { id: order.id, number: String(order.display_id), lines: order.items.map((item) => item.id) };
  }

  /** Returns that were not taken back. @param {string} [order] */
  async returns(order) {
    const query = `limit=1000&fields=%2Bmetadata,*items${order ? `&order_id=${order}` : ''}`;
    return (await this.ask(`/admin/returns?${query}`)).returns;
  }

  async remove() {
    const child = this.#process;
    if (child && child.exitCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
    }
    await this.#postgres.remove();
  }
}
