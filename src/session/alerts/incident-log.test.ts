import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Alert, AlertClass, AlertId } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { incidentsOf } from '@/core/alerts/incident';

import { openIncidentLog } from './incident-log';

const minute = 60_000;
const at = (minutes: number, kind: AlertClass, device: string | null, more: Partial<Alert> = {}): Alert => {
  const t = 1_000_000 + minutes * minute;
  return alertOf({
    id: `${kind}-${device}-${minutes}`,
    t,
    class: kind,
    device,
    severity: 'warning',
    evidence: [{ t, topic: '', text: kind }],
    ...more,
  });
};
const moved = at(10, 'camera_moved', 'cam');
const talk = at(11, 'camera_talk', 'cam');
/** raised last, and dated by the first try */
const guessed = at(0, 'login_bruteforce', null);

/** A home whose alerts come and go, and what its log says each time: `id state`. */
function story(known: readonly Alert[] = [], told: ReturnType<typeof openIncidentLog>['told'] = []) {
  const alerts = new Map<AlertId, Alert>(known.map((alert) => [alert.id, alert]));
  const log = openIncidentLog(alerts, { alerts: known, incidents: told });
  const look = () => log.look().map((line) => JSON.parse(line) as { id: string; state: string; alerts: AlertId[] });
  return {
    log,
    alerts,
    look,
    raise(...more: readonly Alert[]) {
      for (const alert of more) alerts.set(alert.id, alert);
      return look().map(({ id, state }) => `${id} ${state}`);
    },
  };
}

describe('an incident keeps its name', () => {
  test('when something is raised that began before it', () => {
    const home = story();
    const name = `incident-camera-${moved.id}`;
    expect(home.raise(moved, talk)).toEqual([`${name} open`]);
    expect(home.raise(guessed)).toEqual([`${name} open`]);
    expect(home.log.told).toEqual([{ id: name, alerts: [guessed, moved, talk].map(({ id }) => id) }]);
  });

  test('when it turns out to be another story', () => {
    const home = story();
    const account = at(9, 'account_changed', null);
    const name = `incident-broker-${guessed.id}`;
    expect(home.raise(guessed, account)).toEqual([`${name} open`]);
    expect(home.raise(moved)).toEqual([`${name} open`]);
    expect(home.look()).toEqual([]);
  });

  test('after a restart', () => {
    const before = story();
    before.raise(moved, talk);
    before.raise(guessed);
    const after = story([...before.alerts.values()], before.log.told);
    expect(after.look()).toEqual([]);
    const resolved = [moved, talk, guessed].map((alert) => ({ ...alert, state: 'resolved' as const }));
    expect(after.raise(...resolved)).toEqual([`incident-camera-${moved.id} resolved`]);
  });

  test('of the one that was written first, when two turn out to be one', () => {
    const home = story();
    const early = [at(0, 'tamper', 'door'), at(1, 'lock_jammed', 'door')];
    const late = [at(20, 'pin_bruteforce', 'door'), at(21, 'lock_odd_hours', 'door')];
    const between = at(11, 'sequence_unusual', 'door');
    home.raise(...late);
    home.raise(...early);
    expect(home.raise(between)).toEqual([
      `incident-door-${early[0]?.id} resolved`,
      `incident-door-${late[0]?.id} open`,
    ]);
  });

  test('of the camera that was written first, when the home tells what joins it with another', () => {
    const home = story();
    const porch = [at(12, 'camera_moved', 'porch'), at(13, 'camera_talk', 'porch')];
    const name = `incident-camera-${moved.id}`;
    const other = `incident-camera-${porch[0]?.id}`;
    expect(home.raise(...porch)).toEqual([`${other} open`]);
    expect(home.raise(moved, talk)).toEqual([`${name} open`]);
    expect(home.raise(guessed)).toEqual([`${name} resolved`, `${other} open`]);
    expect(home.log.told).toEqual([{ id: other, alerts: [guessed, moved, talk, ...porch].map(({ id }) => id) }]);
    expect(home.look()).toEqual([]);
  });

  test('and another attack a day later has its own', () => {
    const home = story();
    home.raise(moved, talk);
    const later = [at(1_450, 'camera_moved', 'cam'), at(1_451, 'camera_talk', 'cam')];
    expect(home.raise(...later)).toEqual([`incident-camera-${later[0]?.id} open`]);
  });
});

test('an incident whose alerts are gone is over', () => {
  const home = story();
  home.raise(moved, talk);
  home.alerts.delete(talk.id);
  expect(home.look()).toMatchObject([{ id: `incident-camera-${moved.id}`, state: 'resolved' }]);
  expect(home.look()).toEqual([]);
});

test('whatever is raised in whatever order, each incident has one name, and nothing is over while it shares an alert that is open', () => {
  const some = fc.uniqueArray(
    fc
      .record({
        minutes: fc.nat(90),
        kind: fc.constantFrom<AlertClass>('camera_moved', 'camera_talk', 'account_changed', 'topic_scan', 'tamper'),
        device: fc.constantFrom('a', 'b', null),
      })
      .map(({ minutes, kind, device }) => at(minutes, kind, device)),
    { maxLength: 30, selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(some, (alerts) => {
      const home = story();
      let before = home.log.told;
      for (const alert of alerts) {
        home.alerts.set(alert.id, alert);
        const lines = home.look();
        const { told } = home.log;
        const unnamed = incidentsOf(home.alerts.values()).map((one) => one.alerts.join());
        expect(told.map((one) => one.alerts.join()).toSorted()).toEqual(unnamed.toSorted());
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
        const over = before.filter(({ id }) => lines.some((line) => line.id === id && line.state === 'resolved'));
        // it became part of another, which goes on, or its alerts tell nothing any more
        for (const { alerts: parts } of over) {
          const heirs = told.filter((one) => one.alerts.some((id) => parts.includes(id)));
          for (const heir of heirs) expect(before.map(({ id }) => id)).toContain(heir.id);
        }
        before = told;
      }
    }),
  );
});
