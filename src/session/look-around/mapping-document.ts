import * as v from 'valibot';

import { isTopic } from '@/broker/topic';
import { aspectNames, aspectOf, mappedKindNames, mappingKey, type Mapping } from '@/core/mapping';

const format = 'gatehouse-mappings/1';
const mostMappings = 1_000;
const mostDocument = 4 * 1024 * 1024;

const text = (most: number) => v.pipe(v.string('must be a text'), v.maxLength(most, 'is too long'));
const words = (most: number) => v.pipe(text(most), v.trim(), v.nonEmpty('is empty'));
const topic = v.pipe(text(1_024), v.check(isTopic, 'is no topic: a topic has no wildcards'));

const reading = v.pipe(
  v.object({
    aspect: v.picklist(aspectNames, 'is nothing that a value can tell'),
    topic,
    path: v.pipe(v.array(text(256)), v.maxLength(32, 'is too long')),
    values: v.pipe(v.array(v.object({ value: words(256), means: text(32) })), v.maxLength(64, 'are too many')),
  }),
  v.check(({ aspect, values }) => meansSomething(aspect, values), 'names a meaning that does not belong to it'),
);

const mapping = v.object({
  kind: v.picklist(mappedKindNames, 'is no kind of device that Gatehouse knows'),
  name: words(256),
  room: v.nullable(words(256)),
  readings: v.pipe(
    v.array(reading),
    v.minLength(1, 'are missing: something has to tell how the device is'),
    v.maxLength(32, 'are too many'),
  ),
  command: v.nullable(
    v.object({
      topic,
      payloads: v.pipe(v.array(v.object({ means: text(32), payload: text(4_096) })), v.maxLength(8, 'are too many')),
    }),
  ),
});

const document = v.object({
  format: v.literal(format, `must be "${format}"`),
  mappings: v.pipe(v.array(mapping), v.maxLength(mostMappings, 'are too many')),
});

function meansSomething(aspect: Mapping['readings'][number]['aspect'], values: readonly { means: string }[]): boolean {
  const about = aspectOf(aspect);
  if (about.form !== 'words') return values.length === 0;
  return values.every(({ means }) => about.meanings.some((one) => one.means === means));
}

/** What was read, or why not, as a sentence that names the place. */
export type ReadMappings =
  | { readonly outcome: 'read'; readonly mappings: readonly Mapping[] }
  | { readonly outcome: 'refused'; readonly reason: string };

/** The mappings as a file that another browser can read. */
export function writeMappings(mappings: readonly Mapping[]): string {
  return `${JSON.stringify({ format, mappings }, null, 2)}\n`;
}

export function readMappings(file: string): ReadMappings {
  if (file.length > mostDocument) return { outcome: 'refused', reason: 'The file is larger than 4 MB.' };
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return { outcome: 'refused', reason: 'The file is not JSON: it was not exported by Gatehouse, or was damaged.' };
  }
  const result = v.safeParse(document, value);
  return result.success ? { outcome: 'read', mappings: result.output.mappings } : refused(result.issues[0]);
}

/** One mapping from a page, or from this browser's memory. */
export function readMapping(value: unknown): Mapping | null {
  const result = v.safeParse(mapping, value);
  return result.success && mappingKey(result.output) !== '' ? result.output : null;
}

function refused(issue: v.BaseIssue<unknown>): ReadMappings {
  const place = v.getDotPath(issue) ?? 'The file';
  const says = issue.message.startsWith('Invalid') ? 'is missing or of another sort' : issue.message;
  return { outcome: 'refused', reason: `${place} ${says}.` };
}
