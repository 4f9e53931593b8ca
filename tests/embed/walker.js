// A customer without a driver: knows labels, works inside the page, so that every engine that can run a line of script can
// be walked through the portal.
import { t } from '../browser/words.js';

/** Runs in the portal's page. One screen: answers what it can, presses the button, says what is on the screen. */
function act({ wants, fields, files, films, next, last }) {
  const root = document.querySelector('returns-portal')?.shadowRoot;
  const heading = root?.querySelector('#title')?.textContent.trim();
  if (!heading) return { heading: '' };
  const text = (element) => (element.labels?.[0] ?? element).textContent.trim();
  const film = root.querySelector('returns-film')?.shadowRoot;
  if (film) {
    const running = film.querySelector('.shutter.running');
    // Two seconds are enough; before that it is only looked at.
    if (running && !/0:0[2-9]/.test(film.querySelector('.clock').textContent))
      return { heading, did: 'films' };
    const press = film.querySelector('.keep') ?? running ?? film.querySelector('.shutter:enabled');
    press?.click();
    return { heading, did: `film: ${press?.className ?? film.textContent.trim()}` };
  }
  for (const slot of root.querySelectorAll('section.slot')) {
    if (!films.includes(slot.getAttribute('aria-label')) || slot.querySelector('.shot')) continue;
    slot.querySelector('button[data-part=film]').click();
    return { heading, did: 'a film' };
  }
  for (const slot of root.querySelectorAll('section.slot')) {
    const input = slot.querySelector('input[type=file]:not([capture])');
    const have = slot.querySelectorAll('.shot').length;
    if (!input || have >= (files[slot.getAttribute('aria-label')] ?? 0)) continue;
    // A picture of its own for each: drawn here, as no driver hands over a file in every engine.
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 });
    const ink = canvas.getContext('2d');
    ink.fillStyle = '#caa';
    ink.fillRect(0, 0, 1200, 900);
    ink.fillStyle = '#123';
    ink.font = '48px sans-serif';
    for (let line = 0; line < 12; ++line)
      ink.fillText(`${slot.id} ${have} ${line}`, 60 + line * 9, 80 + line * 66);
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/jpeg', 0.9).split(',')[1]), (c) =>
      c.charCodeAt(0),
    );
    const given = new DataTransfer();
    given.items.add(new File([bytes], `photo-${have + 1}.jpg`, { type: 'image/jpeg' }));
    input.files = given.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return { heading, did: `${slot.getAttribute('aria-label')}: a photo` };
  }
  if (root.querySelector('.shot .spinner')) return { heading, did: 'a photo is being read' };
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

/**
 * @param {(script: string) => Promise<any>} run in the portal's page
 * @param {{items: {title: string, reason: string}[], choices: string[], resolution: string, contact: Record<string, string>,
 *   description?: string, batch?: string, photos?: Record<string, number>, films?: string[]}} story `photos`: how many, by the
 *   name of the slot; `films`: slots that get one, recorded
 * @param {() => Promise<void>} [onSubmit] after the last button
 * @param {(heading: string) => Promise<void>} [onScreen] with each screen when it is first seen
 * @param {number} [patience] milliseconds
 * @returns {Promise<string>} the ticket's number
 */
export async function walk(
  run,
  story,
  onSubmit = async () => {},
  onScreen = async () => {},
  patience = 60_000,
) {
  const wants = [
    ...story.items.map(({ title }) => ({ label: title })),
    ...story.items.map(({ reason }) => ({ label: reason, search: true })),
    ...[...story.choices, t(`resolution.${story.resolution}`)].map((label) => ({ label })),
  ];
  const { description, batch, photos = {}, films = [] } = story;
  const fields = Object.entries({ ...story.contact, description, batch })
    .filter(([, value]) => value)
    .map(([name, value]) => ({ label: t(`field.${name}`), value }));
  const last = t('ui.submit');
  const order = {
    wants,
    fields,
    files: photos,
    films,
    next: [t('ui.continue'), t('ui.understood'), last],
    last,
  };
  const script = `(${act})(${JSON.stringify(order)})`;
  const seen = [];
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const answer = await run(script);
    if (answer.heading && !seen.some((line) => line.startsWith(`${answer.heading}: `)))
      await onScreen(answer.heading);
    seen.push(`${answer.heading}: ${answer.did}`);
    if (answer.heading === t('done.title')) {
      const found = /\b\d{8}-[0-9A-Z]{5}-\d{3}\b/.exec(answer.whole);
      if (!found) throw new Error(`no ticket number in: ${answer.whole.slice(0, 400)}`);
      return found[0];
    }
    if (answer.isLast) await onSubmit();
    await new Promise((done) => setTimeout(done, 150));
  }
  throw new Error(`the receipt was not reached:\n${[...new Set(seen)].join('\n')}`);
}
