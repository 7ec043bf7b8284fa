import type { Currency } from '@/core/firmware/currency';
import { kindWords, reachabilityWords, statusWords } from '@/core/describe';
import type { Device } from '@/core/device';
import type { Mood } from '@/core/reading-words';
import type { GridColumn } from '@/ui/grid/grid-column';

export type Column = 'name' | 'kind' | 'room' | 'status' | 'battery' | 'signal' | 'firmware' | 'lastSeen';

/** What a column sorts by; null: not told, which comes last either way. */
type SortKey = string | number | null;

type Entry = Omit<GridColumn<Column>, 'id' | 'sortable'> & {
  readonly sortKey: (device: Device, currencyOf: CurrencyOf) => SortKey;
};

/** How current a device is, by all that is known. */
export type CurrencyOf = (device: Device) => Currency;

const moodRank: Readonly<Record<Mood, number>> = { alarm: 0, notice: 1, unknown: 2, plain: 3, calm: 4 };
const currencyRank: Readonly<Record<Currency, number>> = {
  vulnerable: 0,
  unsupported: 1,
  behind: 2,
  current: 3,
  unknown: 4,
};

const entries: Readonly<Record<Column, Entry>> = {
  name: { heading: 'Name', width: 'minmax(8rem, 2fr)', sortKey: ({ name }) => name },
  kind: { heading: 'Kind', width: 'minmax(6rem, 1.3fr)', sortKey: kindWords },
  room: { heading: 'Room', width: 'minmax(4rem, 1fr)', sortKey: ({ room }) => room },
  status: { heading: 'Status', width: 'minmax(10rem, 2fr)', sortKey: statusKey },
  battery: {
    heading: 'Battery',
    width: 'minmax(5.25rem, 0.9fr)',
    sortKey: ({ battery }) => (battery === null ? null : (battery.value.percent ?? (battery.value.low ? 0 : 100))),
  },
  signal: {
    heading: 'Signal',
    width: 'minmax(4.5rem, 0.8fr)',
    sortKey: ({ signal }) => signal?.value.lqi ?? signal?.value.rssiDbm ?? null,
  },
  firmware: {
    heading: 'Firmware',
    width: 'minmax(4.5rem, 1.2fr)',
    sortKey: (device, currencyOf) => `${currencyRank[currencyOf(device)]} ${device.firmware?.value.installed ?? ''}`,
  },
  lastSeen: { heading: 'Last seen', width: 'minmax(5rem, 0.9fr)', sortKey: ({ lastSeen }) => lastSeen },
};

/** What wants a person first, then by its words. */
function statusKey(device: Device): string {
  const { mood, words } = statusWords(device);
  return `${moodRank[mood]} ${words} ${reachabilityWords(device).words}`;
}

export const columns: readonly GridColumn<Column>[] = Object.entries(entries).map(([id, { heading, width }]) => ({
  id: id as Column, // the keys of `entries`
  heading,
  width,
  sortable: true,
}));

export function isColumn(text: string | null): text is Column {
  return text !== null && Object.hasOwn(entries, text);
}

export function sortKeyOf(column: Column, device: Device, currencyOf: CurrencyOf): SortKey {
  return entries[column].sortKey(device, currencyOf);
}
