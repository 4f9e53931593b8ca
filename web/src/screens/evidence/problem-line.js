import { html, nothing } from 'lit';
import { icon } from '../../icons/icon.js';

/**
 * @typedef {import('../view.js').View} View
 * @typedef {import('../../types/documents').Slot} Slot
 * @typedef {import('../../types/documents').Problem} Problem
 */

/**
 * What is wrong with a file and what to do about it.
 * @param {View} view @param {Slot} slot @param {Problem} problem @param {boolean} accepted
 */
export function problemLine(view, slot, problem, accepted) {
  const params = problemParams(view, slot, problem.params);
  const todo = `problem.${problem.code}.todo`;
  return html`<span class="verdict-line ${accepted ? 'mend' : 'refused'}"
    >${icon(accepted ? 'info' : 'warning')}<span
      >${view.t(`problem.${problem.code}`, params)}${view.has(todo)
        ? html`<span class="block soft">${view.t(todo, params)}</span>`
        : nothing}</span
    ></span
  >`;
}

/** @param {View} view @param {Slot} slot @param {Record<string, any>} [params] */
function problemParams(view, slot, params = {}) {
  return {
    ...params,
    max_size: slot.max_bytes === undefined ? '' : view.speech.format.size(slot.max_bytes),
    max_seconds: slot.max_seconds ?? 0,
    size: typeof params.size === 'number' ? view.speech.format.size(params.size) : '',
  };
}
