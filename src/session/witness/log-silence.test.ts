import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';

import { openBrokerWitness } from './broker-witness';
import { openLogSilence } from './log-silence';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('a log that kept silent about our own log-in tells no more, until it tells again', () => {
  const log = openLogSilence();
  expect(log.speech(0)).toBe('never');
  log.told();
  const isIn = log.expect();
  isIn(1_000);
  expect(log.speech(15_999)).toBe('tells');
  log.expect()(15_000); // another one does not make it wait longer
  expect(log.speech(16_000)).toBe('silent');
  log.told();
  expect(log.speech(900_000)).toBe('tells');
});

test('a clock that is set back hides no silence', () => {
  const log = openLogSilence();
  log.told();
  log.expect()(3 * 3_600_000);
  expect(log.speech(60_000)).toBe('silent');
});

test('a log that told before we knew that we were in owes nothing, and one that never told is not silent', () => {
  const log = openLogSilence();
  log.expect()(0);
  expect(log.speech(60_000)).toBe('never');
  log.told();
  const isIn = log.expect();
  log.told();
  isIn(1_000);
  expect(log.speech(900_000)).toBe('tells');
  log.forget();
  expect(log.speech(900_000)).toBe('never');
});

test(
  'at a broker that stops telling who comes, whoever logs in once is not told to wait for its log',
  { timeout: 30_000 },
  async () => {
    const broker = await startMosquitto({ users: { owner: 'o' } }); // its log goes nowhere
    ends.push(() => broker.stop());
    let now = 1_000;
    const witness = openBrokerWitness({
      broker: () => null,
      login: () => null,
      others: () => [],
      clock: () => now,
      random: Math.random,
      happen() {},
      isOrder: () => false,
    });
    const line = "New client connected from 10.0.0.9:1 as plug (p5, c1, k60, u'plug').";
    const tell = () =>
      witness.hear({ topic: '$SYS/broker/log/N', payload: new TextEncoder().encode(line), retained: false, at: now });
    tell();
    expect(witness.logSpeech).toBe('tells');
    const login = { url: broker.wsUrl, username: 'owner', password: 'wrong' };
    expect(await witness.knock(login)).toBe('refused');
    now += 60_000;
    expect(witness.logSpeech).toBe('tells');
    expect(await witness.knock({ ...login, password: 'o' })).toBe('let-in');
    expect(witness.logSpeech).toBe('tells');
    now += 60_000;
    expect(witness.logSpeech).toBe('silent');
    tell();
    expect(witness.logSpeech).toBe('tells');
  },
);
