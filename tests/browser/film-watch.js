/**
 * Runs in the page, before it: remembers every track, to see later whether it was let go; `window.refusal` names an error
 * that opening a device ends with.
 */
export function watchTracks() {
  const page = /** @type {any} */ (window);
  page.tracks = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (page.refusal) throw new DOMException('refused by the test', page.refusal);
    const stream = await open(wanted);
    page.tracks.push(...stream.getTracks());
    return stream;
  };
}
