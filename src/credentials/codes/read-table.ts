import { readSlot, type CodePort } from './code-port';

/** so many places are looked at where the lock does not tell how many there are: more than a household has people */
export const placesLookedAt = 10;

/**
 * Asks the lock for its places, one after the other, because each costs it some of its battery; ends where there are no
 * more. False: it did not answer at all.
 */
export async function readTable(port: CodePort): Promise<boolean> {
  const { codes } = port;
  const keeping = codes();
  if (keeping === null) return false;
  if (keeping.places === 'given') return port.send({ type: 'read-code', slot: null });
  const count = Math.min(placesLookedAt, keeping.capacity ?? placesLookedAt);
  for (let index = 0; index < count && !port.signal.aborted; index++) {
    const told = await readSlot(port, keeping.firstSlot + index);
    if (told === undefined) return index > 0;
    if (told.use === 'absent') return true;
  }
  return true;
}
