// What customers come with. Goods and second factors are those of the demo orders.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { film, photograph } from './scenes.js';
import { ROOT } from './server.js';
import { t } from './words.js';

const orders = readdirSync(join(ROOT, 'assets/demo/orders'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(ROOT, 'assets/demo/orders', name), 'utf8')));

/** A name as it is shown: a unit stays beside its number. @param {string} title */
export const shown = (title) => title.replace(/(\d) (?=\p{L}{1,2}(?!\p{L}))/gu, '$1\u00a0');

/** A demo order by its number. @param {string} id */
export function demoOrder(id) {
  const found = orders.find(({ order }) => order.id === id);
  if (!found) throw new Error(`there is no demo order ${id}`);
  const title = (line) => shown(found.order.lines.find((one) => one.id === line).title.en);
  return { id, title, factor: found.factors[0].value };
}

const contact = { name: 'Lin Wei', phone: '13800004821' };

/**
 * Capsules that came spoiled, and a cream no longer wanted.
 * @param {{damage: import('./scenes.js').Shot[], batch: import('./scenes.js').Shot[]}} shots
 */
export function spoiledMedicine({ damage, batch }) {
  const { id, title } = demoOrder('KN-1001');
  return {
    order: id,
    items: [
      { title: title('L1'), reason: t('reason.quality.spoiled') },
      { title: title('L4'), reason: t('reason.changed.not_needed') },
    ],
    choices: [t('option.seal.intact'), t('option.outer_box.intact')],
    description:
      'Three capsules are soft and stick together; there are brown spots on the blister. 胶囊粘连，铝箔上有褐色斑点。',
    batch: 'A2411',
    files: { [t('slot.damage_closeup')]: damage, [t('slot.batch_expiry')]: batch },
    resolution: 'refund',
    contact,
  };
}

/** The same with small pictures and a short film, drawn by the visitor's browser. @param {import('playwright-core').BrowserContext} visit */
export async function spoiledAndShown(visit) {
  const small = { width: 1200, height: 900 };
  return spoiledMedicine({
    damage: [await photograph(visit, { seed: 21, ...small }), await film(visit, { seconds: 1.5 })],
    batch: [await photograph(visit, { seed: 22, kind: 'label', ...small })],
  });
}

/** Part of an order under a discount that then no longer applies, with a gift to decide about. No files. */
export function unwantedSerum() {
  const { id, title } = demoOrder('BH-2001');
  return {
    order: id,
    items: [{ title: title('L1'), reason: t('reason.changed.not_needed') }],
    choices: [t('option.seal.intact'), t('option.outer_box.intact'), t('option.gift.kept')],
    files: {},
    resolution: 'refund',
    contact,
  };
}
