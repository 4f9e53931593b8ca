import factory from './returns-desk.js';
import { serveDoor } from './serve-door.js';

serveDoor(factory, import.meta.url);
