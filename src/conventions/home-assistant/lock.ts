import type { LockState } from '@/core/state';

import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { configuredWord, isUntold, wordIn } from './words';

/** The options of a lock's states, their defaults, and what they mean. */
const lockStates = [
  ['state_locked', 'LOCKED', 'locked'],
  ['state_locking', 'LOCKING', 'locking'],
  ['state_unlocked', 'UNLOCKED', 'unlocked'],
  ['state_unlocking', 'UNLOCKING', 'unlocking'],
  ['state_jammed', 'JAMMED', 'jammed'],
  ['state_open', 'OPEN', 'open'],
  ['state_opening', 'OPENING', 'opening'],
] as const satisfies readonly (readonly [option: string, fallback: string, state: LockState])[];

/** A lock (home-assistant.io/integrations/lock.mqtt). A state that it did not announce changes nothing. */
export function lockEars(bench: Workbench): readonly Ear[] {
  const { options } = bench.entity;
  const reset = configuredWord(options['payload_reset'], 'None');
  const states = new Map<string, LockState>();
  for (const [, fallback, state] of lockStates) states.set(fallback, state);
  for (const [option, fallback, state] of lockStates) states.set(configuredWord(options[option], fallback), state);
  return openEar(bench, 'lock', stateOptions, (value) => {
    const word = wordIn(value);
    if (isUntold(value) || word === reset) return { type: 'untold', key: 'lock' };
    if (word === null) return null;
    const lock = states.get(word);
    if (lock === undefined) return { type: 'unclear', reason: 'A lock says a state that it did not announce' };
    return { type: 'state', state: { lock } };
  });
}
