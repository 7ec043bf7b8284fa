import type { DeviceId } from '@/core/device';

import { isLetGo } from '../admission/standing';
import { wouldRestrict } from './hits';
import type { Policy, PolicyClient, PolicyFacts } from './policies';

/** What was kept of the last while: messages as they came, and alarms. All times are ms since the epoch. */
export type Recorded = {
  /** since when everything was heard */
  readonly since: number;
  /** what this device, and whatever speaks through it, said between two moments */
  said(device: DeviceId, from: number, until: number | null): Said;
};

/** `isAtLeast`: not all of that time is kept message by message. */
export type Said = { readonly messages: number; readonly topics: number; readonly isAtLeast: boolean };

/** A client that would have been restricted, had the rule been enforced then, and what would not have arrived. */
export type WouldHave = Said & {
  readonly client: string;
  /** null: nobody says which device uses it, so nobody knows what it said */
  readonly device: DeviceId | null;
  readonly name: string;
  readonly from: number;
  /** until a person let it go; null: until now */
  readonly until: number | null;
};

const dayMs = 86_400_000;

type Span = Pick<WouldHave, 'from' | 'until'>;

/** What `policy` would have done since `recorded.since`. Restricting one device changes nothing about another. */
export function previewOf(policy: Policy, facts: PolicyFacts, recorded: Recorded): readonly WouldHave[] {
  const now = new Set(wouldRestrict(policy, facts));
  return facts.clients.flatMap((client) => {
    const span = client.administers ? null : spanOf(policy, client, now.has(client.client), facts, recorded);
    if (span === null) return [];
    const { device } = client;
    const said = device === null ? nothing : recorded.said(device.id, span.from, span.until);
    return [
      { client: client.client, device: device?.id ?? null, name: device?.name ?? client.client, ...span, ...said },
    ];
  });
}

const nothing: Said = { messages: 0, topics: 0, isAtLeast: false };

/** When the rule would have held this client back; null: never in that time. */
function spanOf(
  { name, against }: Policy,
  { device, decision, madeAt, isHeldBack }: PolicyClient,
  isHit: boolean,
  { began }: PolicyFacts,
  { since }: Recorded,
): Span | null {
  switch (against.is) {
    case 'unapproved': {
      const from = Math.max(since, madeAt ?? since);
      if (isHit) return { from, until: null };
      // it came in this time, and had to wait until a person had looked
      const waited = began && !isHeldBack && madeAt !== null && madeAt >= since && decision?.is === 'approved';
      return waited && decision.at > madeAt ? { from, until: decision.at } : null;
    }
    case 'old-login': {
      const oldAt = madeAt === null ? since : madeAt + (against.days + 1) * dayMs;
      return isHit ? { from: Math.max(since, oldAt), until: null } : null;
    }
    case 'attacked-firmware':
    case 'commands':
    case 'in-clear':
      return isHit ? { from: since, until: null } : null;
    case 'failed-signature': {
      const failedAt = device?.proof?.value.failedSince ?? null;
      if (failedAt === null || failedAt < since) return isHit ? { from: since, until: null } : null;
      const letGo = isLetGo(decision, name) && decision.at > failedAt;
      return { from: failedAt, until: letGo ? decision.at : null };
    }
  }
}
