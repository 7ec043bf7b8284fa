import { currencyLook } from '@/ui/currency-look';

import type { FirmwareList, Group } from './firmware-list';

const looks = {
  vulnerable: { ...currencyLook.vulnerable, words: () => 'with a known weakness' },
  check: { tone: 'warning', icon: 'question', words: () => 'to be checked' },
  unsupported: { ...currencyLook.unsupported, words: () => 'no longer supported' },
  current: { ...currencyLook.current, words: () => 'up to date' },
  available: {
    ...currencyLook.behind,
    words: (count: number) => (count === 1 ? 'update available' : 'updates available'),
  },
  unknown: { ...currencyLook.unknown, words: () => 'unknown' },
  updating: { tone: 'info', icon: 'clock', words: () => 'updating' },
} as const;

const order: readonly Group[] = ['vulnerable', 'check', 'unsupported', 'available', 'updating', 'current', 'unknown'];
/** What most homes have none of is no tile there: a row of noughts says nothing. */
const rare: ReadonlySet<Group> = new Set(['vulnerable', 'check', 'unsupported']);

/** The counts in words, what is urgent first. `pressed` stays, whatever it counts. */
export function tilesOf(counts: FirmwareList['counts'], pressed: Group | null = null) {
  return order
    .filter((value) => !rare.has(value) || counts[value] > 0 || value === pressed)
    .map((value) => {
      const { tone, icon, words } = looks[value];
      return { value, tone, icon, count: counts[value], words: words(counts[value]) };
    });
}
