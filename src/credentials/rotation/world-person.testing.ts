import type { PersonWord } from '@/core/log-ins/rotation';
import type { Rng } from '@/core/random.testing';

import type { WorldDevice } from './world-device.testing';

/** `honest`: says what is so. `careless`: says that it works, or that nothing was typed in, without having looked. */
export type Manner = 'honest' | 'careless';

/** What the page shows and asks the person at this moment. */
export type Shown = {
  readonly rotation: string;
  readonly next: string;
  /** the new password, where this browser can show it */
  readonly secret: string | null;
  readonly asks: readonly PersonWord[];
};

/** The one person of the house, who reads a password off a page, types it in, and answers what only she can tell. */
export function openPerson(manner: Manner, device: WorldDevice, rng: Rng) {
  const typed = new Set<string>();
  /** rotation → the new log-in as she has written it down, to be typed in when she comes by the device */
  const noted = new Map<string, string>();
  /** she said that nobody has typed it in, so she does not any more */
  const dismissed = new Set<string>();
  const wantedBack = new Set<string>();
  /** else a careless one lets stand what was switched off, whoever is out by that */
  const switchesOn = manner === 'honest' || rng() < 0.5;

  /** null: she does nothing about it now */
  return function meet({ rotation, next, secret, asks }: Shown): PersonWord | null {
    if (secret !== null && rng() < 0.7) noted.set(rotation, secret);
    const written = noted.get(rotation);
    if (written !== undefined && !dismissed.has(rotation) && !typed.has(rotation) && rng() < 0.5) {
      typed.add(rotation);
      device.type({ username: next, secret: written });
      return null;
    }
    const wanted = asks[Math.floor(rng() * asks.length)] ?? null;
    if (wanted === null || !(manner === 'careless' || isSo(wanted, rotation, next))) return null;
    // to delete something, even she looks first, and she does not want it back and gone at the same time
    if (wanted === 'sure' && (!hasStartedAsSet() || wantedBack.has(rotation))) return null;
    if (wanted === 'switch-on' && !switchesOn) return null;
    if (wanted === 'switch-on') wantedBack.add(rotation);
    if (wanted === 'not-typed' || wanted === 'not-taken') dismissed.add(rotation);
    return wanted;
  };

  /** she has switched it off and on, and seen it come back */
  function hasStartedAsSet(): boolean {
    return device.connectedAs !== null && device.holds[0]?.username === device.connectedAs.username;
  }

  function isSo(word: PersonWord, rotation: string, next: string): boolean {
    switch (word) {
      case 'works':
        return device.connectedAs?.username === next;
      case 'not-typed':
        return !typed.has(rotation);
      case 'not-taken':
        return device.holds[0]?.username !== next;
      case 'sure':
        return hasStartedAsSet();
      case 'switch-on':
        return device.connectedAs === null;
    }
  }
}
