import { kindWords, reachabilityWords, statusWords } from '@/core/describe';
import type { Device, DeviceId } from '@/core/device';
import { currencyOf as currencySaid } from '@/firmware/currency';
import type { DeviceView } from '@/store/device-view';
import type { GridSort } from '@/ui/grid/grid-column';

import { sortKeyOf, type Column, type CurrencyOf } from './columns';

/** What the order of the list depends on, of one device that the filter lets through. */
type Place = { readonly name: string; readonly key: string | number | null };

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const restMs = 300;

/**
 * The ids of the devices that match `filter`, in the order of `sort`. It is sorted again only when a device comes or
 * goes, begins or ends to match, or has another value in the sorted column; and then a few times a second at most.
 */
export function deviceListView(
  filter: string,
  sort: GridSort<Column>,
  currencyOf: CurrencyOf = currencySaid,
): DeviceView<Place, readonly DeviceId[]> {
  const matches = matcherOf(filter);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return {
    aspect: (device) =>
      matches(device) ? { name: device.name, key: sortKeyOf(sort.column, device, currencyOf) } : undefined,
    same: (before, after) => before.key === after.key && before.name === after.name,
    build: (places) => [...places].toSorted(([, one], [, other]) => compare(one, other, sign)).map(([id]) => id),
    everyMs: restMs,
  };
}

function compare(one: Place, other: Place, sign: number): number {
  return compareKeys(one.key, other.key, sign) || collator.compare(one.name, other.name);
}

function compareKeys(one: Place['key'], other: Place['key'], sign: number): number {
  if (one === other) return 0;
  if (one === null || one === '') return 1;
  if (other === null || other === '') return -1;
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
  return sign * collator.compare(String(one), String(other));
}

/** All words must be found somewhere in what the page says of the device; accents and case do not matter. */
function matcherOf(filter: string): (device: Device) => boolean {
  const wanted = plainText(filter).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return () => true;
  return (device) => {
    const text = searchText(device);
    return wanted.every((word) => text.includes(word));
  };
}

function searchText(device: Device): string {
  const { name, room, kind, vendor, model } = device;
  const said = [kindWords(device), statusWords(device).words, reachabilityWords(device).words];
  return plainText([name, room, kind, vendor, model, ...said].filter(Boolean).join('\n'));
}

function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}
