/**
 * Rows of the on-screen keyboard that are the same in every language; the letters of a language stand with its words. What
 * is written in another script than these comes from the system's own keyboard.
 */
export const LATIN = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

export const DIGITS = ['1234567890', '@.-_/:+#', ',?!()&%'];
