// A photo of a pack on a table, drawn: sharp enough to be good, or too dark on purpose.

/** @param {{dark?: boolean, name?: string}} [options] @returns {Promise<File>} */
export async function photo({ dark = false, name = 'photo.jpg' } = {}) {
  const [width, height] = [1600, 1200];
  const canvas = new OffscreenCanvas(width, height);
  const c = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  c.textAlign = 'left'; // also in a page that is read from the right
  c.fillStyle = '#a97d52';
  c.fillRect(0, 0, width, height);
  c.translate(width / 2, height / 2);
  c.rotate(0.08);
  c.fillStyle = '#f4f3ee';
  c.fillRect(-520, -340, 1040, 680);
  c.fillStyle = '#0d6e8c';
  c.fillRect(-520, -340, 1040, 150);
  c.fillStyle = '#fff';
  c.font = '700 64px sans-serif';
  c.fillText('Amoxicillin 0.25 g', -480, -245);
  c.fillStyle = '#1c2a35';
  c.font = '40px sans-serif';
  ['24 capsules', 'Batch A2411', 'EXP 2028-05-31'].forEach((line, at) =>
    c.fillText(line, -480, -110 + at * 70),
  );
  for (let at = 0; at < 60; ++at) {
    c.fillStyle = at % 3 ? '#111' : '#f4f3ee';
    c.fillRect(-40 + at * 8, 120, 3 + ((at * 7) % 5), 170);
  }
  const picture = c.getImageData(0, 0, width, height);
  let state = 7;
  for (let at = 0; at < picture.data.length; at += 4) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
    const noise = ((state >>> 0) / 4294967296 - 0.5) * 18;
    for (let part = 0; part < 3; ++part) {
      const value = picture.data[at + part] + noise;
      picture.data[at + part] = dark ? value * 0.06 : value;
    }
  }
  c.putImageData(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  return new File([blob], name, { type: 'image/jpeg' });
}
