import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Capability, Fact, Identifier, Reachability, VoiceKey } from '@/core/observation';
import { lowerWordOf } from '../plain';

/** One camera that the bridge streams. */
export type WyzeCamera = {
  readonly topic: string;
  readonly voice: VoiceKey;
  readonly slug: string;
  identifiers: readonly Identifier[];
  hasSiren: boolean;
};

/** Its name and model live in Home Assistant's discovery only; the topic has the name as a slug. */
export function wyzeIdentity({ slug, identifiers, hasSiren }: WyzeCamera): Fact {
  const can: Capability[] = hasSiren ? ['camera', 'motion', 'siren'] : ['camera', 'motion'];
  return {
    type: 'identity',
    identifiers,
    name: slug.replaceAll('-', ' ').slice(0, limits.textLength),
    nameIsDerived: true,
    room: null,
    vendor: 'Wyze',
    model: null,
    kind: 'camera',
    capabilities: can,
    power: null,
    via: null,
    disabled: false,
  };
}

/** Its stream: one that nobody watches is stopped, which tells nothing of the camera; while it connects nobody knows. */
const streams: ReadonlyMap<string, Reachability> = new Map([
  ['online', 'online'],
  ['connected', 'online'],
  ['offline', 'offline'],
  ['stopped', 'unknown'],
  ['disabled', 'unknown'],
]);

export function readStream(message: Message): Reachability | null {
  return streams.get(lowerWordOf(message) ?? '') ?? null;
}

/** Readings are 1 for on and 2 for off (mrlt8/docker-wyze-bridge, wyzebridge/wyze_control.py). */
export function readReading(what: string, message: Message): Fact | null {
  const word = lowerWordOf(message);
  const on = word === '1' ? true : word === '2' ? false : null;
  if (on === null) return null;
  if (what === 'motion') return { type: 'state', state: { motion: on } };
  return what === 'alarm' ? { type: 'state', state: { siren: on ? 'sounding' : 'silent' } } : null;
}
