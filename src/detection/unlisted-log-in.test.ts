import { expect, test } from 'vitest';

import { happens, play, timeline } from './timeline.testing';

const says = {
  s: happens({ type: 'unlisted-log-in', clientId: 'laptop', username: 'service', address: '192.168.1.66' }),
  n: happens({ type: 'unlisted-log-in', clientId: 'box', username: null, address: null }),
};
const told = (columns: string, everyMs = 60_000) =>
  timeline({ devices: {}, everyMs, rows: [['broker', columns, says]] });

test('whoever comes in by a log-in that is on no list is told, once a day, and whoever needs none', () => {
  expect(told('ss-n-n')).toEqual({
    'policy_violation log-in service': 'a-----',
    'policy_violation log-in without a name': '---a--',
  });
  expect(told('s-s', 12 * 3_600_000)).toEqual({ 'policy_violation log-in service': 'a-a' });
});

test('it says who, from where and as which client, and leads to who may log in', () => {
  expect(play({ devices: {}, rows: [['broker', 's', says]] })[0]?.signal).toMatchObject({
    sighting: {
      title: 'Somebody logged in as service, who is not among your broker’s accounts',
      evidence: [{ text: 'The client laptop came in from 192.168.1.66' }],
      fix: { kind: 'show-access' },
    },
  });
});
