/**
 * The dates of a request as a calendar file (RFC 5545): one entry for each deadline that has a date.
 * @param {object} what
 * @param {string} what.ticket
 * @param {string} what.stamp RFC 3339, when the request was received
 * @param {{stage: string, due: string, summary: string}[]} what.entries
 * @returns {string}
 */
export function calendarText({ ticket, stamp, entries }) {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//returns-portal//EN'];
  for (const { stage, due, summary } of entries) {
    const at = due.length > 10 ? `DTSTART:${utc(due)}` : `DTSTART;VALUE=DATE:${due.replaceAll('-', '')}`;
    lines.push(
      'BEGIN:VEVENT',
      `UID:${ticket}-${stage}-${due.replaceAll(/[^0-9]/g, '')}`,
      `DTSTAMP:${utc(stamp)}`,
      at,
      `SUMMARY:${escape(summary)}`,
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return lines.map(fold).join('\r\n') + '\r\n';
}

/** @param {string} instant */
function utc(instant) {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** No line longer than 75 octets (RFC 5545, 3.1); never inside a character. @param {string} line */
function fold(line) {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** Offers a text as a file to keep. @param {string} text @param {string} name @param {string} type */
export function offerFile(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
