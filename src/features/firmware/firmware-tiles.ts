import { currencyLook } from '@/ui/currency-look';

import { groups, type FirmwareList, type Group } from './firmware-list';

const looks = {
  vulnerable: { ...currencyLook.vulnerable, words: () => 'with a known weakness' },
  check: { tone: 'warning', icon: 'question', words: () => 'to be checked' },
  unsupported: { ...currencyLook.unsupported, words: () => 'no longer supported' },
  current: { ...currencyLook.current, words: () => 'up to date' },
  available: {
    ...currencyLook.behind,
    words: (count: number) => (count === 1 ? 'update available' : 'updates available'),
  },
  'to-ask': { tone: 'info', icon: 'question', words: () => 'in the index, to be asked' },
  unknown: { ...currencyLook.unknown, words: () => 'unknown' },
  updating: { tone: 'info', icon: 'clock', words: () => 'updating' },
} as const;

/** What most homes have none of is no tile there: a row of noughts says nothing. */
const rare: ReadonlySet<Group> = new Set(['vulnerable', 'check', 'unsupported', 'to-ask']);

/** The counts in words, what is urgent first. `pressed` stays, whatever it counts. */
export function tilesOf(counts: FirmwareList['counts'], pressed: Group | null = null) {
  return groups
    .filter((value) => !rare.has(value) || counts[value] > 0 || value === pressed)
    .map((value) => {
      const { tone, icon, words } = looks[value];
      return { value, tone, icon, count: counts[value], words: words(counts[value]) };
    });
}
