import { currencyLook } from '@/ui/currency-look';

import type { FirmwareList, Group } from './firmware-list';

const looks = {
  current: { ...currencyLook.current, words: () => 'up to date' },
  available: {
    ...currencyLook.behind,
    words: (count: number) => (count === 1 ? 'update available' : 'updates available'),
  },
  unknown: { ...currencyLook.unknown, words: () => 'unknown' },
  updating: { tone: 'info', icon: 'clock', words: () => 'updating' },
} as const;

const order: readonly Group[] = ['available', 'updating', 'current', 'unknown'];

/** The counts in words, what can be done first. */
export function tilesOf(counts: FirmwareList['counts']) {
  return order.map((value) => {
    const { tone, icon, words } = looks[value];
    return { value, tone, icon, count: counts[value], words: words(counts[value]) };
  });
}
