/** Upper and lower case, full and half width, accents: all the same to a search. @param {string} text */
export function fold(text) {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}
