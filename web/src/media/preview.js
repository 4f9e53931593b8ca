/**
 * Draws a picture into a canvas without an object URL: `img-src blob:` stays out of the policy.
 * @param {HTMLCanvasElement} canvas @param {Blob} blob
 * @returns {Promise<boolean>} false when this browser cannot show the picture (a HEIC photo, say)
 */
export async function drawPreview(canvas, blob) {
  const side = 2 * Math.max(canvas.clientWidth, 96);
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    return false;
  }
  const scale = Math.min(1, side / Math.min(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return true;
}
