import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';

import { lastSightingOf } from './last-sighting';

const seen = (t: number, text: string) => ({ t, topic: 'camera/telemetry', text });
const viewer = alertOf({
  id: 'viewer',
  class: 'camera_viewer',
  device: 'cam',
  evidence: [seen(1_000, 'It says that it has one viewer'), seen(9_000, 'Nobody watches it live any more')],
});
const talk = alertOf({
  id: 'talk',
  class: 'camera_talk',
  device: 'cam',
  evidence: [seen(2_000, 'Somebody began to speak through it')],
});

test('of a story it is told what was seen last, in whichever of its alerts: nobody watches any more', () => {
  expect(lastSightingOf([viewer, talk])).toEqual({ alert: viewer, evidence: viewer.evidence[1] });
  expect(lastSightingOf([talk])?.evidence.text).toBe('Somebody began to speak through it');
});

test('of what was never seen nothing is told', () => {
  expect(lastSightingOf([alertOf({ id: 'mute', class: 'camera_talk', evidence: [] })])).toBeNull();
});
