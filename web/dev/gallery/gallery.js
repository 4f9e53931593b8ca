// The gallery: every state in a frame of the chosen width, language and theme.
import { LOCALES, LOCALE_NAMES } from '../../src/text/locales.js';
import { STATES } from './states.js';

const CHOICES = {
  locale: Object.fromEntries(LOCALES.map((locale) => [locale, LOCALE_NAMES[locale]])),
  theme: { light: 'Light', dark: 'Dark', contrast: 'More contrast' },
  width: { 320: '320 px', 390: '390 px, a phone', 768: '768 px', 1280: '1280 px, a desk' },
  accent: { '': 'Own accent', '#0a6f69': 'Kangning', '#8a3a52': 'Baihe', '#ffe000': 'A yellow, adjusted' },
};
/** @type {Record<string, string>} */
const chosen = { locale: 'en', theme: 'light', width: '390', accent: '' };
for (const [name, value] of new URLSearchParams(location.search)) if (name in chosen) chosen[name] = value;

/** @param {string} tag @param {Record<string, any>} props @param {(Node | string)[]} children */
function make(tag, props = {}, ...children) {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
}

/** @param {string} id */
function addressOf(id) {
  const { locale, theme, accent } = chosen;
  return `/state.html?${new URLSearchParams({ state: id, locale, theme, accent })}`;
}

/** @param {import('./states.js').State} state */
function figure({ id }) {
  const frame = make('iframe', {
    title: id,
    src: addressOf(id),
    loading: 'lazy',
    width: chosen.width,
    height: 760,
  });
  const link = make('a', { href: addressOf(id), target: '_blank', textContent: id });
  return make('figure', { id }, make('figcaption', {}, link), frame);
}

/** @param {string} name @param {Record<string, string>} values */
function menu(name, values) {
  const select = /** @type {HTMLSelectElement} */ (make('select', { name }));
  for (const [value, text] of Object.entries(values))
    select.append(make('option', { value, textContent: text, selected: value === chosen[name] }));
  select.addEventListener('change', () => {
    chosen[name] = select.value;
    history.replaceState(null, '', `?${new URLSearchParams(chosen)}`);
    draw();
  });
  return make('label', {}, `${name} `, select);
}

function draw() {
  const groups = [...new Set(STATES.map(({ group }) => group))];
  const links = groups.map((group) => make('a', { href: `#group-${group}`, textContent: group }));
  const sections = groups.map((group) =>
    make(
      'section',
      { id: `group-${group}` },
      make('h2', { textContent: group }),
      make('div', { className: 'frames' }, ...STATES.filter((state) => state.group === group).map(figure)),
    ),
  );
  const menus = Object.entries(CHOICES).map(([name, values]) => menu(name, values));
  document.body.replaceChildren(
    make(
      'header',
      {},
      make('h1', { textContent: `${STATES.length} states` }),
      make('div', { className: 'menus' }, ...menus),
      make('nav', { ariaLabel: 'Groups' }, ...links),
    ),
    make('main', {}, ...sections),
  );
}

draw();
