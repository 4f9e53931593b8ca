import { register } from './register.js';
import { beginWork, endWork } from './session-lock.js';

/** The shop's page without a network. Its element tells of every screen, so nothing in it has to know about this. */
async function keepOffline() {
  const registered = await register();
  const leave = () => {
    endWork();
    registered?.between();
  };
  document.addEventListener('returns-step', beginWork);
  document.addEventListener('returns-leave', leave);
  window.addEventListener('popstate', () => {
    if (!/[?&](order|mode)=/.test(location.search)) leave();
  });
  if (/[?&](order|mode)=/.test(location.search)) beginWork();
}

// A browser that refuses (a private window, a full disk) leaves the page as it is: with a network.
keepOffline().catch(() => {});
