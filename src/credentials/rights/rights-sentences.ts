import { listed } from '@/core/list-words';
import type { DeviceKind } from '@/core/observation';
import { spokenName, spokenPlace } from '@/core/spoken-name';

import type { Grant, Reason } from './rights';

/** Completes a sentence about somebody who may do something: "by the role “family”". */
export function becauseOf(by: Reason): string {
  if (by === 'broker') return 'because the broker lets nobody';
  if (by === 'default') return 'because the broker allows what no role speaks of';
  return `by ${grantWords(by)}`;
}

function grantWords({ role, group }: Grant): string {
  return group === null ? `the role “${role}”` : `the role “${role}” of the group “${group}”`;
}

/** "Through …", or that it is not all of it. */
export function throughWords(through: string, amount: 'all' | 'some'): string {
  return amount === 'all' ? `Through ${through}` : `Through some of ${through}`;
}

/** What one asks about a thing: "Who can open the front door?" */
export function questionAbout(kind: DeviceKind, name: string): string {
  switch (kind) {
    case 'lock':
    case 'cover':
      return `Who can open ${spokenPlace(name)}?`;
    case 'alarm':
      return `Who can switch off ${spokenName(name)}?`;
    case 'siren':
      return `Who can silence ${spokenName(name)}?`;
    default:
      return `Who can command ${spokenName(name)}?`;
  }
}

/** What somebody could do with a thing, after "It could": "open the front door". */
export function deedWith(kind: DeviceKind, name: string): string {
  switch (kind) {
    case 'lock':
    case 'cover':
      return `open ${spokenPlace(name)}`;
    case 'alarm':
      return `switch off ${spokenName(name)}`;
    case 'siren':
      return `silence ${spokenName(name)}`;
    default:
      return `command ${spokenName(name)}`;
  }
}

const namesShown = 4;

/** The same of many: "a, b, c, d and 5 more". */
export function shortList(items: readonly string[]): string {
  const more = items.length - namesShown;
  return listed(more > 1 ? [...items.slice(0, namesShown), `${more} more`] : items);
}

/** An account in one sentence: what it may do, and how much of the home it can make act. */
export function reachSentence(rights: string, things: number): string {
  if (things === 0) return `${rights}; it can make nothing act that is known here`;
  return `${rights}; it can make ${things === 1 ? 'one thing' : `${things} things`} act`;
}

/** A time that has just passed, after "In": "the last 12 minutes". */
export function pastWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes === 1 ? 'the last minute' : `the last ${minutes} minutes`;
}
