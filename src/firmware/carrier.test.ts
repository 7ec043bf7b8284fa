import { describe, expect, test } from 'vitest';

import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { carrierOf } from './carrier';
import { carrierWords, waitsForCarrier } from './carrier-words';
import { givenUp, runnerAfter } from './runner';
import { taskOf } from './firmware-task.testing';

const me = { me: 'session-me', mayCarryOut: true, isRefused: false };
const plan: UpdatePlan = { ...emptyPlan, tasks: [taskOf()] };
const run = (id: string, until: number): UpdatePlan => ({ ...plan, runner: { id, turn: 1, until } });
const clock = (at: number) => `minute ${at / 60_000}`;
const minute = 60_000;

describe('who carries the plan of updates out', () => {
  test('is nobody where there is nothing to carry out', () => {
    expect(carrierOf(emptyPlan, me, 0)).toBeNull();
  });

  test('is this page, also where it takes the plan over in a moment', () => {
    expect(carrierOf(run('session-me', 5 * minute), me, 0)).toEqual({ is: 'here' });
    expect(carrierOf(run('session-gone', minute), me, 2 * minute)).toEqual({ is: 'here' });
  });

  test('is another page as long as its word holds, and the row says until when', () => {
    const carrier = carrierOf(run('session-other', 5 * minute), me, 0);
    expect(carrier).toEqual({ is: 'elsewhere', until: 5 * minute });
    expect(waitsForCarrier(carrier, clock)).toContain('If that page was closed, this goes on by minute 5.');
  });

  test('is the watcher by its name', () => {
    expect(carrierOf(run('watcher-1', 5 * minute), me, 0)).toMatchObject({ is: 'watcher' });
  });

  test('is nobody where this page may not, and what to do depends on the watcher', () => {
    const carrier = carrierOf(run('session-gone', 0), { ...me, isRefused: true }, minute)!; // there is work
    expect(carrier).toEqual({ is: 'nobody', isRefused: true });
    expect(carrierWords(carrier, { status: 'none' }, clock)).toBe(
      'Nobody who may update is watching. The account of this page may not carry out updates: open it as an owner, or let a watcher run with --updates.',
    );
    const watcher = { since: 0, publishes: true, ways: [], last: null, waiting: 0 } as const;
    expect(carrierWords(carrier, { status: 'there', watcher }, clock)).toContain('start the watcher with --updates');
    const refused = { status: 'there', watcher: { ...watcher, updates: 'refused' } } as const;
    expect(carrierWords(carrier, refused, clock)).toContain('let the watcher’s log-in carry out updates');
  });

  test('is another at once when the one before has gone on purpose', () => {
    const left = givenUp(run('session-other', 5 * minute), 'session-other');
    expect(runnerAfter(left, 'session-me', 1)).toMatchObject({ id: 'session-me', turn: 3 });
    expect(givenUp(left, 'session-me')).toBe(left);
  });
});
