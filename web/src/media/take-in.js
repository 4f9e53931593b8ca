import { sha256Hex } from '../data/digest.js';
import { FileRefused } from './file-refused.js';

/**
 * Takes a chosen file in: reads it, takes place, device and notes out of it, looks at its bytes, gives what the draft
 * keeps of it and what the store keeps. Digest, report and bytes are of the file without them; the file as it was
 * chosen is nowhere afterwards. Nothing leaves the device here.
 * @typedef {import('../types/documents').Evidence} Evidence
 * @typedef {import('../types/documents').Slot} Slot
 */

/**
 * @param {File} file
 * @param {Slot} slot
 * @param {import('../types/documents').MediaClient} media
 * @param {import('../types/documents').Order} [order]
 * @returns {Promise<{evidence: Evidence, blob: Blob, type: string, removed: string[], tooEarly?: string}>} `removed`:
 *   what was taken out, by the names of a report's metadata; `tooEarly`: a picture of goods says it was taken then,
 *   before they came
 */
export async function takeIn(file, slot, media, order) {
  if (slot.max_bytes !== undefined && file.size > slot.max_bytes) {
    // Not read at all: a film of an hour would not fit into a phone's memory.
    throw new FileRefused('too_large', { size: file.size, max_bytes: slot.max_bytes });
  }
  if (file.size === 0) throw new FileRefused('empty', {});
  const { scrub, blob, sha256, report, taken } = await (file.size > LARGE ? streamed : whole)(
    file,
    media,
    slot.line === undefined ? undefined : order,
  );
  const type = report.type ?? file.type;
  /** @type {Evidence} */
  const evidence = { slot: slot.slot, name: file.name, sha256, report };
  if (slot.line !== undefined) evidence.line = slot.line;
  return {
    evidence,
    blob: blob.slice(0, blob.size, type),
    type,
    removed: scrub.removed,
    ...(taken?.before_delivery && { tooEarly: taken.at }),
  };
}

/** Above this, in bytes, a file is not brought into memory: three copies of a film are more than a phone has. */
const LARGE = 16 * 1024 * 1024;

/**
 * @typedef {{scrub: import('../types/documents').Scrub, blob: Blob, sha256: string,
 *   report: import('../types/documents').Report, taken?: import('../types/documents').Taken}} Looked
 * @param {File} file @param {import('../types/documents').MediaClient} media
 * @param {import('../types/documents').Order} [order]
 * @returns {Promise<Looked>}
 */
async function whole(file, media, order) {
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileRefused('unreadable', {});
  }
  const taken = order && (await media.taken(bytes, order)).taken;
  const { scrub, bytes: scrubbed } = await media.scrub(bytes);
  refuseBroken(scrub);
  bytes = scrubbed ?? bytes;
  const sha256 = await sha256Hex(bytes);
  const { report, fault } = await media.inspect(bytes, file.name, file.type);
  if (!report) throw refusalOf(fault);
  return { scrub, blob: new Blob([/** @type {any} */ (bytes)]), sha256, report, taken };
}

/** @param {File} file @param {import('../types/documents').MediaClient} media @returns {Promise<Looked>} */
async function streamed(file, media) {
  const { scrub, blob = file, fault } = await media.scrubFile(file);
  if (!scrub) throw refusalOf(fault);
  refuseBroken(scrub);
  const digest = await media.digestFile(blob);
  if (!digest.sha256) throw refusalOf(digest.fault);
  const inspected = await media.inspectFile(blob.slice(0, blob.size, file.type), file.name);
  if (!inspected.report) throw refusalOf(inspected.fault);
  return { scrub, blob, sha256: digest.sha256, report: inspected.report };
}

/** Nobody can say what a broken file carries, and no slot would take it. @param {import('../types/documents').Scrub} scrub */
function refuseBroken(scrub) {
  if (scrub.outcome !== 'broken') return;
  const problem = scrub.problems.find(({ verdict }) => verdict === 'refuse');
  throw new FileRefused(problem?.code ?? 'unreadable', {});
}

/** @param {import('../types/documents').Fault | undefined} fault */
const refusalOf = (fault) => new FileRefused(fault?.code ?? 'unreadable', fault?.params ?? {});

/** What the file chooser offers for a slot. @param {{kinds: string[]}} slot */
export function acceptOf(slot) {
  const kinds = { image: 'image/*', video: 'video/*', audio: 'audio/*', document: 'application/pdf' };
  return slot.kinds
    .map((kind) => kinds[/** @type {keyof typeof kinds} */ (kind)])
    .filter(Boolean)
    .join(',');
}
