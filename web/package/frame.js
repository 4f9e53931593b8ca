// The portal in a frame of its own origin, behind the same interface.
export { ReturnsPortalFrame } from '../src/embed/frame-host.js';
