import type { Currency } from '@/core/firmware/currency';

import type { IconName } from './icon';
import type { Tone } from './tone';

/** How a firmware's currency looks, beside its words. */
export const currencyLook: Readonly<Record<Currency, { readonly tone: Tone; readonly icon: IconName }>> = {
  current: { tone: 'ok', icon: 'check' },
  behind: { tone: 'info', icon: 'update' },
  vulnerable: { tone: 'critical', icon: 'warning' },
  unsupported: { tone: 'warning', icon: 'warning' },
  unknown: { tone: 'neutral', icon: 'question' },
};
