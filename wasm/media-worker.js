import { giveSource, inPages } from './file-source.js';
import { documentsOf, isFrame } from './frame-source.js';
import factory from './returns-media.js';
import { serveDoor } from './serve-door.js';

serveDoor(factory, import.meta.url, (door, { file, documents }) => {
  if (isFrame(file)) documents.push(...documentsOf(file));
  else giveSource(door, file && inPages(file));
});
