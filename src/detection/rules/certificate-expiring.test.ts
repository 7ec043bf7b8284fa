import { expect, test } from 'vitest';

import type { Fact } from '@/core/observation';

import { play, start, timeline } from '../timeline.testing';

const dayMs = 86_400_000;
const holds = (days: number): readonly Fact[] => [
  {
    type: 'broker-login',
    username: 'cam',
    clientId: 'cam',
    handOver: null,
    certificate: 'ab12',
    certificateEndsAt: start + days * dayMs,
  },
];
const devices = { cam: {}, other: {} };
const motion: readonly Fact[] = [{ type: 'state', state: { motion: true } }];

test('a certificate that ends within two months is told, also where only time has passed', () => {
  // a column is ten days, and what falls due within it is told in it
  const rows = [
    ['cam', 'c--------', { c: holds(75) }],
    ['other', 'mmmmmmmmm', { m: motion }],
  ] as const;
  const story = { devices, everyMs: 10 * dayMs, rows };
  const severities = play(story).map(({ column, signal }) => [
    column,
    signal.type === 'seen' ? signal.sighting.severity : signal.type,
  ]);
  expect(severities.filter(([, severity]) => severity === 'info')).toEqual([[1, 'info']]);
  expect(severities.filter(([, severity]) => severity === 'warning')).toEqual([[6, 'warning']]);
  expect(severities.filter(([, severity]) => severity === 'critical')).toEqual([[7, 'critical']]);
});

test('it is over when the device has another one', () => {
  const rows = [['cam', 'c--n-', { c: holds(20), n: holds(396) }]] as const;
  expect(timeline({ devices, rows })).toEqual({ 'certificate_expiring cam': 'a--o-' });
});

test('a device that tells of no certificate is none', () => {
  expect(timeline({ devices, rows: [['cam', 'm-m', { m: motion }]] as const })).toEqual({});
});
