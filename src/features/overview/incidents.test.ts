import { describe, expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import { wellAgainWords } from '@/core/alerts/danger-over';

import { addsToOverview } from './happened';
import { incidentClauses, incidentTodos, openStories } from './incidents';

const viewer = alertOf({ id: 'viewer', class: 'camera_viewer', device: 'cam', severity: 'info' });
const talk = alertOf({ id: 'talk', class: 'camera_talk', device: 'cam', severity: 'warning' });
const jam = alertOf({ id: 'jam', class: 'lock_jammed', device: 'door' });

test('a story is one thing to do, and leads to its playbook', () => {
  const { incidents, alone } = openStories([viewer, talk, jam], [viewer, talk, jam], () => true);
  expect(alone).toEqual([jam]);
  expect(incidentTodos(incidents)).toMatchObject([
    { sentence: 'A stranger may be in your camera: somebody watches and speaks through it.', button: 'See what to do' },
  ]);
  expect(incidentClauses(incidents)).toEqual([
    { mood: 'alarm', words: 'a stranger may be in your camera: somebody watches and speaks through it' },
  ]);
});

test('a story that somebody has seen wants nobody, and what is open of it nothing alone', () => {
  const seen = [viewer, talk].map((alert) => ({ ...alert, state: 'acknowledged' as const }));
  expect(openStories(seen, [], () => true)).toMatchObject({ incidents: [], alone: [] });
});

describe('a story of danger', () => {
  const danger = (device: string, what: string) =>
    alertOf({ id: `${device} ${what}`, class: 'safety', device, subject: `${device} ${what}` });
  const smoke = [danger('kitchen', 'smoke'), danger('hall', 'smoke')];

  test('comes before all else, and is not told on top of what its devices tell', () => {
    const { incidents } = openStories(smoke, smoke, () => true);
    expect(incidentTodos(incidents)).toMatchObject([{ isDanger: true }]);
    expect(incidentClauses(incidents)).toEqual([
      { mood: 'alarm', isDanger: true, words: 'danger in your home: 2 sensors report smoke' },
    ]);
    expect(openStories(smoke, smoke, () => false)).toMatchObject({ incidents: [], alone: [] });
  });

  test('that is over still wants somebody, and is no danger that goes on', () => {
    const over = smoke.map((alert) => ({
      ...alert,
      endedAt: alert.t + 9_000,
      evidence: [{ t: alert.t + 1_000, topic: 'z', text: wellAgainWords.smoke }],
    }));
    const { incidents } = openStories(over, over, (alert) => addsToOverview(alert, undefined));
    const words = 'there was danger in your home: 2 sensors reported smoke; none does any more';
    expect(incidentClauses(incidents)).toEqual([{ mood: 'notice', words }]);
    expect(incidentTodos(incidents)).toMatchObject([{ tone: 'warning', button: 'See what to do' }]);
    expect(incidentTodos(incidents)[0]).not.toHaveProperty('isDanger');
  });

  test('is told where there is more to it than they tell', () => {
    const story = [danger('panel', 'alarm'), alertOf({ id: 'odd', class: 'lock_odd_hours', severity: 'warning' })];
    expect(openStories(story, story, () => false)).toMatchObject({
      incidents: [{ story: 'break-in' }],
      tellAlarm: true,
    });
    expect(openStories(smoke, smoke, () => true).tellAlarm).toBe(false);
  });
});
