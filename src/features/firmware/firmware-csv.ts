import type { Device } from '@/core/device';
import { currencyWords, evidenceWords } from '@/firmware/currency-words';
import type { Judgement } from '@/firmware/judge';
import { supportWords } from '@/firmware/judgement-words';
import { installedWords, latestWords } from '@/firmware/version-words';

const headings = [
  'Device',
  'Room',
  'Maker',
  'Model',
  'Installed',
  'Latest',
  'State',
  'Versions behind',
  'Days behind',
  'Weaknesses',
  'To be checked',
  'Support',
  'Evidence',
] as const;

/** The table as a file for a spreadsheet (RFC 4180), a row a device. What nobody told is empty. */
export function firmwareCsv(rows: readonly { readonly device: Device; readonly judgement: Judgement }[]): string {
  const lines = rows.map(({ device, judgement }) => {
    const { currency, lag, exposures, support } = judgement;
    const numbers = (state: 'affected' | 'check') =>
      exposures.filter((one) => one.state === state && one.fit !== 'possibly').map(({ advisory }) => advisory.cve);
    return [
      device.name,
      device.room,
      device.vendor,
      device.model,
      installedWords(device),
      latestWords(device),
      currencyWords[currency],
      lag.versions,
      lag.days,
      numbers('affected').join(' '),
      numbers('check').join(' '),
      support.state === 'unknown' ? null : supportWords(support),
      evidenceWords(device, judgement.standing),
    ];
  });
  return [headings, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

/**
 * A name that begins like a formula is one to a spreadsheet, and names come from the wire: an apostrophe before it makes
 * it text (OWASP, "CSV Injection").
 */
function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s]*[=+\-@|%\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
