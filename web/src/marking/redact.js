/** Browsers draw pictures of up to 16.7 million pixels for certain. */
const PIXELS = 16_000_000;

/**
 * A new picture in which the given areas are black: nothing of what was there is in its bytes.
 * @param {Blob} blob @param {import('./marks.js').Mark[]} areas in thousandths of the upright picture
 * @returns {Promise<Blob>}
 */
export async function blackedOut(blob, areas) {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, Math.sqrt(PIXELS / (bitmap.width * bitmap.height)));
  const canvas = document.createElement('canvas');
  const width = (canvas.width = Math.floor(bitmap.width * scale));
  const height = (canvas.height = Math.floor(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  context.fillStyle = '#000';
  for (const { x, y, w, h } of areas) {
    // Outwards to whole pixels: half a letter at the edge could still be read.
    const left = Math.floor((x * width) / 1000);
    const top = Math.floor((y * height) / 1000);
    context.fillRect(
      left,
      top,
      Math.ceil(((x + w) * width) / 1000) - left,
      Math.ceil(((y + h) * height) / 1000) - top,
    );
  }
  const made = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  if (!made) throw new Error('the canvas gave no picture');
  return made;
}
