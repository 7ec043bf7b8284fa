import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Alert } from './alert';
import { alertOf } from './alert.testing';
import { incidentsOf } from './incident';

const minute = 60_000;
const on = (device: string | null, minutes: number, kind: Alert['class'], more: Partial<Alert> = {}): Alert => {
  const t = 1_000_000 + minutes * minute;
  const evidence = [{ t, topic: '', text: kind }];
  return alertOf({
    id: `${kind}-${device}-${minutes}`,
    t,
    class: kind,
    device,
    severity: 'warning',
    evidence,
    ...more,
  });
};

describe('cameras near which the home told the same', () => {
  const garden = on('garden', 0, 'camera_moved');
  const porch = on('porch', 1, 'camera_moved');
  const madeLogIn = on(null, 2, 'account_changed');

  test('are in one incident, as grave as all of it, with what was done at the broker', () => {
    expect(incidentsOf([garden, porch])).toEqual([]);
    expect(incidentsOf([garden, porch, madeLogIn])).toMatchObject([
      {
        id: `incident-camera-${garden.id}`,
        alerts: [garden, porch, madeLogIn].map(({ id }) => id),
        severity: 'critical',
        title: 'A stranger may be in 2 of your cameras: somebody turned them and changed who may log in',
      },
    ]);
  });

  test('are, whether the home told it first, between or last', () => {
    for (const minutes of [-5, 0.5, 10]) {
      const account = on(null, minutes, 'account_changed');
      expect(incidentsOf([garden, porch, account]).map(({ alerts }) => alerts.length)).toEqual([3]);
    }
  });

  test('each look away and get a new password; log-ins are refused once, and evidence is saved once', () => {
    const [incident] = incidentsOf([garden, porch, madeLogIn]);
    expect(incident?.playbook.map(({ act, device }) => [act, device])).toEqual([
      ['privacy', 'garden'],
      ['privacy', 'porch'],
      ['refuse', null],
      ['rotate', 'garden'],
      ['rotate', 'porch'],
      ['save-evidence', null],
    ]);
  });

  test('are told apart in the title by what was done to which', () => {
    const titleOf = (...alerts: readonly Alert[]) => incidentsOf([madeLogIn, ...alerts])[0]?.title;
    expect(titleOf(garden, porch, on('porch', 1, 'camera_talk'))).toBe(
      'A stranger may be in 2 of your cameras: somebody turned them, speaks through one of them and changed who may log in',
    );
    expect(titleOf(garden, porch, on('hall', 1, 'camera_talk'))).toContain(
      'in 3 of your cameras: somebody turned 2 of them, speaks through one of them',
    );
  });

  test('stay two incidents while the home told nothing that joins them', () => {
    const spoken = [on('garden', 1, 'camera_talk'), on('porch', 2, 'camera_talk')];
    expect(incidentsOf([garden, porch, ...spoken])).toHaveLength(2);
    // near to the one alone
    const early = on(null, -14.5, 'account_changed');
    expect(incidentsOf([garden, porch, ...spoken, early]).map(({ alerts }) => alerts.length)).toEqual([3, 2]);
  });

  test('are none of it where one was only looked through, or each has a part of what would be a story', () => {
    const looked = on('hall', 1, 'camera_viewer', { severity: 'info' });
    const [incident, ...others] = incidentsOf([garden, looked, madeLogIn]);
    expect(others).toEqual([]);
    expect(incident?.alerts).toEqual([garden, madeLogIn].map(({ id }) => id));
    const mild = { ...garden, severity: 'info' } as const;
    expect(incidentsOf([mild, looked, madeLogIn])).toEqual([]);
  });
});

test('what the home told is in the one incident of each camera that it is near, in whatever order it all came', () => {
  const busy = fc.uniqueArray(
    fc
      .record({
        minutes: fc.nat(90),
        kind: fc.constantFrom<Alert['class']>('camera_moved', 'camera_talk', 'account_changed', 'topic_scan'),
        device: fc.constantFrom('a', 'b', 'c'),
      })
      .map(({ minutes, kind, device }) => on(kind.startsWith('camera') ? device : null, minutes, kind)),
    { maxLength: 12, selector: ({ id }) => id },
  );
  const withOrder = busy.chain((alerts) =>
    fc.record({
      alerts: fc.constant(alerts),
      shuffled: fc.shuffledSubarray(alerts, { minLength: alerts.length, maxLength: alerts.length }),
    }),
  );
  fc.assert(
    fc.property(withOrder, ({ alerts, shuffled }) => {
      const incidents = incidentsOf(alerts);
      expect(incidentsOf(shuffled)).toEqual(incidents);
      const all = incidents.flatMap((incident) => incident.alerts);
      expect(new Set(all).size).toBe(all.length);
      for (const { id, alerts: ids } of incidents.filter((one) => one.id.startsWith('incident-camera'))) {
        const parts = alerts.filter((alert) => ids.includes(alert.id));
        const near = alerts.filter(
          ({ device, t }) => device === null && parts.some((part) => Math.abs(part.t - t) <= 15 * minute),
        );
        expect(ids, id).toEqual(expect.arrayContaining(near.map((alert) => alert.id)));
      }
    }),
  );
});
