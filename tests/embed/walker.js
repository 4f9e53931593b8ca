// A customer without a driver: knows labels, works inside the page, so that every engine that can run a line of script can
// be walked through the portal.
import { t } from '../browser/words.js';

/** Runs in the portal's page. One screen: answers what it can, presses the button, says what is on the screen. */
function act({ wants, fields, files, films, shots, mark, next, last }) {
  const root = document.querySelector('returns-portal')?.shadowRoot;
  const heading = root?.querySelector('#title')?.textContent.trim();
  if (!heading) return { heading: '' };
  const text = (element) => (element.labels?.[0] ?? element).textContent.trim();
  const slots = [...root.querySelectorAll('section.slot')];
  const nameOf = (slot) => slot.getAttribute('aria-label');
  const film = root.querySelector('returns-film')?.shadowRoot;
  if (film) {
    const running = film.querySelector('.shutter.running');
    // Two seconds are enough; before that it is only looked at.
    if (running && !/0:0[2-9]/.test(film.querySelector('.clock').textContent))
      return { heading: 'film', did: 'films' };
    const press = film.querySelector('.keep') ?? running ?? film.querySelector('.shutter:enabled');
    press?.click();
    return { heading: 'film', did: press?.className ?? film.textContent.trim() };
  }
  const camera = root.querySelector('returns-camera')?.shadowRoot;
  if (camera) {
    const shutter = camera.querySelector('.shutter:enabled');
    if (!shutter || camera.querySelector('.taken .spinner'))
      return { heading: 'camera', did: camera.textContent.trim() };
    const slot = text(camera.querySelector('#camera-title'));
    const enough = camera.querySelectorAll('.taken li').length >= files[slot].length + shots[slot];
    (enough ? camera.querySelector('footer .primary') : shutter).click();
    return { heading: 'camera', did: enough ? 'done' : 'a picture' };
  }
  const editor = root.querySelector('returns-photo-editor')?.shadowRoot;
  if (editor) {
    const made = editor.querySelector('.chip:not(.add)');
    const tool = [...editor.querySelectorAll('.tool')].find((one) => text(one) === mark.tool);
    const press = made ? editor.querySelector('header .primary') : editor.querySelector('.add');
    tool.click();
    // The tool first: what is added is drawn with it.
    if (made || tool.getAttribute('aria-pressed') === 'true') press.click();
    return { heading: 'marking', did: `${mark.tool} ${press.textContent.trim()}`, marked: Boolean(made) };
  }
  for (const slot of slots) {
    if (!films.includes(nameOf(slot)) || slot.querySelector('.shot')) continue;
    slot.querySelector('button[data-part=film]').click();
    return { heading, did: 'a film' };
  }
  for (const slot of slots) {
    const have = slot.querySelectorAll('.shot').length;
    const given = files[nameOf(slot)]?.length ?? 0;
    if (have < given) return { heading, did: `${nameOf(slot)}: a file`, give: { slot: slot.id, have } };
    if (have >= given + (shots[nameOf(slot)] ?? 0)) continue;
    slot.querySelector('button[data-part=camera]').click();
    return { heading, did: `${nameOf(slot)}: the camera` };
  }
  if (root.querySelector('.shot .spinner')) return { heading, did: 'a photo is being read' };
  const marked = [...root.querySelectorAll('.shot')].find(
    (shot) => shot.querySelector('.file-name').textContent.trim() === mark?.file,
  );
  if (marked) {
    marked.querySelector('.mark-it').click();
    return { heading, did: `marks ${mark.file}` };
  }
  for (const search of root.querySelectorAll('input[type=search]')) {
    const wanted = wants.find((want) => want.search);
    if (search.value === wanted.label) continue;
    search.value = wanted.label;
    search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    return { heading, did: 'search' };
  }
  for (const box of root.querySelectorAll('input[type=checkbox], input[type=radio]')) {
    const wanted = box.dataset.consent !== undefined || wants.some(({ label }) => text(box).includes(label));
    if (wanted && !box.checked) {
      box.click();
      return { heading, did: text(box) };
    }
  }
  for (const box of root.querySelectorAll(
    'input:not([type=checkbox], [type=radio], [type=search]), textarea',
  )) {
    const field = fields.find(({ label }) => text(box).startsWith(label));
    if (!field || box.value === field.value) continue;
    box.value = field.value;
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    box.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    return { heading, did: field.label };
  }
  const button = [...root.querySelectorAll('button')].find((one) => next.includes(one.textContent.trim()));
  const isLast = button?.textContent.trim() === last;
  button?.click();
  return { heading, did: button?.textContent.trim() ?? '', isLast, whole: root.textContent };
}

/** An expression that gives the field for chosen files of a slot. @param {string} slot the id of its section */
const fieldOf = (slot) =>
  `document.querySelector('returns-portal').shadowRoot.getElementById('${slot}').querySelector('input[type=file]:not([capture])')`;

/**
 * @param {(script: string) => Promise<any>} run in the portal's page
 * @param {{items: {title: string, reason: string}[], choices: string[], resolution: string, contact: Record<string, string>,
 *   description?: string, batch?: string, chosen?: Record<string, string[]>, taken?: Record<string, number>, films?: string[],
 *   marks?: {file: string, tool: string}[], fields?: [string, string][]}} story by the names of slots: paths of files to choose, how many pictures to take
 *   with the camera in the page, which get a film; and what is drawn on which file;
 *   fields that have another label than `field.` and their name
 * @param {object} [how]
 * @param {(key: string) => string} [how.words] what is read
 * @param {string} [how.last] the words of the last button
 * @param {string} [how.done] the key of the receipt's heading
 * @param {(field: string, path: string) => Promise<void>} [how.give] a file to the field that the expression gives
 * @param {() => Promise<void>} [how.onSubmit] after the last button
 * @param {(heading: string) => Promise<void>} [how.onScreen] with each screen when it is first seen
 * @param {number} [how.patience] milliseconds
 * @returns {Promise<string>} the ticket's number
 */
export async function walk(run, story, how = {}) {
  const { give, onSubmit, onScreen, patience = 60_000, words = t, done = 'done.title' } = how;
  const wants = [
    ...story.items.map(({ title }) => ({ label: title })),
    ...story.items.map(({ reason }) => ({ label: reason, search: true })),
    ...[...story.choices, t(`resolution.${story.resolution}`)].map((label) => ({ label })),
  ];
  const { description, batch, chosen = {}, taken = {}, films = [] } = story;
  const fields = Object.entries({ ...story.contact, description, batch })
    .filter(([, value]) => value)
    .map(([name, value]) => ({ label: words(`field.${name}`), value }));
  for (const [label, value] of story.fields ?? []) fields.push({ label, value });
  const last = how.last ?? words('ui.submit');
  const next = [words('ui.continue'), words('ui.understood'), last];
  const order = { wants, fields, files: chosen, films, shots: taken, next, last };
  const marks = [...(story.marks ?? [])];
  const seen = [];
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const answer = await run(`(${act})(${JSON.stringify({ ...order, mark: marks[0] })})`);
    if (answer.heading && !seen.some((line) => line.startsWith(`${answer.heading}: `)))
      await onScreen?.(answer.heading);
    seen.push(`${answer.heading}: ${answer.did}`);
    if (answer.give) {
      const { slot, have } = answer.give;
      const name = Object.keys(chosen).find((one) => answer.did.startsWith(one)) ?? '';
      await give?.(fieldOf(slot), chosen[name][have]);
    }
    if (answer.marked) marks.shift();
    if (answer.heading === words(done)) {
      const found = /\b\d{8}-[0-9A-Z]{5}-\d{3}\b/.exec(answer.whole);
      if (!found) throw new Error(`no ticket number in: ${answer.whole.slice(0, 400)}`);
      return found[0];
    }
    if (answer.isLast) await onSubmit?.();
    await new Promise((done) => setTimeout(done, 150));
  }
  throw new Error(`the receipt was not reached:\n${[...new Set(seen)].join('\n')}`);
}
