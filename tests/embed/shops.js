// The example shops and the intake that knows them, with the policies that docs/embedding.md prints.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildShop, serveShop } from '../../web/examples/serve.mjs';
import { ROOT, Server } from '../browser/server.js';
import { demoOrder } from '../browser/stories.js';

const guide = readFileSync(join(ROOT, 'docs/embedding.md'), 'utf8');

/**
 * A policy as the guide prints it, for this intake.
 * @param {string} name @param {string} intake
 * @param {string} [names] of policies that the shop makes itself
 */
export function policyOf(name, intake, names) {
  const found = new RegExp(`\`\`\`csp ${name}\\n(.+)\\n\`\`\``).exec(guide);
  if (!found) throw new Error(`docs/embedding.md has no policy "${name}"`);
  const policy = found[1].replaceAll('https://returns.example', intake);
  return names ? policy.replace("trusted-types 'none'", `trusted-types ${names}`) : policy;
}

/** The ways into a page: which shop, by which policy, where the screens are, what the shop's own framework is called. */
export const WAYS = [
  { name: 'plain HTML, script tag', shop: 'plain', policy: 'script-tag', framed: false },
  { name: 'plain HTML, frame', shop: 'plain', policy: 'frame', mode: 'frame', framed: true },
  { name: 'React, package', shop: 'react', policy: 'package', framed: false },
  { name: 'Vue, frame of the package', shop: 'vue', policy: 'package-frame', framed: true, names: 'vue' },
];

/** Everything of one run. */
export class Street {
  #open = [];

  /** @param {string} [order] what the customers of these shops have bought */
  constructor(order = 'BH-2001') {
    const { id, factor } = demoOrder(order);
    this.bought = { order: id, factor };
    this.intake = new Server();
  }

  /**
   * A shop that is not open yet to the intake: start() tells it.
   * @param {string} shop @param {{policy?: (intake: string) => string, headers?: Record<string, string>, mode?: string}} [how]
   */
  async shop(shop, { policy, headers, mode } = {}) {
    const opened = await serveShop({
      folder: await buildShop(/** @type {any} */ (shop)),
      intake: () => this.intake.url,
      bought: this.bought,
      csp: policy && (() => policy(this.intake.url)),
      headers,
      mode,
    });
    this.#open.push(opened);
    return opened;
  }

  /** @param {string[]} [partners] origins; all the shops' unless said otherwise */
  async start(partners = this.#open.map(({ origin }) => origin)) {
    this.intake.more = partners.flatMap((origin) => ['--embed', origin]);
    await this.intake.start();
  }

  async close() {
    await Promise.all(this.#open.map((shop) => shop.close()));
    await this.intake.close();
  }
}
