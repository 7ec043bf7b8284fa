import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';
import type { PublishResult } from '@/broker/broker';
import { taskOf } from '@/firmware/firmware-task.testing';

import { openPlanWord } from './plan-word';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const task = taskOf();
const plan = (turn: number, id = 'me'): UpdatePlan => ({
  ...emptyPlan,
  tasks: [task],
  runner: { id, turn, until: 300_000 },
});

/** A broker that answers when the test says so; by default it is one of MQTT 3.1.1, which takes all and may drop it. */
function open({ tellsRefusals = false } = {}) {
  const answers: ((result: PublishResult) => void)[] = [];
  const heard: string[] = [];
  const word = openPlanWord({
    me: 'me',
    share: () => new Promise((resolve) => void answers.push(resolve)),
    tellsRefusals: () => tellsRefusals,
    onTaken: () => void heard.push('taken'),
    onRefused: (isUnsaid) => void heard.push(isUnsaid(task) ? 'refused with what was ordered' : 'refused'),
  });
  const answer = async (result: PublishResult = { outcome: 'sent' }) => {
    for (const resolve of answers.splice(0)) resolve(result);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { word, heard, answer };
}

test('where the broker tells refusals, its answer counts at once', async () => {
  const { word, heard, answer } = open({ tellsRefusals: true });
  word.say(plan(1));
  await answer();
  expect([heard, word.isKnown(1)]).toEqual([['taken'], true]);
  word.say(plan(2));
  await answer({ outcome: 'refused', reason: 'not-authorised' });
  expect([heard, word.isRefused, word.isKnown(2)]).toEqual([['taken', 'refused'], true, false]);
});

test('where it does not, the plan was taken when it comes back with our name and turn', async () => {
  const { word, heard, answer } = open();
  word.ordered([task]);
  word.say(plan(2));
  await answer();
  word.hear(plan(1));
  expect(word.isKnown(2)).toBe(false);
  word.hear(plan(2));
  expect([heard, word.isKnown(2)]).toEqual([['taken'], true]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(word.isRefused).toBe(false);
});

test('where it does not, and nothing comes back, the plan was dropped, and what was ordered here is known to nobody', async () => {
  const { word, heard, answer } = open();
  word.ordered([task]);
  word.say(plan(1));
  await answer();
  await vi.advanceTimersByTimeAsync(19_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([heard, word.isRefused]).toEqual([['refused with what was ordered'], true]);
  word.connected();
  expect(word.isRefused).toBe(false);
});

test('who was overtaken by another was not refused', async () => {
  const { word, heard, answer } = open();
  word.say(plan(1));
  await answer();
  word.hear(plan(2, 'other'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([heard, word.isRefused, word.isKnown(2)]).toEqual([[], false, false]);
});

test.each(['forget', 'connected'] as const)('an answer to the word of before "%s" counts no more', async (end) => {
  const refused = open({ tellsRefusals: true });
  refused.word.say(plan(1));
  refused.word[end]();
  await refused.answer({ outcome: 'refused', reason: 'not-authorised' });
  expect([refused.heard, refused.word.isRefused]).toEqual([[], false]);
  const silent = open();
  silent.word.say(plan(1));
  await silent.answer();
  silent.word[end]();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(silent.heard).toEqual([]);
});
