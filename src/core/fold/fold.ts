import { passOnReachability } from './behind-bridge';
import { draftOf, type Draft } from './draft';
import type { Changes, Home } from '../home';
import { identify, removeVoice } from './identify';
import type { Observation } from '../observation';
import { takeFact } from './take-fact';

/**
 * Takes one observation into the home. False: nothing was taken, because the voice is unknown (it has to say who it is
 * first) or the house is full (`limits.devices`).
 */
export function fold(home: Home, observation: Observation, changes: Changes): boolean {
  return foldAll(home, [observation], changes) === 1;
}

/** All that one message told, and how much of it was taken. A device is copied once a message, not once a fact. */
export function foldAll(home: Home, observations: readonly Observation[], changes: Changes): number {
  let draft: Draft | null = null;
  let taken = 0;
  for (const observation of observations) {
    const { fact } = observation;
    if (fact.type === 'identity' || fact.type === 'removed') {
      if (draft !== null) put(home, draft, changes);
      draft = null;
      const isTaken =
        fact.type === 'identity'
          ? identify(home, observation, fact, changes)
          : removeVoice(home, observation.device, changes);
      if (isTaken) taken += 1;
      continue;
    }
    const id = home.byVoice.get(observation.device);
    if (draft === null || draft.was.id !== id) {
      if (draft !== null) put(home, draft, changes);
      const device = id === undefined ? undefined : home.devices.get(id);
      draft = device === undefined ? null : draftOf(device);
    }
    if (draft === null) continue;
    takeFact(home, draft, observation);
    taken += 1;
  }
  if (draft !== null) put(home, draft, changes);
  return taken;
}

function put(home: Home, { was, device }: Draft, changes: Changes): void {
  if (device === was) return;
  home.devices.set(device.id, device);
  changes.changed.add(device.id);
  if (device.reachability !== was.reachability) passOnReachability(home, device, changes);
}
