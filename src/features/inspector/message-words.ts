import type { DeviceId } from '@/core/device';
import type { ShownContent, ShownMessage } from '@/core/shown-message';

/** "640 B", "12 kB", "1.4 MB": of 1,000 each, as files are counted. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${rounded(bytes / 1_000)} kB`;
  return `${rounded(bytes / 1_000_000)} MB`;
}

function rounded(value: number): string {
  return value < 9.95 ? value.toFixed(1) : value.toFixed(0);
}

/** What a payload is, in one line. */
export function contentWords(content: ShownContent, bytes: number): string {
  switch (content.kind) {
    case 'text':
      return content.text.replaceAll(/\s+/g, ' ');
    case 'picture':
      return `A picture of ${content.width} × ${content.height}, ${sizeWords(content.bytes)}`;
    case 'binary':
      return `${sizeWords(bytes)} of binary`;
    case 'empty':
      return 'Empty: whoever retained something here takes it back';
  }
}

/** What became of a field: "64 → 63", "new: false", "gone: was LOCK". */
export function changeWords(before: string | null, after: string | null): string {
  if (before === null) return `new: ${after}`;
  return after === null ? `gone: was ${before}` : `${before} → ${after}`;
}

/** Why the list is empty. */
export function emptyWords(device: DeviceId | null, isNarrowed: boolean): string {
  if (isNarrowed) return 'No message like this came since Gatehouse listens.';
  return device === null
    ? 'No message yet. What is said on your broker appears here.'
    : 'No message yet. Battery devices speak rarely: a sensor may be silent for an hour.';
}

/** A payload as a person can read it: JSON laid out, anything else as it came. */
export function readableText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // cut at 4 kB, or never was JSON
  }
}

/** What is put on the clipboard: the topic, and below it what is shown of the payload. */
export function copiedText({ topic, content, bytes }: ShownMessage): string {
  const text = content.kind === 'text' ? content.text : `(${contentWords(content, bytes)})`;
  return `${topic}\n${text}\n`;
}

/** "14:02:31.045" */
export function clockTime(at: number): string {
  return clock.format(at);
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});
