import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { setField } from '../data/draft.js';
import { read } from '../data/pointer.js';
import { icon } from '../icons/icon.js';
import '../icons/reason-paths.js';
import { fold } from '../text/fold.js';
import { fieldError } from './field-parts.js';
import { later } from './later.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('../types/documents').Field} Field
 * @typedef {import('../types/documents').FieldOption} FieldOption
 */

/** Below this many reasons no groups are needed. */
const FEW = 6;

/** What happened: large reasons in their groups, with a search for those who type. @param {View} view @param {Field} field */
export function reasonField(view, field) {
  const { t, session } = view;
  const options = field.options ?? [];
  const value = read(session.draft, field.path);
  const search = fold(view.local.search ?? '');
  const found = search ? options.filter((option) => fold(searchText(view, option)).includes(search)) : [];
  /** @param {string} reason */
  const choose = (reason) => session.change((draft) => setField(draft, field.path, reason));
  const tiles = (/** @type {FieldOption[]} */ some) =>
    some.map((option) => reasonTile(view, field, option, value, choose));

  return html`<fieldset data-field=${field.path} class="stack">
    <legend class="hidden-text">${t(field.label)}</legend>
    ${fieldError(view, field.path)}
    ${field.suggest && field.suggest !== value
      ? html`<button type="button" class="same" @click=${() => choose(field.suggest ?? '')}>
          ${icon('repeat')}<span
            ><strong>${t('ui.same_as_first')}</strong><br /><span class="soft"
              >${t(`reason.${field.suggest}`)}</span
            ></span
          >
        </button>`
      : nothing}
    <div class="search">
      ${icon('search')}
      <input
        class="input"
        type="search"
        dir=${view.local.search ? 'auto' : nothing}
        autocomplete="off"
        placeholder=${t('ui.search_reasons')}
        aria-label=${t('ui.search_reasons')}
        .value=${live(view.local.search ?? '')}
        @input=${(/** @type {any} */ event) => {
          view.local.search = event.target.value;
          view.update();
        }}
      />
    </div>
    ${search
      ? html`<p class="small soft" aria-live="polite">${t('ui.found', { n: found.length })}</p>
          <div class="stack tight">${tiles(found)}</div>`
      : options.length <= FEW
        ? html`<div class="stack tight">${tiles(options)}</div>`
        : groupsOf(options).map(([group, some]) => reasonGroup(view, group, some, value, tiles))}
  </fieldset>`;
}

/**
 * @param {View} view @param {string} group @param {FieldOption[]} options @param {string | undefined} value
 * @param {(some: FieldOption[]) => unknown} tiles
 */
function reasonGroup(view, group, options, value, tiles) {
  if (options.length === 1) return tiles(options);
  const inside = options.some((option) => option.value === value);
  return html`<details class="card reason-group" name="reason-group" ?open=${inside}>
    <summary>
      <span class="bubble">${icon(options[0].icon ?? 'question')}</span>
      <span class="grow"
        ><span class="label">${view.t(options[0].group_label ?? `reason.${group}`)}</span><br /><span
          class="small soft"
          >${options
            .slice(0, 3)
            .map((option) => view.t(option.label))
            .join(view.t('ui.comma'))}${options.length > 3 ? '…' : ''}</span
        ></span
      >
      ${icon('down', 'turn')}
    </summary>
    <div class="inside">${inside ? tiles(options) : later(view, () => tiles(options))}</div>
  </details>`;
}

/**
 * @param {View} view @param {Field} field @param {FieldOption} option @param {string | undefined} value
 * @param {(reason: string) => void} choose
 */
function reasonTile(view, field, option, value, choose) {
  const id = `${view.idOf(field.path)}-${option.value.replaceAll('.', '-')}`;
  const help = `${option.label}.help`;
  return html`<div class="choice ${option.value === value ? 'chosen' : ''}">
    <input
      type="radio"
      id=${id}
      name=${field.path}
      value=${option.value}
      .checked=${live(option.value === value)}
      @change=${() => choose(option.value)}
    />
    <label for=${id}
      ><span class="bubble">${icon(option.icon ?? 'question')}</span
      ><span
        ><span class="name">${view.t(option.label)}</span>${view.has(help)
          ? html`<br /><span class="small soft">${view.t(help)}</span>`
          : nothing}</span
      ></label
    >
  </div>`;
}

/** @param {FieldOption[]} options @returns {[string, FieldOption[]][]} in the pack's order */
function groupsOf(options) {
  /** @type {Map<string, FieldOption[]>} */
  const groups = new Map();
  for (const option of options) {
    const group = option.group || option.value;
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [...groups];
}

/** @param {View} view @param {FieldOption} option */
function searchText(view, option) {
  const help = `${option.label}.help`;
  return [
    view.t(option.label),
    option.group ? view.t(option.group_label ?? `reason.${option.group}`) : '',
    view.has(help) ? view.t(help) : '',
  ].join(' ');
}
