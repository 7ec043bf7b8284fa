import type { OwnerFact } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';

import { daysBetween, endOfDay } from './build-day';
import type { Fit, Matcher } from './fits';
import type { Advisory } from '@/core/firmware/advisory';

/** How long a device is looked after by its maker, and who says so. */
export type Support =
  | { readonly state: 'unknown' }
  | {
      readonly state: 'until';
      readonly day: string;
      readonly daysLeft: number;
      readonly by: SupportTeller;
      readonly source: string | null;
    }
  /** `day`: null where it is only said to be over */
  | {
      readonly state: 'ended';
      readonly day: string | null;
      readonly by: SupportTeller;
      readonly source: string | null;
    };

export type SupportTeller = 'owner' | 'device' | 'catalogue' | 'cisa';

const unknown: Support = { state: 'unknown' };

/** The owner's own word first: he knows which contract is his. */
export function supportOf(
  device: Device,
  fitting: readonly { readonly advisory: Advisory; readonly fit: Fit }[],
  facts: readonly OwnerFact[],
  matcher: Matcher,
  now: number,
): Support {
  const own = facts.find((one) => one.supportEnds !== null && matcher.isModel(device, one.vendor, one.model));
  const sure = fitting.filter(({ fit }) => fit !== 'possibly').map(({ advisory }) => advisory);
  const dated = sure.find(({ supportEnds }) => supportEnds !== null);
  const over = sure.find(({ action }) => action === 'stop');
  return (
    until(own?.supportEnds, 'owner', own?.source ?? null, now) ??
    until(device.firmware?.value.supportEnds, 'device', null, now) ??
    until(dated?.supportEnds, 'catalogue', dated?.quoted ?? null, now) ??
    (over === undefined ? unknown : { state: 'ended', day: null, by: 'cisa', source: over.source })
  );
}

function until(day: string | null | undefined, by: SupportTeller, source: string | null, now: number): Support | null {
  const end = day == null ? null : endOfDay(day);
  if (day == null || end === null) return null;
  return end < now
    ? { state: 'ended', day, by, source }
    : { state: 'until', day, daysLeft: daysBetween(now, end), by, source };
}
