// The decision core alone, in Node: the modules are read from the disk and run in this thread.
import { readFile } from 'node:fs/promises';
import { openCore as core, openDesk as desk } from '../../wasm/client.js';
import { openMedia as media } from '../../wasm/media-client.js';

/** @param {{baseUrl?: string | URL}} options */
function fromDisk({ baseUrl = new URL('./wasm/', import.meta.url) }) {
  return { baseUrl, read: (/** @type {string} */ name) => readFile(new URL(name, baseUrl)) };
}

/** @param {{baseUrl?: string | URL}} [options] */
export const openCore = (options = {}) => core(fromDisk(options));
/** @param {{baseUrl?: string | URL}} [options] */
export const openDesk = (options = {}) => desk(fromDisk(options));
/** @param {{baseUrl?: string | URL}} [options] */
export const openMedia = (options = {}) => media(fromDisk(options));
