import type { CodeOutcome, CodeOwner, CodePlace } from '@/core/codes/code-owner';
import { peopleWithCodes } from '@/core/codes/code-people';
import type { Device, DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';
import { progressSentence } from '@/credentials/codes/words';
import type { Place, PlaceOutcome } from '@/credentials/people/off-board';

/** Removes one code, and resolves with how that ended; null: it could not be begun now. */
export type TakeOut = (person: string, device: DeviceId, slot: number) => Promise<Ended | null>;

type Ended = Pick<CodePlace, 'outcome' | 'sentence'>;

/** Of what nobody follows any more. */
export const forgotten: Ended = { outcome: 'uncertain', sentence: 'Nobody knows whether it was removed.' };

/** A place in which a code is about to be changed. */
export function untouched({ id, name }: Device): CodePlace {
  return { device: id, name: spokenName(name), steps: [], outcome: null, sentence: progressSentence([], name) };
}

/** Wherever a code of this person stands, for whoever lets the person out; upper and lower case are the same name. */
export function codePlaces(
  name: string,
  devices: Iterable<Device>,
  owners: readonly CodeOwner[],
  takeOut: TakeOut,
): readonly Place[] {
  const { people, nameless } = peopleWithCodes(devices, owners);
  const own = people
    .filter(({ person }) => person.trim().toLowerCase() === name.trim().toLowerCase())
    .flatMap(({ person, places }) =>
      places.map(({ device, lock, slot }) => ({
        place: `The code on ${spokenName(lock)}`,
        remove: async () => reportOf(await takeOut(person, device, slot)),
      })),
    );
  if (nameless.length === 0) return own;
  const words = 'Nobody has said whose they are. Look on the page of codes whether one is theirs.';
  return [...own, { place: 'Codes without a name', remove: async () => ({ outcome: 'unknown', words }) }];
}

function reportOf(ended: Ended | null): PlaceOutcome {
  if (ended === null)
    return { outcome: 'left', words: 'It cannot be changed at the moment. Remove the code on the page of codes.' };
  return { outcome: leavings[ended.outcome ?? 'uncertain'], words: ended.sentence };
}

/** Can the person still get in there, after a code was to be removed? */
const leavings: Readonly<Record<CodeOutcome, PlaceOutcome['outcome']>> = {
  done: 'removed',
  refused: 'left',
  away: 'left',
  unsent: 'left',
  full: 'left',
  'old-remains': 'left',
  taken: 'left',
  unanswered: 'unknown',
  uncertain: 'unknown',
  overtaken: 'unknown',
  doubtful: 'unknown',
};
