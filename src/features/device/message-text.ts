/** A payload as a person can read it: JSON laid out, anything else as it came. */
export function readableText(text: string): string {
  if (text === '') return '(empty: this takes the topic back)';
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // cut at 4 kB, or never was JSON
  }
}

export function sizeInWords(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}

/** "14:02:31" */
export function clockTime(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at);
}
