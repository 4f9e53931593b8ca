// No sentence a customer reads stands in the shell: it would stay in one language. Sentences live in assets/locales.
import { jsCode, matches } from './source.js';

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]+/g;
const ARABIC = /[\u0600-\u06ff]{2,}/g;
// A language is offered under its own name, which is the same in every language.
const OWN_NAMES = new Set(['简体中文', 'العربية']);
const WORD = /\p{L}{2,}/u;

/** The bodies of html`…` templates, each hole ${…} replaced by a blank that keeps its lines. */
function* templates(code) {
  for (const { index } of code.matchAll(/\bhtml`/g)) {
    let depth = 0;
    let body = '';
    let at = index + 'html`'.length;
    for (; at < code.length; ++at) {
      const two = code.slice(at, at + 2);
      if (depth === 0 && code[at] === '`') break;
      if (depth === 0 && two === '\\`') {
        at += 1;
      } else if (depth === 0 && two === '${') {
        depth = 1;
        at += 1;
        body += '\u0001';
      } else if (depth > 0) {
        if (code[at] === '{') depth += 1;
        else if (code[at] === '}') depth -= 1;
        else if (code[at] === '\n') body += '\n';
        // A template inside a hole is found by its own html`.
        else if (code[at] === '`') at = skipTemplate(code, at);
      } else {
        body += code[at];
      }
    }
    yield { body, line: code.slice(0, index).split('\n').length };
  }
}

/** The index of the back quote that ends the template beginning at `from`. */
function skipTemplate(code, from) {
  let depth = 0;
  for (let at = from + 1; at < code.length; ++at) {
    if (code[at] === '\\') at += 1;
    else if (depth === 0 && code[at] === '`') return at;
    else if (code.startsWith('${', at)) {
      depth += 1;
      at += 1;
    } else if (depth > 0 && code[at] === '{') depth += 1;
    else if (depth > 0 && code[at] === '}') depth -= 1;
    else if (depth > 0 && code[at] === '`') at = skipTemplate(code, at);
  }
  return code.length;
}

const TAG = /<[^>]*>/g;
const SPOKEN =
  /\s(?:aria-label|aria-description|aria-roledescription|title|alt|placeholder|label)\s*=\s*"([^"]*)"/g;
const ASSIGNED =
  /\.?\b(?:textContent|innerText|ariaLabel|ariaDescription|title|placeholder|alt)\s*=\s*(['"])((?:\\.|(?!\1).)+)\1/g;

/** @param {import('./source.js').Source[]} all */
export function shellIsMute(all) {
  const wrong = [];
  for (const { path, text } of all.filter((source) => /^web\/src\/.*\.js$/.test(source.path))) {
    const code = jsCode(text);
    const say = (line, what) =>
      wrong.push(`${path}:${line}: "${what.trim().slice(0, 60)}" belongs in assets/locales`);
    for (const script of [CJK, ARABIC]) {
      for (const { match, line } of matches(code, script)) if (!OWN_NAMES.has(match[0])) say(line, match[0]);
    }
    for (const { match, line } of matches(code, ASSIGNED)) if (WORD.test(match[2])) say(line, match[2]);
    for (const { body, line } of templates(code)) {
      for (const { match } of matches(body, SPOKEN)) if (WORD.test(match[1])) say(line, match[1]);
      const words = body
        .replace(/<style>[\s\S]*?<\/style>/g, '')
        .replace(TAG, ' ')
        .replace(/&[a-z]+;/g, ' ');
      if (WORD.test(words)) say(line, words.replace(/\s+/g, ' '));
    }
  }
  return wrong;
}
