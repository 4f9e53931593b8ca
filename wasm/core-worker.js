import factory from './returns-core.js';
import { serveDoor } from './serve-door.js';

serveDoor(factory, import.meta.url);
