import { expect, test } from 'vitest';

import type { AlertAct, AlertId, Sighting } from '@/core/alerts/alert';
import { alertOf, sighting } from '@/core/alerts/alert.testing';
import { openHome } from '@/core/home';
import type { Message } from '@/core/message';

import { topicOf, writeAlert } from './alert-line';
import { openAlerts } from './alerts';

const start = 1_000_000;

/** A session that sees things for itself, and hears of others; times are in seconds. */
function observer() {
  let now = start;
  const fresh: AlertId[] = [];
  const alerts = openAlerts({
    home: openHome(),
    clock: () => now,
    share: false,
    onChange: (changes) => void fresh.push(...changes.fresh),
    onSharing() {},
    onProblem() {},
  });
  const taught: AlertId[] = [];
  alerts.enter(null, [], () => ({ teach: ({ id }) => void taught.push(id) }));
  return {
    alerts,
    taught,
    /** how many are told from this on */
    told: () => fresh.splice(0).length,
    at: (seconds: number) => void (now = start + seconds * 1_000),
    talk: (more: Partial<Sighting> = {}) =>
      alerts.take([
        { type: 'seen', sighting: sighting({ class: 'camera_talk', lasting: false, t: now, evidence: [], ...more }) },
      ]),
    over: () => {
      const evidence = { t: now, topic: '', text: 'Over' };
      alerts.take([{ type: 'over', class: 'tamper', subject: 'window', evidence }]);
    },
    hear(more: Parameters<typeof alertOf>[0], retained = false) {
      const alert = alertOf({ class: 'camera_talk', t: now, changedAt: now, endedAt: now, ...more });
      const payload = new TextEncoder().encode(writeAlert(alert));
      alerts.hearShared({ topic: topicOf(alert.id), payload, retained, at: now } as Message); // nothing else is read
    },
    act: (what: AlertAct) => {
      for (const { id } of alerts.all.values()) alerts.act(id, what);
    },
    mute: () => {
      for (const { id } of alerts.all.values()) alerts.mute(id, now + 3_600_000);
    },
    hearWithdrawn: (id: AlertId) =>
      alerts.hearShared({ topic: topicOf(id), payload: new Uint8Array(), retained: false, at: now } as Message), // likewise
    close: () => {
      for (const { id } of alerts.all.values()) alerts.act(id, { type: 'resolve' });
    },
  };
}

test('what happens again after a person closed the first is told, however soon', () => {
  const home = observer();
  for (const seconds of [0, 25, 50]) {
    home.at(seconds);
    home.talk();
    expect(home.told()).toBe(1);
    home.close();
  }
});

test('what two observers open of one cause is told once, and after it is closed the next is told', () => {
  const home = observer();
  home.talk();
  expect(home.told()).toBe(1);
  home.at(1);
  home.hear({ id: 'theirs', t: start - 500, endedAt: start - 500 });
  expect([home.told(), [...home.alerts.all.keys()]]).toEqual([0, ['theirs']]);
  home.close();
  home.at(20);
  home.talk();
  expect(home.told()).toBe(1);
});

test('one flood that two observers raise at one moment, each by a rule of its own, is one alert and told once', () => {
  const flood = { class: 'message_flood', device: 'lamp', severity: 'warning' } as const;
  for (const [mine, another] of [
    ['lamp', 'lamp habit'],
    ['lamp habit', 'lamp'],
  ] as const) {
    const home = observer();
    home.at(10);
    home.talk({ ...flood, subject: mine, lasting: true });
    expect(home.told()).toBe(1);
    home.at(11);
    home.hear({ ...flood, id: 'of-another', subject: another, t: start + 9_000, endedAt: null });
    expect([home.told(), [...home.alerts.all.keys()]]).toEqual([0, ['of-another']]);
  }
});

test('what comes and goes by itself is told once a minute, however often', () => {
  const home = observer();
  const told: number[] = [];
  for (let seconds = 0; seconds < 180; seconds += 10) {
    home.at(seconds);
    home.talk({ class: 'tamper', lasting: true });
    if (home.told() > 0) told.push(seconds);
    home.at(seconds + 5);
    home.over();
  }
  expect(told).toEqual([0, 60, 120]);
});

test('a clock that is set back keeps silent of nothing for longer than a minute', () => {
  const home = observer();
  home.at(7_200);
  home.talk({ class: 'tamper', lasting: true });
  home.over();
  home.told();
  home.at(0);
  home.talk({ class: 'tamper', lasting: true });
  expect(home.told()).toBe(1);
});

test('what somebody said that an alert was is remembered no longer than the alert', () => {
  const home = observer();
  const judged = { id: 'theirs', state: 'resolved', verdict: { kind: 'mine', at: start, changes: 1 } } as const;
  home.hear(judged);
  home.hear({ ...judged, count: 2 });
  expect(home.taught).toEqual(['theirs']);
  home.hearWithdrawn('theirs');
  home.hear(judged);
  expect(home.taught).toEqual(['theirs', 'theirs']);
});

test('what an intruder does next is told, though the first of it was too mild for anybody to be told of', () => {
  const home = observer();
  const account = { class: 'account_changed', subject: 'owner', device: null } as const;
  home.talk({ ...account, severity: 'info', title: 'A role was made' });
  expect(home.told()).toBe(1);
  home.at(1);
  home.talk({ ...account, severity: 'warning', title: 'A log-in was made' });
  expect(home.told()).toBe(1);
  expect([...home.alerts.all.values()]).toMatchObject([{ title: 'A log-in was made', state: 'open' }]);
  home.at(2);
  home.talk({ ...account, severity: 'warning', title: 'A log-in was made' });
  expect(home.told()).toBe(0);
});

test('what gets worse is told once, though another observer says so too', () => {
  const home = observer();
  home.talk({ severity: 'info' });
  home.told();
  home.talk({ severity: 'critical', t: start + 1_000 });
  expect(home.told()).toBe(1);
  const [own] = [...home.alerts.all.values()];
  home.hear({ ...own, count: 7 });
  home.hear({ ...own, id: 'theirs', t: start - 500, endedAt: start - 500 });
  expect(home.told()).toBe(0);
});

test('what somebody has put off or muted and another observer calls worse stays silent, and so does a broker’s memory', () => {
  const worse = { id: 'theirs', severity: 'critical', title: 'Worse' } as const;
  const home = observer();
  home.hear({ ...worse, severity: 'info' }, true);
  home.hear(worse, true);
  expect(home.told()).toBe(0);
  for (const putOff of ['acknowledge', 'snooze', 'mute'] as const) {
    const quiet = observer();
    quiet.hear({ ...worse, severity: 'info' });
    expect(quiet.told()).toBe(1);
    if (putOff === 'mute') quiet.mute();
    else quiet.act(putOff === 'snooze' ? { type: putOff, until: start + 3_600_000 } : { type: putOff });
    quiet.hear(worse);
    expect([quiet.told(), quiet.alerts.all.get('theirs')?.severity]).toEqual([0, 'critical']);
  }
});

test('a home that is entered with alerts of before, or joined with those of others, announces no flood of what is worse there', () => {
  const home = observer();
  const kept = Array.from({ length: 20 }, (_, n) => alertOf({ id: `kept-${n}`, subject: `${n}`, severity: 'info' }));
  home.alerts.enter(null, kept);
  for (const alert of kept.slice(1)) home.hear({ ...alert, severity: 'critical' }, true);
  expect(home.told()).toBe(0);
  home.talk({ class: 'tamper', subject: '0', severity: 'critical', lasting: true, news: false });
  expect([home.told(), home.alerts.all.get('kept-0')?.severity]).toEqual([0, 'critical']);
});
