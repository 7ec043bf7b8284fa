import type { Fact } from '@/core/observation';
import { isObject, textIn, type JsonObject } from '../json';

/** What a camera has seen, and which one it was. */
export type Happening = { readonly camera: string; readonly fact: Fact };

/**
 * `<prefix>/events`: an object was seen, told once when it is new, or when Frigate has become sure of it. Names of faces
 * and licence plates are somebody's own and are not repeated. null: nothing new.
 */
export function readEvent(json: unknown): Happening | null {
  const [before, after, type] = changeIn(json);
  const camera = textIn(after?.['camera']);
  const label = textIn(after?.['label']);
  if (after === null || camera === null || label === null || after['false_positive'] === true) return null;
  const isSure = type === 'new' || (type === 'update' && before?.['false_positive'] === true);
  if (!isSure) return null;
  const object = plain(label);
  const text = `${/^[aeiou]/.test(object) ? 'An' : 'A'} ${object} was seen${zoneWords(after['entered_zones'])}`;
  return { camera, fact: { type: 'event', event: 'seen', text } };
}

/** `<prefix>/reviews`: Frigate found that something deserves a look, told once when it becomes an alert. */
export function readReview(json: unknown): Happening | null {
  const [before, after, type] = changeIn(json);
  const camera = textIn(after?.['camera']);
  if (after === null || camera === null || after['severity'] !== 'alert') return null;
  if (type !== 'new' && !(type === 'update' && before?.['severity'] === 'detection')) return null;
  const data = isObject(after['data']) ? after['data'] : {};
  const objects = namesIn(data['objects']);
  const what = objects.length === 0 ? '' : `: ${objects.join(', ')}`;
  return {
    camera,
    fact: { type: 'event', event: 'alert', text: `Frigate raised an alert${what}${zoneWords(data['zones'])}` },
  };
}

function changeIn(json: unknown): readonly [before: JsonObject | null, after: JsonObject | null, type: unknown] {
  if (!isObject(json)) return [null, null, null];
  const { before, after } = json;
  return [isObject(before) ? before : null, isObject(after) ? after : null, json['type']];
}

function zoneWords(zones: unknown): string {
  const names = namesIn(zones);
  return names.length === 0 ? '' : ` in ${names.join(' and ')}`;
}

function namesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, 3)
    .flatMap((name) => textIn(name) ?? [])
    .map(plain);
}

/** `front_yard` → front yard; never more than a short name, whatever stands there. */
function plain(name: string): string {
  return name
    .slice(0, 40)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
