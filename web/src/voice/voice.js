import { html, nothing } from 'lit';
import { noteType } from '../film/film-type.js';
import { FILM } from '../film/late-film.js';
import { icon } from '../icons/icon.js';
import { setField } from '../data/draft.js';
import { read } from '../data/pointer.js';
import { partWords } from '../text/part-words.js';
import { Dictation, hasDictation, joinedTo, spokenAs, whereTo } from './dictation.js';
import { voiceStyles } from './voice-styles.js';

export const styles = [voiceStyles];

/**
 * Beside a field for a longer text: speak instead of typing. Nothing is heard before somebody has read where the sound
 * goes and said yes; the text stays what it is, a text that can be changed. Where the browser turns no speech into text a
 * voice note is offered, if the plan takes one.
 *
 * @typedef {import('../screens/view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {object} Talk what is going on at a field
 * @property {'asking' | 'listening'} [state]
 * @property {import('./dictation.js').Where} [where]
 * @property {Dictation} [dictation]
 * @property {string} [guess]
 * @property {string} [trouble] a key under `voice.`
 * @property {ShadowRoot} [root] where it stands
 */

/** @param {View} view @param {Field} field */
export function voice(view, field) {
  if (!partWords(view, 'voice')) return nothing;
  return hasDictation() ? dictated(view, field) : noted(view);
}

/** @param {View} view @param {Field} field */
function dictated(view, field) {
  const { t } = view;
  /** @type {Talk} */
  const talk = ((view.local.talk ??= {})[field.path] ??= {});
  if (talk.state === 'listening') return listening(view, field, talk);
  if (talk.state === 'asking') {
    return html`<section class="voice card next" aria-label=${t('voice.title')} tabindex="-1">
      <p>${t(`voice.${talk.where}`)}</p>
      <p class="small soft">${t('voice.edit')}</p>
      <div class="row">
        <button type="button" class="button primary" @click=${() => listen(view, field, talk)}>
          ${icon('mic')}${t('voice.start')}
        </button>
        <button type="button" class="button" @click=${() => change(view, talk, { state: undefined })}>
          ${t('voice.not_now')}
        </button>
      </div>
    </section>`;
  }
  return html`<div class="voice">
    <button
      type="button"
      class="button next"
      @click=${(/** @type {Event} */ event) => void ask(view, field, talk, event)}
    >
      ${icon('mic')}${t('voice.title')}
    </button>
    <p role="status" class=${talk.trouble ? '' : 'hidden-text'}>
      ${talk.trouble ? t(`voice.${talk.trouble}`) : ''}
    </p>
  </div>`;
}

/** @param {View} view @param {Field} field @param {Talk} talk */
function listening(view, field, talk) {
  const { t } = view;
  return html`<section class="voice card" aria-label=${t('voice.title')}>
    <p class="listening" role="status">${icon('mic')}${t('voice.listening')}</p>
    ${talk.guess ? html`<p class="guess" dir="auto">${talk.guess}</p>` : nothing}
    <p class="small soft">${t(`voice.${talk.where}`)}</p>
    <button type="button" class="button next" @click=${() => talk.dictation?.stop()}>
      ${t('voice.stop')}
    </button>
  </section>`;
}

/**
 * Draws what is going on anew; the focus, if it was here, goes to what there is to press now.
 * @param {View} view @param {Talk} talk @param {Partial<Talk>} news
 */
function change(view, talk, news) {
  const here = talk.root?.activeElement?.closest('.voice');
  Object.assign(talk, news);
  view.update();
  if (!here || !('state' in news)) return;
  requestAnimationFrame(() => {
    /** @type {HTMLElement | null | undefined} */ (
      talk.root?.querySelector('.voice.next, .voice .next')
    )?.focus();
  });
}

/** Who has agreed once is not asked again at this order, as long as the sound goes the same way. */
const agreed = new WeakMap();

/** @param {View} view @param {Field} field @param {Talk} talk @param {Event} event */
async function ask(view, field, talk, event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  talk.root = /** @type {ShadowRoot} */ (button.getRootNode());
  const where = await whereTo(langOf(view));
  talk.where = where;
  if (agreed.get(view.session) === where) listen(view, field, talk);
  else change(view, talk, { state: 'asking', trouble: undefined });
}

/** @param {View} view */
const langOf = (view) => spokenAs(view.speech.locale, navigator.languages);

/** @param {View} view @param {Field} field @param {Talk} talk */
function listen(view, field, talk) {
  const where = talk.where ?? 'maker';
  const { id } = view.screen;
  agreed.set(view.session, where);
  // Another screen is shown: what is said belongs to none.
  const left = () => view.screen.id !== id && (talk.dictation?.abandon(), true);
  const add = (/** @type {string} */ words) => {
    if (left()) return;
    const text = read(view.session.draft, field.path) ?? '';
    const most = field.max_length;
    void view.session.change((draft) => setField(draft, field.path, joinedTo(text, words, most)));
    if (most !== undefined && [...text].length + words.length >= most) {
      talk.trouble = 'full';
      talk.dictation?.stop();
    }
  };
  try {
    talk.trouble = undefined;
    talk.dictation = new Dictation({
      lang: langOf(view),
      where,
      onWords: add,
      onGuess: (guess) => left() || change(view, talk, { guess }),
      onEnd: (trouble) =>
        change(view, talk, { state: undefined, guess: undefined, trouble: trouble ?? talk.trouble }),
    });
    change(view, talk, { state: 'listening' });
  } catch {
    change(view, talk, { state: undefined, trouble: 'failed' });
  }
}

/** A recording in place of the text. @param {View} view */
function noted(view) {
  const { t } = view;
  const slot = view.plan.slots.find(({ kinds }) => kinds.length === 1 && kinds[0] === 'audio');
  if (!slot || !noteType()) return nothing;
  const close = () => {
    view.local.note = false;
    view.update();
  };
  return html`<div class="voice">
    ${slot.have < slot.max
      ? html`<button
          type="button"
          class="button"
          @click=${() => {
            view.local.note = true;
            view.update();
          }}
        >
          ${icon('mic')}${t('files.note')}
        </button>`
      : nothing}
    <p role="status" class=${slot.have > 0 ? '' : 'hidden-text'}>
      ${slot.have > 0 ? t('voice.note_there', { n: slot.have }) : ''}
    </p>
    ${view.local.note ? FILM.show(view, ({ film }) => film(view, slot, close)) : nothing}
  </div>`;
}
