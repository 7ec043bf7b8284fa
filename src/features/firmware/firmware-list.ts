import type { Device, DeviceId } from '@/core/device';
import { currencyWords } from '@/firmware/currency-words';
import type { Judgement } from '@/firmware/judge';
import { isToBeAsked, whyNotCheck, whyNotUpdate } from '@/firmware/startable';
import { installedWords, latestWords } from '@/firmware/version-words';
import type { DeviceView } from '@/store/device-view';

import type { SortColumn } from './columns';
import type { TableChoice } from './table-choice';

/** What a tile counts and shows. A device may be in several: one that is behind may have to be checked too. */
export const groups = [
  'vulnerable',
  'check',
  'unsupported',
  'available',
  'to-ask',
  'updating',
  'current',
  'unknown',
] as const;
export type Group = (typeof groups)[number];

type SortKey = string | number | null;

/** What the list depends on, of one device. */
type Place = {
  readonly name: string;
  readonly groups: readonly Group[];
  /** what wants a person, or is in motion, stands first */
  readonly rank: number;
  readonly key: SortKey;
  readonly isWanted: boolean;
  readonly updatable: boolean;
  readonly checkable: boolean;
};

export type FirmwareList = {
  /** those of the group that is shown, in their order */
  readonly ids: readonly DeviceId[];
  readonly counts: Readonly<Record<Group, number>>;
  /** of those shown, which can be updated now */
  readonly updatable: readonly DeviceId[];
  /** of all, which can be asked now */
  readonly checkable: readonly DeviceId[];
};

export type ListChoice = Pick<TableChoice, 'sort' | 'direction'> & {
  /** null: everything */
  readonly show: Group | null;
  readonly filter: string;
  readonly judge: (device: Device) => Judgement;
};

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The devices of one group and filter, or all, in the order that was asked for, and what can be done with them. */
export function firmwareListView({
  show,
  filter,
  sort,
  direction,
  judge,
}: ListChoice): DeviceView<Place, FirmwareList> {
  const words = filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const turn = direction === 'ascending' ? 1 : -1;

  function placeOf(device: Device): Place {
    const judgement = judge(device);
    const own = groupsOf(device, judgement);
    return {
      name: device.name,
      groups: own,
      rank: rankOf(device, own),
      key: sort === 'state' ? null : keysOf[sort](device, judgement),
      isWanted: words.length === 0 || isFound(device, judgement, words),
      updatable: whyNotUpdate(device) === null,
      checkable: whyNotCheck(device) === null,
    };
  }

  function order(one: Place, other: Place): number {
    if (sort === 'state') return turn * (one.rank - other.rank) || collator.compare(one.name, other.name);
    return compareKeys(one.key, other.key, turn) || collator.compare(one.name, other.name);
  }

  return {
    aspect: placeOf,
    same: (before, after) =>
      before.name === after.name &&
      before.groups.join() === after.groups.join() &&
      before.rank === after.rank &&
      before.key === after.key &&
      before.isWanted === after.isWanted &&
      before.updatable === after.updatable &&
      before.checkable === after.checkable,
    build(places) {
      const counts = Object.fromEntries(groups.map((group) => [group, 0])) as Record<Group, number>; // of every group
      for (const place of places.values()) for (const group of place.groups) counts[group] += 1;
      const shown = [...places]
        .filter(([, { groups: own, isWanted }]) => isWanted && (show === null || own.includes(show)))
        .toSorted(([, one], [, other]) => order(one, other));
      return {
        counts,
        ids: shown.map(([id]) => id),
        updatable: shown.filter(([, { updatable }]) => updatable).map(([id]) => id),
        checkable: [...places].filter(([, { checkable }]) => checkable).map(([id]) => id),
      };
    },
    everyMs: 300,
  };
}

function groupsOf(device: Device, { currency, standing, exposures }: Judgement): readonly Group[] {
  const sure = exposures.some(({ state, fit }) => state === 'check' && fit !== 'possibly');
  const own: Group[] = sure ? ['check'] : [];
  if (currency === 'vulnerable' || currency === 'unsupported') own.push(currency);
  if (device.firmware?.value.updating) own.push('updating');
  else if (isToBeAsked(device, standing)) own.push('to-ask');
  else if (standing.currency === 'behind') own.push('available');
  else if (currency === 'current' || currency === 'unknown') own.push(currency);
  return own;
}

const wanted: ReadonlySet<Group> = new Set(['updating', 'available', 'to-ask']);

/** One that has just been updated, or failed, stays where it stood: whoever watches it does not have to look for it. */
function rankOf({ lastUpdate }: Device, own: readonly Group[]): number {
  if (own.includes('vulnerable')) return -2;
  if (own.includes('check') || own.includes('unsupported')) return -1;
  if (own.some((group) => wanted.has(group)) || lastUpdate !== null) return 0;
  return own.includes('unknown') ? 1 : 2;
}

const keysOf: Readonly<Record<Exclude<SortColumn, 'state'>, (device: Device, judgement: Judgement) => SortKey>> = {
  name: ({ name }) => name,
  room: ({ room }) => room,
  installed: installedWords,
  latest: latestWords,
  behind: (_device, { lag }) => lag.days ?? lag.versions,
  support: (_device, { support }) =>
    support.state === 'until' ? support.daysLeft : support.state === 'ended' ? Number.NEGATIVE_INFINITY : null,
};

/** What nobody told comes last, whichever way it goes. */
function compareKeys(one: SortKey, other: SortKey, turn: number): number {
  if (one === null || other === null) return (one === null ? 1 : 0) - (other === null ? 1 : 0);
  if (typeof one === 'number' && typeof other === 'number') return one === other ? 0 : turn * (one < other ? -1 : 1);
  return turn * collator.compare(String(one), String(other));
}

function isFound(device: Device, { currency, exposures }: Judgement, words: readonly string[]): boolean {
  const { name, room, vendor, model } = device;
  const numbers = exposures.map(({ advisory }) => advisory.cve);
  const parts = [name, room, vendor, model, installedWords(device), currencyWords[currency], ...numbers];
  const text = parts
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
