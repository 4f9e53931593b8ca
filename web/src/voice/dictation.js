/**
 * Speech to text as the browser does it (Web Speech API). Knows no markup.
 *
 * @typedef {'device' | 'maker'} Where the sound is turned into text: on this device, or by whoever made the browser
 * @typedef {'denied' | 'nothing' | 'failed'} Trouble
 */

/** @returns {any} what makes a recognition; nothing: this browser has none */
const recognition = () => {
  const page = /** @type {any} */ (globalThis);
  return page.SpeechRecognition ?? page.webkitSpeechRecognition;
};

export const hasDictation = () => typeof recognition() === 'function';

/**
 * The language to listen for: as its speaker has it where the browser knows, "en-GB" and not "en".
 * @param {string} locale of the page @param {readonly string[]} spoken
 */
export function spokenAs(locale, spoken) {
  const [language] = locale.split('-');
  return spoken.find((tag) => tag.includes('-') && tag.split('-')[0] === language) ?? locale;
}

/** @param {string} lang @returns {Promise<Where>} what is not known to stay on the device does not */
export async function whereTo(lang) {
  try {
    const found = await recognition().available({ langs: [lang], processLocally: true });
    return found === 'available' ? 'device' : 'maker';
  } catch {
    return 'maker';
  }
}

/** @type {Record<string, Trouble>} */
const TROUBLES = { 'not-allowed': 'denied', 'audio-capture': 'denied', 'no-speech': 'nothing' };

export class Dictation {
  #recognition;
  #ended = false;

  /**
   * Begins at once; the browser asks for the microphone.
   * @param {{lang: string, where: Where, onWords: (words: string) => void, onGuess: (words: string) => void,
   *   onEnd: (trouble?: Trouble) => void}} hear `onWords`: what was said, for good; `onGuess`: what is being said;
   *   `onEnd`: once
   */
  constructor({ lang, where, onWords, onGuess, onEnd }) {
    const listening = new (recognition())();
    this.#recognition = listening;
    listening.lang = lang;
    listening.continuous = true;
    listening.interimResults = true;
    // Otherwise the browser would be free to send it after all.
    if (where === 'device') listening.processLocally = true;
    /** @type {Trouble | undefined} */
    let trouble;
    let heard = false;
    listening.onresult = (/** @type {any} */ { resultIndex, results }) => {
      let guess = '';
      for (let at = resultIndex; at < results.length; ++at) {
        const [{ transcript }] = results[at];
        if (!results[at].isFinal) guess += transcript;
        else if (transcript.trim()) {
          heard = true;
          onWords(transcript.trim());
        }
      }
      onGuess(guess.trim());
    };
    listening.onerror = (/** @type {any} */ { error }) => {
      if (error !== 'aborted') trouble = TROUBLES[error] ?? 'failed';
    };
    listening.onend = () => {
      if (this.#ended) return;
      this.#ended = true;
      // Silence after words is how one stops.
      onEnd(heard && trouble === 'nothing' ? undefined : trouble);
    };
    listening.start();
  }

  /** What was said until now still becomes text. */
  stop() {
    this.#recognition.stop();
  }

  /** The screen is gone: nothing more is wanted, and the microphone is let go. */
  abandon() {
    this.#ended = true;
    this.#recognition.abort();
  }
}

/**
 * What was said behind what is there. Languages that part words by blanks get one.
 * @param {string} text @param {string} words @param {number} [most] characters
 */
export function joinedTo(text, words, most = Infinity) {
  const blank = text && !/\s$/.test(text) && !/[\u3000-\u9fff\uff00-\uffef]$/.test(text) ? ' ' : '';
  return [...`${text}${blank}${words}`].slice(0, most).join('');
}
