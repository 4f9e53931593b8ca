import { sha256Hex } from '../data/digest.js';

/**
 * Takes a chosen file in: reads it, takes place, device and notes out of it, looks at its bytes, gives what the draft
 * keeps of it and what the store keeps. Digest, report and bytes are of the file without them; the file as it was
 * chosen is nowhere afterwards. Nothing leaves the device here.
 * @typedef {import('../types/documents').Evidence} Evidence
 * @typedef {import('../types/documents').Slot} Slot
 */

export class FileRefused extends Error {
  /** @param {string} code a key under `problem.` @param {Record<string, any>} params */
  constructor(code, params) {
    super(code);
    this.name = 'FileRefused';
    this.code = code;
    this.params = params;
  }
}

/**
 * @param {File} file
 * @param {Slot} slot
 * @param {import('../types/documents').MediaClient} media
 * @returns {Promise<{evidence: Evidence, blob: Blob, type: string, removed: string[]}>} `removed`: what
 *   was taken out, by the names of a report's metadata
 */
export async function takeIn(file, slot, media) {
  if (slot.max_bytes !== undefined && file.size > slot.max_bytes) {
    // Not read at all: a film of an hour would not fit into a phone's memory.
    throw new FileRefused('too_large', { size: file.size, max_bytes: slot.max_bytes });
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileRefused('unreadable', {});
  }
  if (bytes.length === 0) throw new FileRefused('empty', {});
  const { scrub, bytes: scrubbed } = await media.scrub(bytes);
  if (scrub.outcome === 'broken') {
    // Nobody can say what it carries, and no slot would take it.
    const problem = scrub.problems.find(({ verdict }) => verdict === 'refuse');
    throw new FileRefused(problem?.code ?? 'unreadable', {});
  }
  bytes = scrubbed ?? bytes;
  const sha256 = await sha256Hex(bytes);
  const { report, fault } = await media.inspect(bytes, file.name, file.type);
  if (!report) throw new FileRefused(fault?.code ?? 'unreadable', fault?.params ?? {});
  const type = report.type ?? file.type;
  /** @type {Evidence} */
  const evidence = { slot: slot.slot, name: file.name, sha256, report };
  if (slot.line !== undefined) evidence.line = slot.line;
  return { evidence, blob: new Blob([/** @type {any} */ (bytes)], { type }), type, removed: scrub.removed };
}

/** What the file chooser offers for a slot. @param {Slot} slot */
export function acceptOf(slot) {
  const kinds = { image: 'image/*', video: 'video/*', document: 'application/pdf' };
  return slot.kinds
    .map((kind) => kinds[/** @type {keyof typeof kinds} */ (kind)])
    .filter(Boolean)
    .join(',');
}
