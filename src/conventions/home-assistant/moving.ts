import type { Travel } from '@/core/state';

import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { configuredWord, isUntold, numberIn, wordIn } from './words';

const doors: ReadonlySet<unknown> = new Set(['door', 'garage', 'gate', 'window']);
const travels: readonly Travel[] = ['open', 'opening', 'closed', 'closing'];

/**
 * A cover (home-assistant.io/integrations/cover.mqtt) that closes an entrance is a door; a blind is none. One that moves is
 * not closed.
 */
export function coverEars(bench: Workbench): readonly Ear[] {
  if (!doors.has(bench.entity.options['device_class'])) return travelEars(bench, 'cover');
  const read = travelReader(bench);
  return openEar(bench, 'contact', stateOptions, (value) => {
    if (isUntold(value)) return { type: 'untold', key: 'contact' };
    const travel = read(wordIn(value));
    return travel === null ? null : { type: 'state', state: { contact: travel === 'closed' ? 'closed' : 'open' } };
  });
}

/** A valve (home-assistant.io/integrations/valve.mqtt) says a word, or with `reports_position` how far it is open. */
export function valveEars(bench: Workbench): readonly Ear[] {
  const { options } = bench.entity;
  if (options['reports_position'] !== true) return travelEars(bench, 'valve');
  const { position_closed: closed } = options;
  return openEar(bench, 'valve', stateOptions, (value) => {
    const position = numberIn(value);
    if (position === null) return null;
    const isClosed = position === (typeof closed === 'number' ? closed : 0);
    return { type: 'state', state: { valve: isClosed ? 'closed' : 'open' } };
  });
}

function travelEars(bench: Workbench, key: 'cover' | 'valve'): readonly Ear[] {
  const read = travelReader(bench);
  return openEar(bench, key, stateOptions, (value) => {
    const travel = read(wordIn(value));
    return travel === null ? null : { type: 'state', state: { [key]: travel } };
  });
}

function travelReader({ entity: { options } }: Workbench): (word: string | null) => Travel | null {
  const byWord = new Map(
    travels.map((travel) => [configuredWord(options[`state_${travel}`], travel), travel] as const),
  );
  return (word) => (word === null ? null : (byWord.get(word) ?? null));
}
