import factory from './returns-media.js';
import { serveDoor } from './serve-door.js';

serveDoor(factory, import.meta.url);
