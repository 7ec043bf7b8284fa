import { expect, test } from 'vitest';

import { happens, play, type Row } from './timeline.testing';

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
