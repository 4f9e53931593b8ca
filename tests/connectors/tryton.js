// A real Tryton 6.0 with sale_complaint: Debian's packages unpacked into build/connectors, a database in SQLite, a shop
// with one customer. Nothing is installed on the machine.
import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../intake/intake.js';

const CACHE = join(ROOT, 'build/connectors/tryton');
const PASSWORD = 'a long password';
const MODULES = [
  ...['account', 'account-invoice', 'account-invoice-stock', 'account-product', 'company', 'country'],
  ...['currency', 'party', 'product', 'sale', 'sale-complaint', 'stock'],
];
const PACKAGES = [
  'tryton-server',
  ...MODULES.map((name) => `tryton-modules-${name}`),
  ...['bcrypt', 'dateutil', 'defusedxml', 'genshi', 'lxml', 'magic', 'markupsafe', 'passlib', 'polib'].map(
    (name) => `python3-${name}`,
  ),
  ...['relatorio', 'simpleeval', 'sql', 'stdnum', 'werkzeug', 'wrapt'].map((name) => `python3-${name}`),
];

/** A port that is free now. @returns {Promise<number>} */
export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });

/** The packages, fetched and unpacked once. */
function install() {
  const root = join(CACHE, 'root');
  if (existsSync(root)) return root;
  const debs = join(CACHE, 'debs');
  mkdirSync(debs, { recursive: true });
  execFileSync('apt-get', ['download', ...PACKAGES], { cwd: debs, stdio: ['ignore', 'ignore', 'pipe'] });
  const draft = `${root}.new`;
  rmSync(draft, { recursive: true, force: true });
  for (const deb of readdirSync(debs)) execFileSync('dpkg', ['-x', join(debs, deb), draft]);
  renameSync(draft, root);
  return root;
}

export class Tryton {
  #process;
  #session = '';

  async start() {
    const root = install();
    this.folder = mkdtempSync(join(tmpdir(), 'returns-tryton-'));
    this.port = await freePort();
    const config = join(this.folder, 'trytond.conf');
    writeFileSync(
      config,
      `[database]\nuri = sqlite://\npath = ${this.folder}\n[web]\nlisten = 127.0.0.1:${this.port}\n`,
    );
    const env = {
      ...process.env,
      PYTHONPATH: join(root, 'usr/lib/python3/dist-packages'),
      TRYTONPASSFILE: join(this.folder, 'password'),
      TRYTOND_CONFIG: config,
    };
    writeFileSync(env.TRYTONPASSFILE, `${PASSWORD}\n`);
    const database = join(this.folder, 'shop.sqlite');
    const template = join(CACHE, 'template.sqlite');
    if (existsSync(template)) {
      copyFileSync(template, database);
    } else {
      writeFileSync(database, '');
      const args = [
        '-d',
        'shop',
        '-u',
        'sale_complaint',
        '--activate-dependencies',
        '--email',
        'a@b.example',
      ];
      execFileSync('python3', [join(root, 'usr/bin/trytond-admin'), '-c', config, ...args], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      copyFileSync(database, `${template}.new`);
      renameSync(`${template}.new`, template);
    }
    const log = openSync(join(this.folder, 'log'), 'w');
    this.#process = spawn('python3', [join(root, 'usr/bin/trytond'), '-c', config, '-d', 'shop'], {
      env,
      stdio: ['ignore', log, log],
    });
    this.url = `http://127.0.0.1:${this.port}/shop`;
    for (let tries = 0; !this.#session; tries += 1) {
      try {
        const [id, key] = await this.#call('common.db.login', ['admin', { password: PASSWORD }, 'en']);
        this.#session = `Session ${Buffer.from(`admin:${id}:${key}`).toString('base64')}`;
      } catch (fault) {
        if (tries > 300) throw fault;
        await sleep(100);
      }
    }
    await this.#furnish();
    return this;
  }

  get password() {
    return PASSWORD;
  }

  async #call(method, params) {
    const response = await fetch(`${this.url}/`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(this.#session ? { Authorization: this.#session } : {}),
      },
      body: JSON.stringify({ id: 1, method, params }),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${method}: ${response.status} ${text}`);
    const { result, error } = JSON.parse(text);
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  /** A method of a model. @param {string} method @param {...any} params */
  model(method, ...params) {
    return this.#call(`model.${method}`, [...params, this.context ?? {}]);
  }

  /** @param {string} model @param {object} values @returns {Promise<number>} */
  async make(model, values) {
    const [id] = await this.model(`${model}.create`, [values]);
    return id;
  }

  /** A company, a product of 10 EUR without taxes, a customer. */
  async #furnish() {
    const [unit] = await this.model('product.uom.search', [['name', '=', 'Unit']], 0, 1, null);
    const currency = await this.make('currency.currency', {
      name: 'Euro',
      code: 'EUR',
      numeric_code: '978',
      symbol: '€',
      digits: 2,
    });
    const shop = await this.make('party.party', { name: 'Shop' });
    this.company = await this.make('company.company', { party: shop, currency });
    await this.model('res.user.write', [1], { companies: [['add', [this.company]]], company: this.company });
    this.context = { company: this.company };
    const template = await this.make('product.template', {
      name: 'Lamp',
      type: 'goods',
      default_uom: unit,
      salable: true,
      sale_uom: unit,
      list_price: { __class__: 'Decimal', decimal: '10' },
      products: [['create', [{ code: 'LAMP' }]]],
    });
    [this.product] = await this.model('product.product.search', [['template', '=', template]], 0, 1, null);
    this.unit = unit;
    this.currency = currency;
    this.customer = await this.make('party.party', {
      name: 'Carla',
      addresses: [['create', [{ street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' }]]],
      contact_mechanisms: [['create', [{ type: 'email', value: 'carla@example.com' }]]],
    });
    [this.address] = await this.model('party.address.search', [['party', '=', this.customer]], 0, 1, null);
    await this.make('sale.complaint.type', {
      name: 'Return',
      origin: (await this.model('ir.model.search', [['model', '=', 'sale.sale']], 0, 1, null))[0],
    });
  }

  /** A sale that is processed: {number, lines: ids}. @param {number[]} quantities one line each */
  async sell(quantities = [2]) {
    const id = await this.make('sale.sale', {
      company: this.company,
      party: this.customer,
      currency: this.currency,
      invoice_address: this.address,
      shipment_address: this.address,
      invoice_method: 'manual',
      shipment_method: 'manual',
      lines: [
        [
          'create',
          quantities.map((quantity) => ({
            type: 'line',
            product: this.product,
            unit: this.unit,
            quantity,
            unit_price: { __class__: 'Decimal', decimal: '10.00' },
          })),
        ],
      ],
    });
    for (const button of ['quote', 'confirm', 'process']) await this.model(`sale.sale.${button}`, [id]);
    const [{ number, lines }] = await this.model('sale.sale.read', [id], ['number', 'lines']);
    return { id, number, lines };
  }

  /** What is there of a ticket. @param {string} [reference] all when left out */
  complaints(reference) {
    const domain = reference ? [['reference', '=', reference]] : [];
    const fields = ['number', 'reference', 'state', 'origin', 'description', 'actions'];
    return this.model('sale.complaint.search_read', domain, 0, null, null, fields);
  }

  async remove() {
    const child = this.#process;
    if (child && child.exitCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
