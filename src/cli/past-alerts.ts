import { alertId, causeOf, isLive, type Alert, type AlertId } from '@/core/alerts/alert';
import type { Changes, Home } from '@/core/home';
import type { Message } from '@/core/message';
import type { Observation } from '@/core/observation';
import type { OpenRule } from '@/detection/rules';
import { openAlerts } from '@/session/alerts/alerts';

/** a household deals with what it is told within this time */
const dealtAfterMs = 40 * 60_000;
/** so often a session looks at its clock */
const tickMs = 10_000;
/** `ofCause`: a camera that is watched all day long is no reason to forget all else that was told */
const most = { told: 200, ofCause: 20 } as const;

/** What a session would have told that had heard the past of a home. */
export type PastAlerts = {
  /** time has come so far, before the home takes in what is said then */
  pass(at: number): void;
  hear(message: Message, observations: readonly Observation[], touched: Changes): void;
  /** of those that are over and closed, the last ones of each cause, oldest first, each on a clock that is so far ahead */
  told(aheadMs: number): readonly Alert[];
};

/**
 * The same rules, habits and life of alerts as in a session. What stands at the end is left out: the page will see that with its own eyes.
 */
export function openPastAlerts(home: Home, learned: OpenRule): PastAlerts {
  const all = new Map<AlertId, Alert>();
  const openedAt = new Map<AlertId, number>();
  let now = 0;
  let tickedAt = Number.NEGATIVE_INFINITY;
  const alerts = openAlerts({
    home,
    clock: () => now,
    share: false,
    onChange({ changed }) {
      for (const id of changed) {
        const alert = alerts.all.get(id);
        if (alert === undefined) continue;
        all.set(id, alert);
        if (!isLive(alert)) openedAt.delete(id);
        else if (!openedAt.has(id)) openedAt.set(id, now);
      }
    },
    onSharing() {},
    onProblem() {},
  });
  alerts.enter(null, [], learned);

  return {
    pass(at) {
      // of many messages at one moment only the first lets time pass
      if (at === now) return;
      now = at;
      if (at - tickedAt < tickMs) return alerts.pass(at);
      alerts.tick();
      // what was there in the first look is how the home stood
      if (tickedAt !== Number.NEGATIVE_INFINITY) alerts.lookedOver();
      tickedAt = at;
      for (const [id, since] of openedAt) if (at - since >= dealtAfterMs) alerts.act(id, { type: 'resolve' });
    },
    hear: alerts.hear,
    told: (aheadMs) =>
      lastOfEach([...all.values()].filter((alert) => !isLive(alert) && alert.endedAt !== null))
        .toSorted((one, other) => one.t - other.t)
        .slice(-most.told)
        .map((alert) => later(alert, aheadMs)),
  };
}

function lastOfEach(alerts: readonly Alert[]): readonly Alert[] {
  const byCause = new Map<string, Alert[]>();
  for (const alert of alerts) byCause.set(causeOf(alert), [...(byCause.get(causeOf(alert)) ?? []), alert]);
  return [...byCause.values()].flatMap((same) => same.toSorted((one, other) => one.t - other.t).slice(-most.ofCause));
}

function later(alert: Alert, byMs: number): Alert {
  const t = alert.t + byMs;
  return {
    ...alert,
    id: alertId(alert.class, alert.subject, t),
    t,
    changedAt: alert.changedAt + byMs,
    endedAt: alert.endedAt === null ? null : alert.endedAt + byMs,
    evidence: alert.evidence.map((one) => ({ ...one, t: one.t + byMs })),
  };
}
