import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AlertSignal } from '@/core/alerts/alert';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Happening } from '@/core/happening';
import type { Fact } from '@/core/observation';

import { everyAspect } from './aspects';
import { openDetection } from './detection';
import { openDue } from './due';
import type { RuleContext } from './rule';
import { rulesOf } from './rules';
import { bridge, identityOf, part, type Telling } from './timeline.testing';

type Message = {
  readonly device: string;
  readonly facts: readonly Fact[];
  readonly retained: boolean;
  readonly gapMs: number;
  /** what came about just after it */
  readonly beside: Telling | null;
};

const parts = {
  hub: bridge,
  door: part('lock', ['lock'], { via: 'hub' }),
  window: part('sensor', ['contact'], { via: 'hub' }),
  plug: part('plug', ['switch'], { via: 'hub', power: 'mains' }),
  camera: part('camera', ['camera']),
};

const facts: fc.Arbitrary<Fact> = fc.oneof(
  fc.constantFrom<Fact>(
    { type: 'reachability', reachability: 'online' },
    { type: 'reachability', reachability: 'offline' },
    { type: 'reachability', reachability: 'unknown' },
    { type: 'state', state: { tamper: true, smoke: true } },
    { type: 'state', state: { tamper: false, smoke: false } },
    { type: 'state', state: { alarm: 'armed_night' } },
    { type: 'state', state: { motion: true, privacy: 'off' } },
    { type: 'state', state: { powerW: 40, leak: true } },
    { type: 'state', state: { lock: 'jammed' } },
    { type: 'state', state: { lock: 'locked' } },
    { type: 'event', event: 'x', text: 'A wrong code', meaning: 'wrong-code' },
    { type: 'event', event: 'x', text: 'A good code', meaning: 'right-code' },
    { type: 'event', event: 'x', text: 'It was turned', meaning: 'turned' },
    { type: 'event', event: 'x', text: 'Somebody speaks', meaning: 'talked' },
    { type: 'state', state: { viewers: 1, humidityPercent: 400 } },
    { type: 'state', state: { viewers: 0, humidityPercent: 40 } },
    { type: 'pairing', open: true, until: null },
    { type: 'update-outcome', outcome: 'failed', reason: null, percent: null },
    { type: 'secret-exposed', secret: 'password', topic: 't' },
    { type: 'removed' },
  ),
  fc.record({ type: fc.constant('battery' as const), percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ type: fc.constant('firmware' as const), installed: fc.constantFrom('1', '2', 'x') }),
  fc.record({ type: fc.constant('heard' as const), at: fc.integer({ min: 0, max: 2_000_000 }) }),
);
const besides: fc.Arbitrary<Telling> = fc.constantFrom<Telling[]>(
  { type: 'log-in', clientId: 'c', username: 'u', address: '10.0.0.1' },
  { type: 'log-in', clientId: 'c', username: 'v', address: '10.0.0.2' },
  { type: 'log-in-failed', clientId: null, address: '10.0.0.2', isCertain: true },
  { type: 'log-in-failed', clientId: null, address: null, isCertain: false },
  { type: 'log-in-rate', aMinute: 100, connected: 2 },
  { type: 'log-in-rate', aMinute: 1, connected: 2 },
  { type: 'taken-over', clientId: 'c' },
  { type: 'subscribed', clientId: 'c', filter: '#' },
  { type: 'denied', clientId: 'c', did: 'publish', topic: 'z/door/set' },
  { type: 'administered', clientId: 'c', username: 'u', command: 'createClient', about: 'w' },
  { type: 'command', topic: 'z/door/set', device: 'door', retained: true },
  { type: 'command-cleared', topic: 'z/door/set' },
  { type: 'update-asked', device: 'door' },
  { type: 'picture', device: 'camera', repeats: 4, since: 1 },
  { type: 'picture', device: 'camera', repeats: 0, since: 1 },
  { type: 'limit', topic: 't', reason: 'It is too large' },
  { type: 'connection', isThere: false, since: 1 },
  { type: 'connection', isThere: true, since: 1, awakeMs: 9_000 },
);
const keys = Object.keys(parts) as (keyof typeof parts)[];
const messages: fc.Arbitrary<readonly Message[]> = fc.array(
  fc
    .oneof(
      {
        weight: 1,
        arbitrary: fc.constantFrom(...keys).map((device) => [device, [identityOf(device, parts[device])]] as const),
      },
      { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...keys), fc.array(facts, { minLength: 1, maxLength: 3 })) },
    )
    .chain(([device, told]) =>
      fc.record({
        device: fc.constant<string>(device),
        facts: fc.constant<readonly Fact[]>(told),
        retained: fc.boolean(),
        beside: fc.option(besides, { freq: 2 }),
        gapMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 2_000_000 })),
      }),
    ),
  { maxLength: 60 },
);

const allRules = rulesOf((one, other) => (one < other ? -1 : 1));

/** What is said of each message, and of the time after it, with a tick every `tickMs`. */
function listen(story: readonly Message[], tickMs: number, rules = allRules): readonly AlertSignal[] {
  const home = openHome();
  const detection = openDetection({ home, known: null, rules });
  const said: AlertSignal[] = [];
  let at = 1_000_000;
  let ticked = at;
  for (const [index, { device, facts: told, retained, gapMs, beside }] of story.entries()) {
    const changes = openChanges();
    const observations = told.map(
      (fact) => ({ device: `z:${device}`, convention: 'zigbee2mqtt', at, retained, fact }) as const,
    );
    said.push(...detection.tick(at));
    for (const observation of observations) fold(home, observation, changes);
    said.push(...detection.hear({ at, retained, topic: device, observations, ...changes }));
    // a telling and a time are a happening: `Omit` of each member left out nothing else
    if (beside !== null) said.push(...detection.happen({ ...beside, at } as Happening));
    if (index === 4) detection.lookedOver();
    for (at += gapMs; ticked < at; ticked = Math.min(at, ticked + tickMs)) said.push(...detection.tick(ticked));
  }
  return said;
}

describe('whatever is told', { timeout: 30_000 }, () => {
  test('the same story makes the same words twice, and its beginning makes their beginning', () => {
    fc.assert(
      fc.property(messages, fc.nat(60), (story, cut) => {
        const all = JSON.stringify(listen(story, 500));
        expect(JSON.stringify(listen(story, 500))).toBe(all);
        const prefix = listen(story.slice(0, cut), 500);
        expect(JSON.stringify(listen(story, 500).slice(0, prefix.length))).toBe(JSON.stringify(prefix));
      }),
    );
  });

  test('it does not matter how often the clock is looked at', () => {
    fc.assert(
      fc.property(messages, (story) => {
        const untilLast = story.slice(0, -1).concat(story.slice(-1).map((one) => ({ ...one, gapMs: 0 })));
        expect(listen(untilLast, 500)).toEqual(listen(untilLast, 10_000_000));
      }),
      { numRuns: 500 },
    );
  });

  test('a rule that hears of nothing but what it rests on says what it would say if it heard of everything', () => {
    const hearingAll = (context: RuleContext) => allRules(context).map((rule) => ({ ...rule, restsOn: everyAspect }));
    fc.assert(
      fc.property(messages, (story) => {
        expect(listen(story, 500)).toEqual(listen(story, 500, hearingAll));
      }),
      { numRuns: 500 },
    );
  });

  test('what is calm or over was seen before', () => {
    fc.assert(
      fc.property(messages, (story) => {
        const open = new Set<string>();
        for (const signal of listen(story, 500)) {
          const { class: kind, subject } = signal.type === 'seen' ? signal.sighting : signal;
          if (signal.type === 'seen') open.add(`${kind} ${subject}`);
          else expect(open).toContain(`${kind} ${subject}`);
        }
      }),
    );
  });
});

test('what is due is done in the order of time, each at its own, and not what was called off', () => {
  const due = openDue();
  const done: string[] = [];
  const note = (name: string) => (at: number) => void done.push(`${name} ${at}`);
  due.add(30, note('c'));
  due.add(10, note('a'));
  const undo = due.add(20, note('never'));
  due.add(20, (at) => {
    note('b')(at);
    due.add(25, note('b2'));
  });
  undo();
  due.run(9);
  due.run(100);
  expect(done).toEqual(['a 10', 'b 20', 'b2 25', 'c 30']);
});

test('what waits goes on waiting for as long as it had to when the clock is set back by days', () => {
  const day = 86_400_000;
  const done: number[] = [];
  const detection = openDetection({
    home: openHome(),
    known: null,
    rules: (context) => [{ happen: ({ at }) => void context.later(at + 30_000, (now) => void done.push(now)) }],
  });
  detection.tick(3 * day);
  detection.happen({ type: 'limit', at: 3 * day, topic: 't', reason: 'It is too long.' });
  detection.tick(day);
  expect(done).toEqual([]);
  detection.tick(day + 30_000);
  expect(done).toEqual([day + 30_000]);
});
