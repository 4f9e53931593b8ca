// Runs a vector through a verifier; used in Node and, as a module of the page, in the browser.

const encoder = new TextEncoder();

/** What verifyPack is asked by a vector of vectors.json. @param {any} vector */
const askedOf = ({ pack, signature, trust, now, id, version, seen }) => ({
  pack: encoder.encode(pack),
  signature: signature ? encoder.encode(signature) : undefined,
  trust,
  now: Date.parse(now),
  id,
  version,
  seen,
});

/** @param {any} verifyPack @param {any} asked */
async function codeOf(verifyPack, asked) {
  try {
    await verifyPack(asked);
    return 'ok';
  } catch (error) {
    if (!error.code) throw error;
    return error.code;
  }
}

/** @param {any} verifyPack @param {any} vector @param {object} [changes] members to ask otherwise */
export const answerTo = (verifyPack, vector, changes = {}) =>
  codeOf(verifyPack, { ...askedOf(vector), ...changes });

/**
 * Every bit of pack and signature, one at a time; names those that were accepted all the same.
 * @param {any} verifyPack @param {any} vector
 */
export async function flipAll(verifyPack, vector) {
  const asked = askedOf(vector);
  let tried = 0;
  const accepted = [];
  for (const part of ['pack', 'signature']) {
    for (let bit = 0; bit < asked[part].length * 8; ++bit, ++tried) {
      const flipped = asked[part].slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const code = await codeOf(verifyPack, { ...asked, [part]: flipped });
      if (code === 'ok') accepted.push(`${part} bit ${bit}`);
    }
  }
  return { tried, accepted };
}
