import { describe, expect, test } from 'vitest';

import { happens, part, play, remembered, state, type Row } from '../timeline.testing';

const says: Row[2] = {
  n: happens({ type: 'log-in', clientId: 'laptop-3f', username: 'installer', address: '192.168.1.66' }),
  k: happens({ type: 'log-in', clientId: 'known', username: 'installer', address: '192.168.1.5' }),
  c: happens({
    type: 'administered',
    clientId: 'laptop-3f',
    username: 'installer',
    command: 'createClient',
    about: 'helper',
  }),
};
const evidenceOf = (columns: string, everyMs = 1_000) =>
  play({ devices: {}, rows: [['broker', columns, says]], everyMs }).flatMap(({ signal }) =>
    signal.type === 'more' ? [signal.evidence.text] : [],
  );

test('who changed the log-ins is told with the strange client from which he came', () => {
  expect(evidenceOf('kn-c')).toEqual([
    'installer had logged in from 192.168.1.66 as client laptop-3f, which was not seen with this log-in before',
  ]);
});

test.each([
  ['who changes nothing', 'kn--'],
  ['who was in before we listened', '--c'],
])('%s adds nothing', (_, columns) => {
  expect(evidenceOf(columns)).toEqual([]);
});

test('who had come an hour before adds nothing', () => {
  expect(evidenceOf('n---c', 15 * 60_000)).toEqual([]);
});

describe('who looks through a camera', () => {
  const devices = { cam: part('camera') };
  const restart = Object.fromEntries(
    ['w', 'x', 'y', 'z'].map((name) => [
      name,
      happens({ type: 'log-in', clientId: `phone of ${name}`, username: name, address: null }),
    ]),
  );
  const namedIn = (log: string, camera: string, everyMs = 1_000) =>
    play({
      devices,
      rows: [
        ['broker', log, { ...says, ...restart }],
        ['cam', camera, { 0: remembered(state({ viewers: 0 })), 1: state({ viewers: 1 }) }],
      ],
      everyMs,
    }).flatMap(({ signal }) => (signal.type === 'seen' ? signal.sighting.evidence.map(({ text }) => text) : []));

  test('is named with the strange client from which he came, though he makes no log-in for himself', () => {
    expect(namedIn('-n-', '0-1')).toEqual([
      'installer had logged in from 192.168.1.66 as client laptop-3f, which was not seen with this log-in before',
      'It says that it has one viewer',
    ]);
  });

  test.each([
    ['came with the client that he has always had', `k${'-'.repeat(40)}k-`, `0${'-'.repeat(41)}1`, 60_000],
    ['came an hour before', 'n---', '0--1', 20 * 60_000],
    ['comes back with everybody, for the broker had restarted', 'nwxyz-', '0----1', 1_000],
  ])('is not named who %s', (_, log, camera, everyMs) => {
    expect(namedIn(log, camera, everyMs)).toEqual(['It says that it has one viewer']);
  });
});
