// The decision core alone, for pages and workers that bring their own shell.
import { openCore as core, openDesk as desk } from '../../wasm/client.js';
import { openMedia as media } from '../../wasm/media-client.js';

/** The modules lie beside this file, unless a bundler has moved it: then say where they are. */
const beside = () => new URL('./wasm/', import.meta.url);

/** @param {{baseUrl?: string | URL}} [options] */
export const openCore = ({ baseUrl = beside(), ...rest } = {}) => core({ baseUrl, ...rest });
/** @param {{baseUrl?: string | URL}} [options] */
export const openDesk = ({ baseUrl = beside(), ...rest } = {}) => desk({ baseUrl, ...rest });
/** @param {{baseUrl?: string | URL}} [options] */
export const openMedia = ({ baseUrl = beside(), ...rest } = {}) => media({ baseUrl, ...rest });
