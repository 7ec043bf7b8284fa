import type { DeviceId } from '@/core/device';
import type { Home } from '@/core/home';
import type { Recorded, Said } from '@/credentials/policies/preview';

import type { Traffic } from '../rights/traffic';
import { withThoseBehind } from '../rights/users';

/** A message that the session keeps, as far as a preview looks at it. */
export type HeardMessage = { readonly topic: string; readonly at: number; readonly retained: boolean };

type Parts = {
  readonly home: Home;
  readonly traffic: Traffic;
  /** the last messages of a device, oldest first */
  readonly recent: (device: DeviceId) => readonly HeardMessage[];
  readonly now: number;
};

/** What the session has heard of the home in the last while, to try a rule on. */
export function recordedOf({ home, traffic, recent, now }: Parts): Recorded {
  const since = traffic.since(now);

  function said(id: DeviceId, from: number, until: number | null): Said {
    const device = home.devices.get(id);
    const ids = new Set(withThoseBehind(home, device === undefined ? [] : [device]).keys());
    // the whole time is counted topic by topic, a part of it message by message as far as these are kept
    const counted = traffic.of(ids, now);
    const messages = counted.reduce((sum, { count }) => sum + count, 0);
    if (from <= since && until === null) return { messages, topics: counted.length, isAtLeast: false };
    const kept = [...ids].flatMap((one) => recent(one)).filter(({ retained }) => !retained);
    const inTime = kept.filter(({ at }) => at >= from && at <= (until ?? now));
    const isCut = kept.length < messages && kept.every(({ at }) => at > from);
    return { messages: inTime.length, topics: new Set(inTime.map(({ topic }) => topic)).size, isAtLeast: isCut };
  }

  return { since, said };
}
