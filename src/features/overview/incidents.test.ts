import { expect, test } from 'vitest';

import { alertOf } from '@/core/alert.testing';

import { incidentClauses, incidentTodos, openStories } from './incidents';

const viewer = alertOf({ id: 'viewer', class: 'camera_viewer', device: 'cam', severity: 'info' });
const talk = alertOf({ id: 'talk', class: 'camera_talk', device: 'cam', severity: 'warning' });
const jam = alertOf({ id: 'jam', class: 'lock_jammed', device: 'door' });

test('a story is one thing to do, and leads to its playbook', () => {
  const { incidents, alone } = openStories([viewer, talk, jam], [viewer, talk, jam]);
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
  expect(openStories(seen, [])).toEqual({ incidents: [], alone: [] });
});
