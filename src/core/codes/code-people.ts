import type { CodeOwner } from './code-owner';
import type { Device, DeviceId } from '../device';
import { isTaken, type CodeSlot } from './lock-code';

/** A person's code on one lock. */
export type PersonPlace = {
  readonly device: DeviceId;
  readonly lock: string;
  readonly slot: number;
  /** ms since the epoch; null: nobody wrote it down */
  readonly since: number | null;
  readonly until: number | null;
  readonly endedBy: 'lock' | 'gatehouse';
  /**
   * What the lock says of it now. `gone`: the place is empty although nobody here removed it. `changed`: somebody put another
   * code there. `unknown`: the lock has not told since this session began.
   */
  readonly found: 'there' | 'off' | 'gone' | 'changed' | 'unknown';
};

export type PersonWithCodes = { readonly person: string; readonly places: readonly PersonPlace[] };

/** A code that nobody here has given a name. */
export type NamelessCode = {
  readonly device: DeviceId;
  readonly lock: string;
  readonly slot: number;
  /** when it was seen to come; null: it was there before */
  readonly changedAt: number | null;
};

export type CodePeople = { readonly people: readonly PersonWithCodes[]; readonly nameless: readonly NamelessCode[] };

/** between the lock's word that a code was set, and ours */
const slackMs = 60_000;

/** Who has a code on which lock: what people wrote down held against what the locks tell. */
export function peopleWithCodes(devices: Iterable<Device>, owners: readonly CodeOwner[]): CodePeople {
  const people = new Map<string, PersonPlace[]>();
  const nameless: NamelessCode[] = [];
  const add = (person: string, place: PersonPlace) => people.set(person, [...(people.get(person) ?? []), place]);
  for (const device of devices) {
    if (device.codes === null) continue;
    const own = owners.filter((owner) => owner.device === device.id);
    for (const owner of own) add(owner.person, placeOf(device, owner));
    for (const slot of device.codes.slots) {
      if (!isTaken(slot) || own.some((owner) => owner.slot === slot.slot)) continue;
      if (slot.name !== null) add(slot.name, keptPlace(device, slot));
      else nameless.push({ device: device.id, lock: device.name, slot: slot.slot, changedAt: slot.changedAt });
    }
  }
  return {
    people: [...people]
      .map(([person, places]) => ({ person, places }))
      .toSorted((one, other) => one.person.localeCompare(other.person)),
    nameless,
  };
}

function placeOf(device: Device, { slot, since, until, endedBy }: CodeOwner): PersonPlace {
  const { codes } = device;
  const told = codes?.slots.find((one) => one.slot === slot);
  return { device: device.id, lock: device.name, slot, since, until, endedBy, found: foundOf(device, told, since) };
}

function foundOf({ codes }: Device, told: CodeSlot | undefined, since: number): PersonPlace['found'] {
  // a lock that gives the places itself tells them all at once: what is not among them is not there
  if (told === undefined) return codes?.places === 'given' && codes.slots.length > 0 ? 'gone' : 'unknown';
  if (!isTaken(told)) return 'gone';
  if (told.changedAt !== null && told.changedAt > since + slackMs) return 'changed';
  return told.use === 'disabled' ? 'off' : 'there';
}

/** The lock itself keeps whose it is. */
function keptPlace(device: Device, { slot, createdAt, until, use }: CodeSlot): PersonPlace {
  const found = use === 'disabled' ? 'off' : 'there';
  return { device: device.id, lock: device.name, slot, since: createdAt, until, endedBy: 'lock', found };
}

/** The time of this code is over, the lock does not end it by itself, and nobody has heard that it is gone. */
export function isOverstaying({ until, endedBy, found }: PersonPlace, now: number): boolean {
  return until !== null && until <= now && endedBy === 'gatehouse' && (found === 'there' || found === 'unknown');
}

/** How many places of a lock are used, of those it has told. */
export function placesUsed({ codes }: Device): { readonly used: number; readonly free: number } {
  const slots = codes?.slots ?? [];
  return { used: slots.filter(isTaken).length, free: slots.filter(({ use }) => use === 'free').length };
}

/** Of several codes on one lock the newest: that is the one to change. */
export function newestOnEach(places: readonly PersonPlace[]): readonly PersonPlace[] {
  const newest = new Map<DeviceId, PersonPlace>();
  for (const place of places) {
    const other = newest.get(place.device);
    if (other === undefined || (place.since ?? 0) >= (other.since ?? 0)) newest.set(place.device, place);
  }
  return [...newest.values()];
}
