import { isTaken, type LockCodes } from '@/core/codes/lock-code';

import { readSlot, type CodePort } from './code-port';
import { placesLookedAt } from './read-table';

/**
 * A place that is claimed for us, and that the lock says is free since; what a broker remembers of it is not enough. null: the
 * lock gives it itself.
 */
export async function findPlace(
  port: CodePort,
  avoid: ReadonlySet<number>,
): Promise<{ readonly slot: number | null } | 'full' | 'away' | 'taken'> {
  const codes = port.codes();
  if (codes === null) return 'away';
  const taken = codes.slots.filter(isTaken).map(({ slot }) => slot);
  if (codes.places === 'given')
    return codes.capacity !== null && taken.length >= codes.capacity ? 'full' : { slot: null };
  let hasAnswered = false;
  let isContested = false;
  for (const slot of placesToTry(codes, port.random)) {
    if (port.signal.aborted) break;
    if (avoid.has(slot) || taken.includes(slot)) continue;
    if (!(await port.claim(slot))) {
      isContested = true;
      continue;
    }
    const told = await readSlot(port, slot);
    if (told?.use === 'free') return { slot };
    await port.release(slot);
    if (told === undefined || told.use === 'absent') {
      // the end of its table, if it answers at all
      const [known] = taken;
      const answers = hasAnswered || told !== undefined || (known !== undefined && (await readSlot(port, known)));
      if (!answers) return 'away';
      break;
    }
    hasAnswered = true;
  }
  return isContested ? 'taken' : 'full';
}

/**
 * First those that are there for sure, in any order, so that two browsers seldom think of the same one; then one after the other,
 * as far as the table goes.
 */
function placesToTry({ capacity, firstSlot, slots }: LockCodes, random: () => number): readonly number[] {
  const free = new Set(slots.filter(({ use }) => use === 'free').map(({ slot }) => slot));
  const all = Array.from({ length: capacity ?? placesLookedAt * 3 }, (_, index) => firstSlot + index);
  const isSure = (slot: number) => free.has(slot) || (capacity !== null && slot < firstSlot + placesLookedAt);
  return [...shuffled(all.filter(isSure), random), ...all.filter((slot) => !isSure(slot))];
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ item }) => item);
}
