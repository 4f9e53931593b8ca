/**
 * WebM comes in small parts, so that its bytes can be counted; engines without it write MP4. The sound is named where
 * there is some: without, a recorder may refuse a stream that has it.
 * @param {boolean} sound
 * @returns {string | undefined} nothing: this browser does not record films
 */
export function filmType(sound) {
  const { MediaRecorder } = globalThis;
  if (typeof MediaRecorder !== 'function') return undefined;
  const types = sound
    ? ['video/webm;codecs="vp8,opus"', 'video/webm', 'video/mp4']
    : ['video/webm;codecs=vp8', 'video/webm', 'video/mp4'];
  return types.find((type) => MediaRecorder.isTypeSupported(type));
}
