import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { alertClasses, alertStates, causeOf, severities, type Alert, type Danger } from './alert';
import { alertOf } from './alert.testing';
import { wellAgainWords } from './danger-over';
import { incidentLine, incidentsOf, openCount } from './incident';

const minute = 60_000;
const at = (minutes: number, kind: Alert['class'], more: Partial<Alert> = {}): Alert => {
  const t = 1_000_000 + minutes * minute;
  const evidence = [{ t, topic: '', text: kind }];
  return alertOf({ id: `${kind}-${minutes}`, t, class: kind, device: 'cam', severity: 'warning', evidence, ...more });
};
const viewer = at(0, 'camera_viewer', { severity: 'info' });
const turned = at(0.01, 'camera_moved', { severity: 'info' });
const talk = at(0.02, 'camera_talk');
const account = at(0.03, 'account_changed', { device: null });

describe('the Ring story', () => {
  test('is one incident from its second act on, and stays the same one to its end', () => {
    expect(incidentsOf([viewer])).toEqual([]);
    const told = [
      [viewer, turned, talk],
      [viewer, turned, talk, account],
    ].map(incidentsOf);
    for (const incidents of told) {
      expect(incidents).toHaveLength(1);
      expect(incidents[0]).toMatchObject({
        id: 'incident-camera-camera_viewer-0',
        severity: 'critical',
        state: 'open',
      });
    }
    expect(told[1]?.[0]?.alerts).toEqual([viewer, turned, talk, account].map(({ id }) => id));
    expect(told[1]?.[0]?.title).toBe(
      'A stranger may be in your camera: somebody watches, turned it, speaks through it and changed who may log in',
    );
  });

  test('says what to do, in order: look away, refuse, a new password, save the evidence', () => {
    const [incident] = incidentsOf([viewer, talk, account]);
    expect(incident?.playbook.map(({ act }) => act)).toEqual(['privacy', 'refuse', 'rotate', 'save-evidence']);
    expect(incident?.playbook[0]?.device).toBe('cam');
  });

  test('takes along the log-in that came first', () => {
    const login = at(-3, 'client_takeover', { device: null });
    expect(incidentsOf([talk, viewer, login])[0]).toMatchObject({
      t: login.t,
      alerts: [login, viewer, talk].map(({ id }) => id),
    });
  });
});

describe('alerts stay apart', () => {
  test('that are mild all through: somebody answers the door', () => {
    expect(incidentsOf([viewer, at(1, 'camera_talk', { severity: 'info' })])).toEqual([]);
  });

  test('while one looks through a camera, and another works at the log-ins', () => {
    expect(incidentsOf([viewer, account])).toEqual([]);
    expect(incidentsOf([talk, account])).toHaveLength(1);
  });

  test('of two devices', () => {
    expect(incidentsOf([at(0, 'tamper', { device: 'a' }), at(1, 'lock_jammed', { device: 'b' })])).toEqual([]);
  });

  test('that are a quarter of an hour apart', () => {
    expect(incidentsOf([viewer, at(14, 'camera_talk')])).toHaveLength(1);
    expect(incidentsOf([viewer, at(16, 'camera_talk')])).toEqual([]);
  });

  test('of a window that was opened by force and a door that is out of reach all the time', () => {
    const silent = at(0, 'silent_device', { device: 'shed door', severity: 'info' });
    expect(incidentsOf([silent, at(1, 'tamper', { device: 'window' })])).toEqual([]);
    expect(incidentsOf([silent, at(1, 'tamper', { device: 'shed door' })])).toHaveLength(1);
  });

  test('that tell the same twice', () => {
    expect(incidentsOf([talk, at(1, 'camera_talk')])).toEqual([]);
  });
});

test('an incident is open as long as one of its alerts is, and over when all are', () => {
  const stateOf = (...states: readonly Alert['state'][]) =>
    incidentsOf([viewer, turned, talk].map((alert, index) => ({ ...alert, state: states[index] ?? 'open' })))[0]?.state;
  expect(stateOf('resolved', 'resolved', 'open')).toBe('open');
  expect(stateOf('resolved', 'snoozed', 'acknowledged')).toBe('acknowledged');
  expect(stateOf('resolved', 'resolved', 'resolved')).toBe('resolved');
});

test('an incident counts as one thing that wants somebody', () => {
  expect(openCount([viewer, talk, account, at(0, 'battery_low')])).toBe(2);
  expect(openCount([{ ...viewer, state: 'resolved' }])).toBe(0);
});

/** A word of danger to people or the house. */
const danger = (minutes: number, device: string, what: Danger, more: Partial<Alert> = {}) =>
  at(minutes, 'safety', {
    id: `${what}-${device}-${minutes}`,
    device,
    subject: `${device} ${what}`,
    severity: 'critical',
    ...more,
  });

describe('danger to people or the house', () => {
  const titlesOf = (...alerts: readonly Alert[]) => incidentsOf(alerts).map(({ title }) => title);
  const kitchen = danger(0, 'kitchen', 'smoke');
  const hall = danger(2, 'hall', 'smoke');

  test('smoke that goes from room to room is one story, and says at which sensors', () => {
    expect(incidentsOf([kitchen])).toEqual([]);
    const [incident, ...others] = incidentsOf([kitchen, hall, danger(5, 'attic', 'smoke')]);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      story: 'fire',
      severity: 'critical',
      title: 'Danger in your home: 3 sensors report smoke',
    });
    expect(incident?.playbook.flatMap(({ device }) => device ?? [])).toEqual(['kitchen', 'hall', 'attic']);
  });

  test('the alarm that goes off for it is in it, and so is gas', () => {
    expect(titlesOf(kitchen, danger(0, 'panel', 'alarm'))).toEqual([
      'Danger in your home: one sensor reports smoke, and the alarm went off',
    ]);
    expect(titlesOf(kitchen, danger(1, 'kitchen', 'carbon monoxide'))).toEqual([
      'Danger in your home: one sensor reports smoke and carbon monoxide',
    ]);
    expect(titlesOf(kitchen, danger(1, 'cellar', 'gas'))).toEqual([
      'Danger in your home: 2 sensors report smoke and gas',
    ]);
  });

  test('glass that breaks, a door that opens at an odd hour and the alarm are one story, whichever was first', () => {
    const glass = danger(0, 'terrace', 'glass');
    const door = at(1, 'lock_odd_hours', { device: 'terrace door', subject: 'terrace door' });
    const panel = danger(2, 'panel', 'alarm');
    for (const order of [
      [glass, door, panel],
      [panel, glass, door],
    ])
      expect(incidentsOf(order)).toMatchObject([
        {
          story: 'break-in',
          title:
            'Somebody may be breaking in: glass broke, something was opened at an unusual hour and the alarm went off',
          alerts: [glass, door, panel].map(({ id }) => id),
        },
      ]);
    expect(titlesOf(glass, danger(1, 'study', 'glass'))).toEqual([
      'Somebody may be breaking in: glass broke in 2 places',
    ]);
    expect(titlesOf(danger(0, 'keypad', 'emergency'), panel)).toEqual([
      'Somebody called for help and the alarm went off',
    ]);
  });

  test('water in several places is one story, and none with smoke', () => {
    const wet = [danger(0, 'bath', 'water'), danger(3, 'cellar', 'water')];
    expect(titlesOf(...wet)).toEqual(['Water in your home: 2 sensors report it']);
    expect(incidentsOf([kitchen, danger(0, 'bath', 'water')])).toEqual([]);
  });

  test('the same again at one sensor is no story, nor what comes long after, nor what a later version tells', () => {
    expect(incidentsOf([kitchen, danger(5, 'kitchen', 'smoke')])).toEqual([]);
    expect(incidentsOf([kitchen, danger(20, 'hall', 'smoke')])).toEqual([]);
    expect(incidentsOf([kitchen, danger(1, 'hall', 'smoke', { subject: 'hall radiation' })])).toEqual([]);
    expect(incidentsOf([kitchen, at(1, 'tamper', { device: 'hall' })])).toEqual([]);
  });

  test('is told as what was as soon as no sensor reports it, and of how many still do', () => {
    const well = (alert: Alert, text: string): Alert => ({
      ...alert,
      evidence: [...alert.evidence, { t: alert.t + minute, topic: '', text }],
    });
    const [dryBath, dryCellar] = [danger(0, 'bath', 'water'), danger(3, 'cellar', 'water')].map((one) =>
      well(one, wellAgainWords.water),
    );
    const [calm, calmToo] = [kitchen, hall].map((one) => well(one, wellAgainWords.smoke));
    expect(titlesOf(calm!, hall)).toEqual(['Danger in your home: 2 sensors reported smoke; one still does']);
    expect(titlesOf(calm!, calmToo!)).toEqual([
      'There was danger in your home: 2 sensors reported smoke; none does any more',
    ]);
    expect(titlesOf(calm!, danger(0, 'panel', 'alarm'))).toEqual([
      'There was danger in your home: the alarm went off, and one sensor reported smoke; it does not any more',
    ]);
    expect(titlesOf(dryBath!, dryCellar!)).toEqual([
      'There was water in your home: 2 sensors reported it; none does any more',
    ]);
    const ofOne = [calm!, danger(1, 'kitchen', 'gas')];
    expect(titlesOf(...ofOne)).toEqual(['Danger in your home: one sensor reports smoke and gas']);
    expect(incidentsOf([calm!, hall])[0]?.playbook[0]?.sentence).toContain('Get everybody out first');
    const [over] = incidentsOf([calm!, calmToo!]);
    expect(over).toMatchObject({ state: 'open', severity: 'critical', overSince: hall.t + minute });
    expect(over?.playbook.map(({ sentence }) => sentence).join(' ')).not.toContain('Get everybody out first');
  });

  test('is open again with what comes after it was acknowledged', () => {
    const seen = { state: 'acknowledged' } as const;
    expect(
      incidentsOf([
        { ...kitchen, ...seen },
        { ...hall, ...seen },
      ])[0]?.state,
    ).toBe('acknowledged');
    expect(incidentsOf([{ ...kitchen, ...seen }, { ...hall, ...seen }, danger(5, 'attic', 'smoke')])[0]?.state).toBe(
      'open',
    );
  });
});

test('two stories at once are two incidents', () => {
  const door = [at(0, 'tamper', { device: 'door' }), at(1, 'pin_bruteforce', { device: 'door' })];
  const incidents = incidentsOf([viewer, talk, ...door]);
  expect(incidents.map(({ alerts }) => alerts.length)).toEqual([2, 2]);
});

test('its line is that of the contract', () => {
  const [incident] = incidentsOf([viewer, talk]);
  expect(incident && Object.keys(incidentLine(incident))).toEqual([
    'id',
    't',
    'incident',
    'alerts',
    'title',
    'severity',
    'state',
    'playbook',
  ]);
});

describe('whatever the alerts', () => {
  const some = fc.uniqueArray(
    fc.record({
      minutes: fc.nat(60),
      class: fc.oneof(fc.constantFrom(...alertClasses), fc.constant('safety' as const)),
      what: fc.constantFrom<Danger>('smoke', 'gas', 'water', 'glass', 'alarm', 'emergency'),
      device: fc.constantFrom('a', 'b', null),
      severity: fc.constantFrom(...severities),
      state: fc.constantFrom(...alertStates),
    }),
    { maxLength: 40, selector: ({ minutes, class: kind }) => `${kind}-${minutes}` },
  );
  const alertsOf = fc.array(fc.nat(), { minLength: 40, maxLength: 40 }).chain((order) =>
    some.map((parts) => {
      const alerts = parts.map(({ minutes, class: kind, what, ...more }) =>
        at(minutes, kind, kind === 'safety' ? { ...more, subject: `${more.device} ${what}` } : more),
      );
      return {
        alerts,
        shuffled: alerts.toSorted(
          (one, other) => (order[alerts.indexOf(one)] ?? 0) - (order[alerts.indexOf(other)] ?? 0),
        ),
      };
    }),
  );

  test('whoever knows the same alerts knows the same incidents, in whatever order they came', () => {
    fc.assert(
      fc.property(alertsOf, ({ alerts, shuffled }) => {
        expect(incidentsOf(shuffled)).toEqual(incidentsOf(alerts));
      }),
    );
  });

  test('an alert is in one incident at most, and an incident is of several causes', () => {
    fc.assert(
      fc.property(alertsOf, ({ alerts }) => {
        const incidents = incidentsOf(alerts);
        const ids = incidents.flatMap((incident) => incident.alerts);
        expect(new Set(ids).size).toBe(ids.length);
        for (const incident of incidents) {
          const causes = alerts.filter(({ id }) => incident.alerts.includes(id)).map(causeOf);
          expect(new Set(causes).size).toBeGreaterThan(1);
        }
      }),
    );
  });
});
