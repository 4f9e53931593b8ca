/** Rows of the on-screen keyboard. What is written in another script than these comes from the system's own keyboard. */
const LATIN = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** @type {Record<string, string[]>} */
export const LETTERS = {
  en: LATIN,
  'zh-CN': LATIN,
  de: ['qwertzuiopü', 'asdfghjklöä', 'yxcvbnmß'],
  ar: ['ضصثقفغعهخحج', 'شسيبلاتنمك', 'ئءؤرىةوزظطذد'],
};

export const DIGITS = ['1234567890', '@.-_/:+#', ',?!()&%'];
