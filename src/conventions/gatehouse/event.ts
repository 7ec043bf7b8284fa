import { limits } from '@/core/limits';
import { maskedText, maskText } from '@/core/mask';
import type { EventMeaning, Fact } from '@/core/observation';
import type { State } from '@/core/state';

import { textIn, type JsonObject } from '../json';

type EventFact = Extract<Fact, { type: 'event' }>;

const known: ReadonlyMap<string, { readonly text: string; readonly meaning?: EventMeaning }> = new Map([
  ['ring', { text: 'Somebody rang', meaning: 'rang' }],
  ['tamper', { text: 'The case was opened or moved' }],
  ['viewer-joined', { text: 'Somebody began to watch live' }],
  ['viewer-left', { text: 'Somebody stopped watching live' }],
  ['talk-began', { text: 'Somebody began to speak through it', meaning: 'talked' }],
  ['talk-ended', { text: 'Nobody speaks through it any more' }],
  ['turned', { text: 'It was turned to look elsewhere', meaning: 'turned' }],
  ['restarted', { text: 'Started anew' }],
  ['identified', { text: 'Showed which one it is' }],
  ['wrong-code', { text: 'A wrong code was entered', meaning: 'wrong-code' }],
  ['code-added', { text: 'A code was added', meaning: 'code-added' }],
  ['code-changed', { text: 'A code was changed', meaning: 'code-changed' }],
  ['code-removed', { text: 'A code was removed', meaning: 'code-removed' }],
  ['emergency', { text: 'The emergency button was pressed', meaning: 'emergency' }],
]);

const seen: ReadonlyMap<string, string> = new Map([
  ['person', 'Saw a person'],
  ['vehicle', 'Saw a vehicle'],
  ['animal', 'Saw an animal'],
  ['parcel', 'Saw a parcel'],
]);

/** What happened, in plain words; null: the message names no event. */
export function readEvent(value: JsonObject): EventFact | null {
  const event = textIn(value['event'])?.slice(0, 64);
  if (event === undefined) return null;
  if (event === 'motion')
    return { type: 'event', event, text: seen.get(textIn(value['what']) ?? '') ?? 'Saw something move' };
  return { type: 'event', event, ...(known.get(event) ?? { text: ownWords(event) }) };
}

/**
 * The state that an event leaves behind, before telemetry says it, or where it passes between two of them; null: none.
 * `viewers`: how many telemetry told last. An event does not say how many there are: of more than one only telemetry knows.
 */
export function stateAfter({ event }: EventFact, viewers: number): State | null {
  if (event === 'tamper') return { tamper: true };
  if (event === 'viewer-joined') return { viewers: Math.max(1, viewers) };
  if (event === 'viewer-left' && viewers <= 1) return { viewers: 0 };
  return null;
}

function ownWords(event: string): string {
  return `${maskText(event).replaceAll(/[_-]/g, ' ')} (as the device calls it)`;
}

/** A lock that says why it took no code may say which one. */
export function withoutCode(reply: JsonObject): JsonObject {
  const reason = textIn(reply['reason']);
  const clean = reason?.replace(/\d{4,}/g, maskedText);
  return clean === undefined || clean === reason ? reply : { ...reply, reason: clean };
}

/** The answer to a command: only a no is told, for a yes is seen in what the device does. */
export function readReply(value: JsonObject): EventFact | null {
  if (value['ok'] !== false) return null;
  const reason = maskText(textIn(value['reason']) ?? 'it does not say why').slice(0, limits.textLength / 2);
  return { type: 'event', event: 'refused', text: `Did not do what it was asked: ${reason}` };
}
