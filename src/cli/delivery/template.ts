import { UsageError } from '../options';
import type { Notice } from './notice';

const placeholders = ['id', 'title', 'severity', 'class', 'device', 'text', 'time'] as const;
type Placeholder = (typeof placeholders)[number];

/** Makes a payload of what a person is told. */
export type Template = (notice: Notice) => string;

/**
 * A payload with `{{title}}`, `{{severity}}`, `{{class}}`, `{{device}}`, `{{text}}`, `{{time}}` (ISO 8601) and `{{id}}` in it.
 * One that is JSON is filled in after it was parsed, so a device that calls itself `","x":"` adds nothing to it.
 * `flag`: whose value it is, for what is wrong with it.
 */
export function readTemplate(flag: string, text: string): Template {
  for (const [, name = ''] of text.matchAll(/\{\{\s*(.*?)\s*\}\}/g)) {
    if (!placeholders.some((one) => one === name))
      throw new UsageError(
        `--${flag} knows no {{${name}}}. There is ${placeholders.map((one) => `{{${one}}}`).join(', ')}.`,
      );
  }
  const json = parse(text);
  if (json === undefined) return (notice) => fill(text, notice);
  return (notice) => JSON.stringify(fillAll(json, notice));
}

function fill(text: string, notice: Notice): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: Placeholder) => valueOf(name, notice)); // `readTemplate` let no other through
}

function valueOf(name: Placeholder, notice: Notice): string {
  return name === 'time' ? new Date(notice.t).toISOString() : (notice[name] ?? '');
}

function fillAll(json: unknown, notice: Notice): unknown {
  if (typeof json === 'string') return fill(json, notice);
  if (Array.isArray(json)) return json.map((one) => fillAll(one, notice));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fillAll(value, notice)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
