import { expect, test } from 'vitest';

import type { Alert, AlertClass } from './alert';
import { alertAt } from './alert.testing';
import { incidentsOf } from './incident';
import { openIncidentNews } from './incident-news';

const at = (minutes: number, kind: AlertClass, device = 'cam') => alertAt(minutes, kind, device);
const moved = at(1, 'camera_moved');
const talk = at(2, 'camera_talk');
const story = [moved, talk];

/** Looks at the incidents of these alerts; how many are told, and how many go on. */
function looker(before: readonly Alert[] = []) {
  const news = openIncidentNews(incidentsOf(before));
  return (alerts: readonly Alert[], ...fresh: readonly Alert[]) => {
    const { told, goesOn } = news.look(
      incidentsOf(alerts),
      new Set(fresh.map(({ id }) => id)),
      new Map(alerts.map((alert) => [alert.id, alert])),
    );
    return [told.length, goesOn.length];
  };
}

const inState = (alerts: readonly Alert[], state: Alert['state']) => alerts.map((alert) => ({ ...alert, state }));

test('a critical incident is news with the alert that makes it one, and from then on goes on', () => {
  const look = looker();
  expect(look([moved], moved)).toEqual([0, 0]);
  expect(look(story, talk)).toEqual([1, 0]);
  expect(look(story, talk)).toEqual([0, 1]);
  expect(look([at(0, 'camera_viewer'), ...story], at(0, 'camera_viewer'))).toEqual([0, 1]);
});

test('one that came about with nothing that is news is told when it goes on, unless it was known before', () => {
  const viewer = at(3, 'camera_viewer');
  const look = looker();
  expect(look(story)).toEqual([0, 0]);
  expect(look([...story, viewer], viewer)).toEqual([1, 0]);
  expect(looker(story)([...story, viewer], viewer)).toEqual([0, 1]);
});

test('one that wants nobody is no news, and one that was put off is news when its time has come', () => {
  const look = looker();
  for (const state of ['acknowledged', 'resolved', 'snoozed'] as const)
    expect(look(inState(story, state), ...story)).toEqual([0, 0]);
  expect(look(story, ...story)).toEqual([1, 0]);
  expect(look(inState(story, 'snoozed'))).toEqual([0, 1]);
  expect(look(story, ...story)).toEqual([1, 0]);
  expect(look(inState(story, 'acknowledged'))).toEqual([0, 1]);
  expect(look(story, ...story)).toEqual([0, 1]);
});

test('one that a person closed is news again where it goes further, and not where it only goes on', () => {
  const closed = story.map((alert) => ({ ...alert, state: 'resolved' as const, endedAt: alert.t }));
  const account = at(6, 'account_changed');
  for (const more of [at(5, 'camera_talk'), { ...at(5, 'camera_viewer'), severity: 'info' as const }]) {
    const look = looker(story);
    expect(look([...closed, more], more)).toEqual([0, 1]);
    expect(look([...closed, more, account], account)).toEqual([1, 0]);
    const takeover = at(7, 'client_takeover');
    expect(look([...closed, more, account, takeover], takeover)).toEqual([0, 1]);
  }
  // the same act at another camera, or a worse one, is more than was closed
  const elsewhere = [at(0, 'login_bruteforce'), at(5, 'camera_moved', 'porch')];
  const joined = [{ ...elsewhere[0]!, state: 'resolved' as const, endedAt: elsewhere[0]!.t }, elsewhere[1]!];
  expect(looker([elsewhere[0]!, ...story])([...joined, ...closed], elsewhere[1]!)).toEqual([1, 0]);
  const worse = { ...at(5, 'camera_talk'), severity: 'critical' as const };
  expect(looker(story)([...closed, worse], worse)).toEqual([1, 0]);
});

test('one of which a person closed only a part goes on, and so does one that was over by itself', () => {
  const account = at(6, 'account_changed');
  const [first, second] = story.map((alert) => ({ ...alert, state: 'resolved' as const, endedAt: alert.t }));
  expect(looker(story)([first!, talk, account], account)).toEqual([0, 1]);
  const over = [first!, second!].map((alert) => ({ ...alert, endedAt: alert.t + 1 }));
  expect(looker(story)([...over, account], account)).toEqual([0, 1]);
});

test('what is known of them has a bound, and the latest stay known', () => {
  const look = looker();
  const ofMany = Array.from({ length: 600 }, (_, n) => [
    at(n * 30, 'camera_moved', `${n}`),
    at(n * 30 + 1, 'camera_talk', `${n}`),
  ]);
  for (const alerts of ofMany) look(alerts, ...alerts);
  const [oldest = [], latest = []] = [ofMany[0], ofMany.at(-1)];
  expect(look(latest, ...latest)).toEqual([0, 1]);
  expect(look(oldest, ...oldest)).toEqual([1, 0]);
});
