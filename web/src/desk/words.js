import { Catalogue } from '../text/catalogue.js';

/** Every word the desk needs, in one language. @param {string} locale */
export async function loadDeskWords(locale) {
  const parts = await Promise.all(
    ['policy', 'shell', 'codes', 'desk'].map(async (part) => {
      const response = await fetch(`/assets/locales/${locale}/${part}.json`);
      if (!response.ok) throw new Error(`${part}.json for ${locale}: HTTP ${response.status}`);
      return response.json();
    }),
  );
  return new Catalogue(locale, Object.assign({}, ...parts));
}

/** A point in time on the clock of whoever sits here. @param {string} locale @param {string | undefined} instant */
export function localTime(locale, instant) {
  if (!instant) return '';
  const at = new Date(instant);
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** "in 3 hours", "2 days ago". @param {string} locale @param {number} milliseconds */
export function relative(locale, milliseconds) {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const minutes = Math.round(milliseconds / 60_000);
  if (Math.abs(minutes) < 90) return format.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}

/** How long, without saying before or after. @param {string} locale @param {number} milliseconds */
export function span(locale, milliseconds) {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  const [value, unit] =
    minutes < 90
      ? [minutes, 'minute']
      : minutes < 2880
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}
