import { expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';
import { alertAt } from '@/core/alerts/alert.testing';
import { incidentsOf } from '@/core/alerts/incident';

import { dismissed, lastNews, nothingTold, tellingAfter, type IncidentTelling } from './incident-telling';

const garden = [alertAt(1, 'camera_moved', 'garden'), alertAt(2, 'camera_talk', 'garden')];
const porch = [alertAt(3, 'camera_moved', 'porch'), alertAt(4, 'camera_talk', 'porch')];
/** raised last, and dated by the first try */
const guessed = alertAt(0, 'login_bruteforce', null);

/** A page that looks at the alerts of its home, as long as they change. */
function page() {
  let telling: IncidentTelling = nothingTold;
  const incidentNow = (alerts: readonly Alert[]) => lastNews(telling.known, incidentsOf(alerts), byId(alerts));
  return {
    /** what is shown then, as one sees it, and what was said of it */
    look(alerts: readonly Alert[], isNews = true) {
      telling = tellingAfter(telling, incidentsOf(alerts), byId(alerts), isNews);
      // the page looks again until nothing changes
      expect(tellingAfter(telling, incidentsOf(alerts), byId(alerts), isNews)).toBe(telling);
      return { shown: incidentNow(alerts)?.title ?? null, said: telling.current?.title ?? null };
    },
    dismiss(alerts: readonly Alert[]) {
      const incident = incidentNow(alerts);
      if (incident !== undefined) telling = dismissed(telling, incident);
    },
  };
}

const byId = (alerts: readonly Alert[]) => new Map(alerts.map((alert) => [alert.id, alert]));

const nothing = { shown: null, said: null };
const one = 'A stranger may be in your camera: somebody turned it and speaks through it';
const both = 'A stranger may be in 2 of your cameras: somebody turned them and speaks through them';

test('an incident is shown until somebody has seen it, and then no more', () => {
  const home = page();
  expect(home.look(garden)).toEqual({ shown: one, said: one });
  home.dismiss(garden);
  expect(home.look(garden)).toEqual(nothing);
});

test('an incident that goes on under another name is not shown anew', () => {
  const home = page();
  home.look(garden);
  home.dismiss(garden);
  const renamed = [guessed, ...garden];
  expect(incidentsOf(renamed)[0]?.id).not.toBe(incidentsOf(garden)[0]?.id);
  expect(home.look(renamed)).toEqual(nothing);
});

test('two that turn out to be one are not shown anew, nor when what was seen of it first is gone', () => {
  const home = page();
  home.look(garden);
  home.dismiss(garden);
  expect(home.look([...garden, ...porch])).toEqual({ shown: one, said: one });
  expect(home.look([guessed, ...garden, ...porch])).toEqual(nothing);
  expect(home.look([guessed, ...porch])).toEqual(nothing);
});

test('it is said once, whatever is added to it; what is shown is as it is now', () => {
  const home = page();
  home.look(garden);
  expect(home.look([...garden, ...porch, guessed])).toEqual({ shown: both, said: one });
});

test('what was there before anything was heard, or was seen on its own page, is no news', () => {
  const home = page();
  expect(home.look(garden, false)).toEqual(nothing);
  expect(home.look([guessed, ...garden])).toEqual(nothing);
});

test('another incident is news, and so is one that comes when the last is over', () => {
  const home = page();
  home.look(garden);
  home.dismiss(garden);
  const later = [alertAt(60, 'camera_moved', 'garden'), alertAt(61, 'camera_talk', 'garden')];
  const over = garden.map((alert) => ({ ...alert, state: 'resolved' as const }));
  expect(home.look([...over, ...later])).toEqual({ shown: one, said: one });
});

test('what somebody closed, here or elsewhere, is shown anew where it goes further, and not where it only goes on', () => {
  const over = garden.map((alert) => ({ ...alert, state: 'resolved' as const, endedAt: alert.t }));
  const again = alertAt(5, 'camera_talk', 'garden');
  const account = alertAt(6, 'account_changed', null);
  for (const isSeen of [true, false]) {
    const home = page();
    home.look(garden);
    if (isSeen) home.dismiss(garden);
    expect(home.look(over)).toEqual(nothing);
    expect(home.look([...over, again])).toEqual(nothing);
    const further = [...over, again, account];
    const title = 'A stranger may be in your camera: somebody turned it, speaks through it and changed who may log in';
    expect(home.look(further)).toEqual({ shown: title, said: title });
    home.dismiss(further);
    expect(home.look(further)).toEqual(nothing);
    expect(home.look([...further, alertAt(7, 'client_takeover', null)])).toEqual(nothing);
  }
});

test('what turns out to be a graver story is told, though somebody has seen the milder one', () => {
  const home = page();
  const atBroker = [alertAt(0, 'account_changed', null), alertAt(1, 'topic_scan', null)];
  const broker = incidentsOf(atBroker)[0];
  expect(home.look(atBroker)).toEqual({ shown: broker?.title, said: broker?.title });
  home.dismiss(atBroker);
  expect(home.look(atBroker)).toEqual(nothing);
  const inCamera = 'A stranger may be in your camera: somebody turned it and changed who may log in';
  expect(home.look([...atBroker, alertAt(2, 'camera_moved', 'garden')])).toEqual({ shown: inCamera, said: inCamera });
});
