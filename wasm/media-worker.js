import { giveSource, inPages } from './file-source.js';
import factory from './returns-media.js';
import { serveDoor } from './serve-door.js';

serveDoor(factory, import.meta.url, (door, { file }) => giveSource(door, file && inPages(file)));
