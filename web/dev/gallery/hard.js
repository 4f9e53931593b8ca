// What nobody draws and shops have: long names in three scripts, twelve lines, nine-figure sums, many files, several noes.

/**
 * @typedef {import('./states.js').State} State
 * @typedef {import('./states.js').Stage} Stage
 */

const PICTURES = ['amoxicillin', 'ibuprofen', 'insulin', 'face-cream'];
/** One language only, as many shops have it: the others fall back to it. Each name belongs to the line of the same place. */
const NAMES = [
  'Amoxicillin-Clavulansäure-Filmtabletten 875 mg/125 mg, Anwendungsbeobachtungspackung mit Dosierlöffel, 24 Stück',
  'كبسولات إيبوبروفين ممتدة المفعول 300 ملغ (Ibuprofen SR 300 mg) عبوة 20 كبسولة',
  '甘精胰岛素注射液（冷链配送，开封后28天内使用）3ml：300单位，预填充笔式注射器五支装',
  'Centella repair cream 50 g',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenreinigungstabletten',
  'SKU-00000000000000000000000000000000000000000000000000000042',
  'Vitamin C',
  'Après-shampooing réparateur à la kératine hydrolysée, sans silicone, 1 l',
  'ميزان حرارة',
  '口罩',
  'Knee brace, left, size XL (return of the pair only)',
  'Voucher card',
];

/** @type {State['network']} */
const HARD = {
  'POST /api/v1/orders/lookup': {
    change: (body) => {
      const [first] = body.order.lines;
      const lines = NAMES.map((title, at) => ({
        ...(body.order.lines[at] ?? {
          ...first,
          category: 'cosmetic',
          gtin: undefined,
          trace_prefix: undefined,
        }),
        id: `L${at + 1}`,
        sku: `HARD-${at + 1}`,
        title: { en: title },
        picture: PICTURES[at] ? `demo/${PICTURES[at]}.svg` : 'demo/no-such-picture.svg',
        quantity: at === 3 ? 99 : 1 + (at % 3),
        unit_price: at === 3 ? 123_456_789 : 1 + at * 1999,
      }));
      for (const line of lines)
        for (const name of Object.keys(line)) if (line[name] === undefined) delete line[name];
      const paid = lines.reduce((sum, { quantity, unit_price: price }) => sum + quantity * price, 0);
      return {
        ...body,
        order: { ...body.order, lines, tenders: [{ ...body.order.tenders[0], paid }] },
      };
    },
  },
};

const CONTACT = {
  name: 'عبد الرحمن Freiherr von Müller-Lüdenscheidt-Sachsen-Weimar',
  phone: '+49 1512 3456789012',
  email: 'a.very.long.address.that.somebody.really.has@subdomain.of.a.hospital.example.com',
};
const CLOSED = { seal: 'intact', outer_box: 'intact' };
const OPENED = { seal: 'broken', outer_box: 'opened' };
const TORN = { tamper_seal: 'broken', inner_pack: 'used', leaflet: 'missing' };
/** @param {string} line @param {string} reason @param {Record<string, string>} [answers] @param {number} [quantity] */
const item = (line, reason, answers, quantity = 1) => ({
  line,
  quantity,
  reason,
  ...(answers && { answers }),
});
const WANTED = [item('L4', 'changed.not_needed', CLOSED, 99), item('L7', 'changed.not_needed', CLOSED)];
const REFUSED = [
  item('L1', 'changed.not_needed', TORN),
  item('L2', 'changed.not_needed', TORN),
  item('L4', 'changed.not_needed', OPENED),
];
const MIXED = [
  item('L2', 'quality.spoiled', { batch: 'B2502-0000000000001' }),
  item('L4', 'quality.spoiled', undefined, 99),
];

/** @param {string} id @param {string} screen @param {Record<string, unknown>} draft @param {string} shows @returns {State} */
const hard = (id, screen, draft, shows) => ({
  id: `hard-${id}`,
  group: 'hard',
  order: 'KN-1001',
  network: HARD,
  screen,
  draft,
  shows,
});

/** @type {State[]} */
export const HARD_STATES = [
  hard(
    'items',
    'items',
    {
      items: [
        { line: 'L1', quantity: 1 },
        { line: 'L4', quantity: 99 },
      ],
    },
    '.stepper',
  ),
  hard('reason', 'reason:L1', { items: [{ line: 'L1', quantity: 1 }] }, 'input[type=search]'),
  hard('packaging', 'packaging:L2:tamper_seal', { items: [item('L2', 'changed.not_needed')] }, '.drawing'),
  {
    ...hard('evidence', 'evidence', { items: MIXED }, '.shot:nth-child(3)'),
    then: async (stage) => {
      const names = [
        'IMG_20261129_101112_HDR_portrait_mode_edited_final_final_2_copy.jpg',
        'صورة العبوة من الخلف.jpg',
        '药盒正面.jpg',
      ];
      const photos = [];
      for (const [at, name] of names.entries()) photos.push(await stage.photo({ name, dark: at === 1 }));
      await stage.give('input[type=file]', photos);
    },
  },
  hard('refused', 'resolution', { items: REFUSED }, '.verdict.ineligible'),
  hard('resolution', 'resolution', { items: WANTED }, '.way'),
  hard('mixed', 'resolution', { items: [...REFUSED.slice(0, 2), ...WANTED] }, '.verdict'),
  hard('check', 'check', { items: WANTED, resolution: 'refund', contact: CONTACT }, '.check-list'),
];
