import { expect, test } from 'vitest';

import type { WitnessAnswer } from '@/session/protocol';

import { aclLines, logLines, sortRows } from './witness-sorts';

const witness: WitnessAnswer = {
  account: 'owner',
  mayListen: true,
  throughAdministrator: false,
  version: 'mosquitto version 2.0.11',
  lines: 0,
  seen: [
    { type: 'log-in', at: null },
    { type: 'log-in-failed', at: null },
    { type: 'administered', at: 5 },
  ],
  shown: [],
  commands: { watched: 0, heardAt: null },
};
const standings = (...about: Parameters<typeof sortRows>) => sortRows(...about).map(({ standing }) => standing);
const silent = { outcome: 'tried', logIn: false, refused: false, subscribed: false } as const;

test('what was heard is told, and what was not is unknown until it is tried', () => {
  expect(standings(witness, null)).toEqual(['Not heard yet', 'Not heard yet', 'It is told']);
  expect(standings(witness, silent)).toEqual([
    'The broker does not tell it: tried just now',
    'The broker does not tell it: tried just now',
    'It is told',
  ]);
});

test('an account that may not listen says so, unless the administrator listens for it', () => {
  const shut = { ...witness, mayListen: false, seen: witness.seen.slice(0, 1) };
  expect(standings(shut, null)).toEqual(['The account owner may not listen to it']);
  expect(standings({ ...shut, throughAdministrator: true }, null)).toEqual(['Not heard yet']);
});

test('that Mosquitto 2.0 hides who tried is said of Mosquitto 2.0 only', () => {
  const sentence = (version: string) => sortRows({ ...witness, version }, null)[1]?.sentence;
  expect(sentence('mosquitto version 2.0.11')).toMatch(/does not tell who tried/);
  expect(sentence('mosquitto version 2.1.2')).not.toMatch(/does not tell who tried/);
});

test('the lines to add name the log, and the account that may read it', () => {
  expect(logLines).toContain('log_dest topic');
  expect(logLines.split('\n').filter((line) => line.startsWith('log_type'))).toHaveLength(6);
  expect(aclLines('owner')).toBe('user owner\ntopic read $SYS/broker/#');
});
