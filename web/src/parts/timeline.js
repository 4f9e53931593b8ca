import { html, nothing } from 'lit';

/**
 * @typedef {import('../text/speech.js').Speech} Speech
 * @typedef {import('../types/documents').Deadline} Deadline
 */

/** When a stage is due: a date where it is known, otherwise the span and what it counts from. @param {Speech} speech @param {Deadline} deadline */
export function dueText(speech, deadline) {
  if (deadline.due) {
    const date = speech.instant(deadline.due);
    return speech.t(deadline.estimated ? 'timeline.by_estimated' : 'timeline.by', { date });
  }
  return speech.t('timeline.after', { span: speech.span(deadline), from: speech.t(`from.${deadline.from}`) });
}

/**
 * What happens and by when. `past` are things that have happened, first.
 * @param {Speech} speech
 * @param {Deadline[]} deadlines
 * @param {{what: string, at: string}[]} [past]
 */
export function timeline(speech, deadlines, past = []) {
  return html`<ol class="timeline">
    ${past.map(
      ({ what, at }) =>
        html`<li class="past">
          <span class="what">${what}</span><span class="when">${speech.instant(at)}</span>
        </li>`,
    )}
    ${byStage(deadlines).map(
      ([stage, group]) =>
        html`<li>
          <span class="what">${speech.t(`stage.${stage}`)}</span>
          ${group.map((deadline) => html`<span class="when">${dueText(speech, deadline)}</span>`)}
          ${group.some((deadline) => deadline.who === 'customer')
            ? html`<span class="small">${speech.t('timeline.you')}</span>`
            : nothing}
        </li>`,
    )}
  </ol>`;
}

/** Several clocks may run for one stage; it is one step of the way. @param {Deadline[]} deadlines @returns {[string, Deadline[]][]} */
function byStage(deadlines) {
  /** @type {Map<string, Deadline[]>} */
  const stages = new Map();
  for (const deadline of deadlines)
    stages.set(deadline.stage, [...(stages.get(deadline.stage) ?? []), deadline]);
  return [...stages];
}

/**
 * How far a request has come: stages that are done, with when, and those ahead, with by when.
 * @param {Speech} speech
 * @param {{stage: string, state: string, at?: string, due?: string, estimated?: boolean}[]} stages
 */
export function track(speech, stages) {
  return html`<ol class="timeline">
    ${stages.map(({ stage, state, at, due, estimated }) => {
      const when = at
        ? speech.instant(at)
        : due && speech.t(estimated ? 'timeline.by_estimated' : 'timeline.by', { date: speech.instant(due) });
      return html`<li class=${state === 'done' ? 'past' : ''}>
        <span class="what">${speech.t(`track.${stage}`)}</span>${when
          ? html`<span class="when">${when}</span>`
          : nothing}
      </li>`;
    })}
  </ol>`;
}
