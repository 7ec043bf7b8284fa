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
  const { options } = bench.entity;
  const isDoor = doors.has(options['device_class']);
  // many tell no state, only how far they are open
  if (options['state_topic'] === undefined)
    return positionEars(bench, isDoor ? 'contact' : 'cover', ['position_topic', 'position_template']);
  if (!isDoor) return travelEars(bench, 'cover');
  const read = travelReader(bench);
  return openEar(bench, 'contact', stateOptions, (value) => {
    if (isUntold(value)) return { type: 'untold', key: 'contact' };
    const travel = read(wordIn(value));
    return travel === null ? null : { type: 'state', state: { contact: travel === 'closed' ? 'closed' : 'open' } };
  });
}

/** A valve (home-assistant.io/integrations/valve.mqtt) says a word, or with `reports_position` how far it is open. */
export function valveEars(bench: Workbench): readonly Ear[] {
  if (bench.entity.options['reports_position'] !== true) return travelEars(bench, 'valve');
  return positionEars(bench, 'valve', stateOptions);
}

/** How far it is open, as a number: 0 is closed where nothing else is said. */
function positionEars(
  bench: Workbench,
  key: 'contact' | 'cover' | 'valve',
  options: readonly [topic: string, template: string],
): readonly Ear[] {
  const told = bench.entity.options['position_closed'];
  const closed = typeof told === 'number' ? told : 0;
  return openEar(bench, key, options, (value) => {
    if (key === 'contact' && isUntold(value)) return { type: 'untold', key };
    const position = numberIn(value);
    return position === null ? null : { type: 'state', state: { [key]: position === closed ? 'closed' : 'open' } };
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
