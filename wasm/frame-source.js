// A frame of a camera, brought down to the size that advice needs. Drawing one and reading it back costs a phone more than
// the advice: where there is a worker, it is done there.

import { toBytes } from './door.js';

/** Pixels of the longer side: enough to judge light, sharpness and distance by. */
const SIDE = 640;

/** @type {OffscreenCanvas | undefined} */
let canvas;

/** @param {unknown} file @returns {file is VideoFrame} */
export const isFrame = (file) => typeof VideoFrame === 'function' && file instanceof VideoFrame;

/**
 * The documents of the door `advise`. Closes the frame.
 * @param {VideoFrame} frame @returns {[Uint8Array, Uint8Array]}
 */
export function documentsOf(frame) {
  try {
    const { displayWidth, displayHeight } = frame;
    const scale = Math.min(1, SIDE / Math.max(displayWidth, displayHeight));
    const width = Math.max(1, Math.round(displayWidth * scale));
    const height = Math.max(1, Math.round(displayHeight * scale));
    if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas to draw a frame on');
    context.drawImage(frame, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return [new Uint8Array(data.buffer), toBytes(`${width}x${height}`)];
  } finally {
    frame.close();
  }
}
