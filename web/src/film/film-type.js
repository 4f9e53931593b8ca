/** Whether pages of this browser may use a microphone at all, and record what they hear. @returns {string | undefined} the type */
export function noteType() {
  return first(['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm']);
}

/**
 * WebM comes in small parts, so that its bytes can be counted; engines without it write MP4. The sound is named where
 * there is some: without, a recorder may refuse a stream that has it.
 * @param {boolean} sound
 * @returns {string | undefined} nothing: this browser does not record films
 */
export function filmType(sound) {
  return first(
    sound
      ? ['video/webm;codecs="vp8,opus"', 'video/webm', 'video/mp4']
      : ['video/webm;codecs=vp8', 'video/webm', 'video/mp4'],
  );
}

/** @param {string[]} types */
function first(types) {
  const { MediaRecorder, navigator } = globalThis;
  if (typeof MediaRecorder !== 'function' || !navigator.mediaDevices?.getUserMedia) return undefined;
  return types.find((type) => MediaRecorder.isTypeSupported(type));
}
