import type { Fact } from '@/core/observation';

import { isObject, parseJson, textIn } from '../json';
import { openEar, stateOptions, type Ear, type Told, type Workbench } from './ear';
import { rang } from './on-off';
import type { Rendered } from './template/template';
import { configuredWord, wordIn } from './words';

/**
 * An `event` entity (home-assistant.io/integrations/event.mqtt). Only the types that it announced are told: whatever else
 * stands there could be a code that somebody typed.
 */
export function eventEars(bench: Workbench): readonly Ear[] {
  const { options, objectId } = bench.entity;
  const types = options['event_types'];
  const announced = new Set(Array.isArray(types) ? types.filter((type) => typeof type === 'string') : []);
  const isDoorbell = options['device_class'] === 'doorbell';
  const strange: Told = { type: 'unclear', reason: 'An event is of a type that was not announced' };
  return openEar(bench, `event ${objectId}`, stateOptions, (value) => {
    const type = typeIn(value);
    if (type === null) return null;
    if (!announced.has(type)) return strange;
    return isDoorbell ? rang : happened(type, textIn(options['name']) ?? 'Event', type);
  });
}

function typeIn(value: Rendered): string | null {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  return isObject(parsed) ? textIn(parsed['event_type']) : null;
}

/** A device trigger (home-assistant.io/integrations/device_trigger.mqtt): a button that was pressed, mostly. */
export function triggerEars(bench: Workbench): readonly Ear[] {
  const { options, objectId } = bench.entity;
  const type = textIn(options['type']) ?? 'trigger';
  const subtype = textIn(options['subtype']) ?? '';
  const expected = options['payload'] === undefined ? null : configuredWord(options['payload'], '');
  const event = happened(`${type} ${subtype}`.trim(), wordsOf(type), subtype);
  return openEar(bench, `trigger ${objectId}`, ['topic', 'value_template'], (value) => {
    const word = wordIn(value);
    return word !== null && (expected === null || word === expected) ? event : null;
  });
}

function happened(event: string, what: string, how: string): Fact {
  const text = [what, wordsOf(how).toLowerCase()].filter(Boolean).join(': ');
  return { type: 'event', event: event.slice(0, 64), text: text.slice(0, 160) };
}

function wordsOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
