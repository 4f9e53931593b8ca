import { html } from 'lit';
import { icon } from '../icons/icon.js';

/**
 * @typedef {import('../types/documents').Help} Help
 */

const ICONS = {
  phone: 'phone',
  chat: 'chat',
  email: 'mail',
  pharmacist: 'pharmacist',
  emergency: 'adverse',
  authority: 'law',
};
const ALWAYS = '00:00-24:00';
const CALLED = new Set(['phone', 'pharmacist', 'emergency', 'authority']);

/** @param {Help} help */
export function helpHref(help) {
  if (CALLED.has(help.kind)) return `tel:${help.value.replace(/[^+\d]/g, '')}`;
  if (help.kind === 'email') return `mailto:${help.value}`;
  return help.value.startsWith('/') || help.value.startsWith('https://') ? help.value : '#';
}

/** @param {import('../text/speech.js').Speech} speech @param {Help} help */
function hours({ t }, help) {
  return help.hours ? ` · ${help.hours === ALWAYS ? t('help.always') : help.hours}` : '';
}

/** Ways to reach a person, as large targets. @param {import('../text/speech.js').Speech} speech @param {Help[]} list */
export function helpCards(speech, list) {
  return html`<div class="card calls">
    ${list.map(
      (help) =>
        html`<a class="call" href=${helpHref(help)}>
          ${icon(ICONS[/** @type {keyof typeof ICONS} */ (help.kind)] ?? 'chat')}
          <span
            ><span class="small soft">${speech.t(`help.${help.kind}`)}${hours(speech, help)}</span
            ><strong dir="ltr"
              >${help.kind === 'chat' ? speech.t('help.open_chat') : help.value}</strong
            ></span
          >
        </a>`,
    )}
  </div>`;
}

/** Every line at hand, small: one tap from every screen; and the answers. @param {import('../text/speech.js').Speech} speech @param {Help[]} list */
export function helpLine(speech, list) {
  /** @param {{currentTarget: any}} event */
  const answers = ({ currentTarget }) =>
    import('../help/faq.js').then(
      ({ openFaq }) => openFaq(currentTarget, speech, list),
      () => currentTarget.after(speech.t('ui.broken')),
    );
  return html`<nav class="help-line" aria-label=${speech.t('ui.ask_a_person')}>
    <button type="button" class="button quiet" @click=${answers}>
      ${icon('question', 'small')}${speech.t('help.faq')}
    </button>
    ${list.map(
      (help) =>
        html`<a class="button quiet" href=${helpHref(help)}
          >${icon(ICONS[/** @type {keyof typeof ICONS} */ (help.kind)] ?? 'chat', 'small')}${speech.t(
            `help.${help.kind}`,
          )}</a
        >`,
    )}
  </nav>`;
}

/** All lines but the emergency one, which belongs to emergencies. @param {Help[]} list */
export function everyday(list) {
  return list.filter((help) => help.kind !== 'emergency');
}
