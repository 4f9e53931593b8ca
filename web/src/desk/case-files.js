import { html, nothing, svg } from 'lit';
import { icon } from '../icons/icon.js';
import { drawing } from '../marking/drawing.js';
import { dayOf, pretty, rowsOf } from '../screens/evidence/code-rows.js';

/**
 * The files of a case: pictures with the customer's marks over them, what the intake says of each, codes that were
 * confirmed. A picture opens large.
 * @typedef {import('../text/speech.js').Speech} Speech
 */

/** Films and sounds that browsers play; what one of them does not play is still there to be downloaded. */
const PLAYED = /^(video|audio)\/(mp4|webm|ogg)$/;

/** Files a browser can show; others are only downloaded. */
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** @param {import('./case-view.js').CaseView} view */
export function files({ speech, file, onLook }) {
  const { t } = speech;
  if (file.files.length === 0) return html`<p class="soft">${t('desk.no_files')}</p>`;
  return html`<ul class="shots" role="list">
    ${file.files.map((/** @type {any} */ one) => {
      const problems = one.report?.problems ?? [];
      return html`<li class="shot">
        ${one.href && PICTURES.includes(one.type)
          ? html`<button
              type="button"
              class="look"
              aria-label=${t('desk.enlarge', { name: t(`slot.${one.slot}`), n: one.marks?.length ?? 0 })}
              @click=${() => onLook(one)}
            >
              ${marked(one, '')}
            </button>`
          : one.href && PLAYED.test(one.type)
            ? player(one, t('desk.play', { name: t(`slot.${one.slot}`) }))
            : html`<span class="no-preview">${icon('document')}</span>`}
        <p class="strong small">${t(`slot.${one.slot}`)}</p>
        <p class="small soft">
          <bdi>${one.type}</bdi> · <bdi class="whole">${speech.format.size(one.size)}</bdi>
          ${one.report?.width ? html`· <bdi>${one.report.width}×${one.report.height}</bdi>` : nothing}
          ${one.report?.pages ? html`· ${t('desk.pages', { n: one.report.pages })}` : nothing}
        </p>
        ${notes(speech, one.marks)}
        ${problems.map(
          (/** @type {any} */ problem) =>
            html`<p class="small caution">
              ${icon('warning', 'small')}${speech.coded('problem', problem.code)}
            </p>`,
        )}
        ${one.also_in
          ? html`<p class="small caution">
              ${icon('warning', 'small')}${t('desk.also_in', { tickets: one.also_in.join(', ') })}
            </p>`
          : nothing}
        ${codes(speech, one.codes)}
        ${one.href
          ? html`<a class="small" href=${one.href} download=${one.name} aria-label=${t('desk.open_file', one)}
              ><bdi>${one.name}</bdi></a
            >`
          : html`<p class="small soft">${t('desk.file_gone')}</p>`}
      </li>`;
    })}
  </ul>`;
}

/** Nothing of it is fetched before somebody wants to see or hear it. @param {any} one @param {string} label */
function player({ href, type }, label) {
  return type.startsWith('audio/')
    ? html`<span class="no-preview"
        ><audio src=${href} controls preload="none" aria-label=${label}></audio
      ></span>`
    : html`<video
        class="played"
        src=${href}
        controls
        playsinline
        preload="none"
        aria-label=${label}
      ></video>`;
}

/** One picture as large as the window allows. @param {{speech: Speech, one: any, onClose: () => void}} view */
export function pictureDialog({ speech, one, onClose }) {
  const { t } = speech;
  return html`<dialog class="dialog picture" aria-labelledby="picture-title" @close=${onClose}>
    <div class="row">
      <h2 id="picture-title" class="grow">${t(`slot.${one.slot}`)}</h2>
      <button type="button" class="round" aria-label=${t('desk.close_picture')} @click=${onClose}>
        ${icon('close')}
      </button>
    </div>
    ${marked(one, t(`slot.${one.slot}`))}${notes(speech, one.marks)}
  </dialog>`;
}

/** The picture with its marks; both are cut to the frame in the same way. @param {any} one @param {string} alt */
function marked(one, alt) {
  const { width = 0, height = 0, orientation = 1 } = one.report ?? {};
  // Marks are of the upright picture, which is how a browser shows it.
  const size = orientation > 4 ? { width: height, height: width } : { width, height };
  const marks = size.width > 0 && size.height > 0 ? (one.marks ?? []) : [];
  return html`<span class="marked"
    ><img src=${one.href} alt=${alt} loading="lazy" />${marks.length > 0
      ? svg`<svg viewBox="0 0 ${size.width} ${size.height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${drawing(marks, size)}</svg>`
      : nothing}</span
  >`;
}

/** What was written at each mark, by its number on the picture. @param {Speech} speech @param {any[]} [marks] */
function notes({ t }, marks = []) {
  if (marks.length === 0) return nothing;
  return html`<ol class="notes small">
    ${marks.map(
      ({ kind, note }, index) =>
        html`<li>
          <span class="soft">${t('mark.nth', { kind: t(`mark.${kind}`), n: index + 1 })}</span>
          ${note ? html`<bdi>${note}</bdi>` : nothing}
        </li>`,
    )}
  </ol>`;
}

/** What the customer confirmed of the codes on a picture, and how the intake judges it. @param {Speech} speech @param {any[]} [all] */
function codes(speech, all = []) {
  return all.map((code) => {
    const { named, others } = rowsOf(code, all);
    const said = [...named.flatMap(({ findings: about }) => about), ...others];
    return html`${named.map(
      ({ name, value }) =>
        html`<p class="small">
          <span class="soft">${speech.t(`codes.${name}`)}</span>
          <bdi>${dayOf(value, speech.format.locale) ?? value}</bdi>
        </p>`,
    )}${said
      .filter(({ bearing }) => bearing !== 'match')
      .map(
        ({ code: key, params }) =>
          html`<p class="small caution">
            ${icon('warning', 'small')}${speech.say(key, pretty(params, speech.format.locale))}
          </p>`,
      )}`;
  });
}
