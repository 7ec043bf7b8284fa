import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';

import { alertItems, isSameItem, toldIn } from './alert-items';
import { alertsFor, countOf, sentenceOf } from './alert-list';

const viewer = alertOf({ id: 'viewer', class: 'camera_viewer', device: 'cam', severity: 'info' });
const talk = alertOf({ id: 'talk', class: 'camera_talk', device: 'cam', severity: 'warning', changedAt: 9_000 });
const battery = alertOf({ id: 'battery', class: 'battery_low', device: 'cam', severity: 'info' });

test('alerts of one story are one thing in the list, and in the sentence', () => {
  const items = alertItems([battery, viewer, talk]);
  expect(items.map(({ type }) => type)).toEqual(['incident', 'alert']);
  expect(countOf(items, 'open')).toBe(2);
  expect(sentenceOf(items, true)).toBe('2 things want your attention, one of them critical.');
  expect(alertsFor(items, 'open', new Set()).map(({ id }) => id)).toEqual(['incident-camera-talk', 'battery']);
});

test('a story that is over is where its last alert was dealt with', () => {
  const over = [viewer, talk].map((alert) => ({ ...alert, state: 'resolved' as const }));
  const [item] = alertsFor(alertItems(over), 'resolved', new Set());
  expect(item).toMatchObject({ type: 'incident', changedAt: 9_000 });
});

test('a story stays the same entry when what began before it is raised, and when another becomes part of it', () => {
  const idsOf = (items: ReturnType<typeof alertItems>) => items.map(({ id }) => id);
  const guessed = alertOf({ id: 'guessed', t: 0, class: 'login_bruteforce', device: null, severity: 'warning' });
  const porch = [viewer, talk].map((alert) => ({ ...alert, id: `porch-${alert.id}`, device: 'porch' }));
  const one = alertItems([viewer, talk]);
  const two = alertItems([viewer, talk, ...porch], toldIn(one));
  expect(idsOf(two)).toEqual(['incident-camera-talk', 'incident-camera-porch-talk']);
  const joined = alertItems([viewer, talk, ...porch, guessed], toldIn(two));
  expect(idsOf(joined)).toEqual(['incident-camera-talk']);
  expect(idsOf(alertItems([viewer, talk, ...porch, guessed]))).toEqual(['incident-camera-guessed']);
});

test('an alert that is as it was is shown as it was, though the list was made anew for another', () => {
  const [still, changing] = [
    alertOf({ id: 'still' }),
    alertOf({ id: 'changing', class: 'battery_low', device: 'other' }),
  ];
  const before = alertItems([still, changing]);
  const after = alertItems([still, { ...changing, count: 2 }]);
  expect(before.map((item, at) => isSameItem(item, after[at] ?? item))).toEqual([true, false]);
});
