import { expect, test } from 'vitest';

import type { Sighting } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';

import { contextThatHears } from '../rule.testing';
import { happens, play, start, timeline } from '../timeline.testing';
import { unlistedLogIn } from './unlisted-log-in';

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

test('a bridge of which a person said that it is one of us is not told again, till that is taken back', () => {
  const seen: Sighting[] = [];
  const rule = unlistedLogIn(contextThatHears(seen));
  const come = (day: number) =>
    rule.happen?.({ ...says.s.happens, at: start + day * 86_400_000 } as Parameters<
      NonNullable<typeof rule.happen>
    >[0]); // `says` is that happening without its time
  const judge = (kind: 'mine' | 'none') =>
    rule.teach?.(
      {
        ...alertOf({ class: 'policy_violation', subject: 'log-in service' }),
        verdict: { kind, at: start, changes: 1 },
      },
      start,
    );
  come(0);
  judge('mine');
  come(2);
  expect(seen.map(({ subject }) => subject)).toEqual(['log-in service']);
  judge('none');
  come(4);
  expect(seen.map(({ subject }) => subject)).toEqual(['log-in service', 'log-in service']);
});

test('a program that comes back all the time is told no oftener', () => {
  expect(told('ssssssssss')).toEqual({ 'policy_violation log-in service': 'a---------' });
  expect(told('s'.repeat(23), 3_600_000)).toEqual({ 'policy_violation log-in service': `a${'-'.repeat(22)}` });
});
