import { expect, test } from 'vitest';

import { quietMs } from './decide';
import type { Decision, Slot } from './facts';
import { openHeldLogin } from './held-login';

const old: Slot = { username: 'plug.a', enabled: true, rotation: 'r1', replaces: null, clientId: 'plug', roles: [] };
const next: Slot = { ...old, username: 'plug.b', rotation: 'r2', replaces: 'r1' };
const abort = new Map<string, Decision>([['r2', 'abort']]);
const nobody = () => false;

/** `answers`: what it says each time it is asked. */
function openStory(answers: (string | null)[] | null) {
  let now = 0;
  let asked = 0;
  const ask = answers && (() => Promise.resolve(answers[asked++] ?? null));
  const held = openHeldLogin(ask, () => now);
  return {
    get asked() {
      return asked;
    },
    async at(ms: number, { slots = [old, next], decisions = abort, isIn = nobody as (name: string) => boolean } = {}) {
      now = ms;
      held.isOld(slots, decisions, isIn);
      await Promise.resolve(); // its answer
      return held.isOld(slots, decisions, isIn);
    },
  };
}

test('a device is asked only when no word of the hand-over can be on its way any more', async () => {
  const story = openStory(['plug.a']);
  expect(await story.at(0)).toBe(false);
  expect(await story.at(quietMs - 1)).toBe(false);
  expect(story.asked).toBe(0);
  expect(await story.at(quietMs)).toBe(true);
  expect(await story.at(quietMs + 60_000)).toBe(true);
  expect(story.asked).toBe(1);
});

test('one that says the new one, or nothing, is asked again half a minute later', async () => {
  const story = openStory([null, 'plug.b', 'plug.a']);
  await story.at(0);
  expect(await story.at(quietMs)).toBe(false);
  expect(await story.at(quietMs + 29_999)).toBe(false);
  expect(story.asked).toBe(1);
  expect(await story.at(quietMs + 30_000)).toBe(false);
  expect(await story.at(quietMs + 60_000)).toBe(true);
});

test('what it said is worth nothing when the telling has begun anew', async () => {
  const story = openStory(['plug.a', null]);
  await story.at(0);
  expect(await story.at(quietMs)).toBe(true);
  expect(await story.at(quietMs + 1, { decisions: new Map() })).toBe(false);
  expect(await story.at(quietMs + 40_000)).toBe(false);
  expect(await story.at(2 * quietMs + 40_000)).toBe(false);
});

test('one that cannot be asked restarts by itself: the broker says as whom it is in', async () => {
  const story = openStory(null);
  const isIn = (username: string) => username === 'plug.a';
  await story.at(0, { isIn });
  expect(await story.at(quietMs + 14_999, { isIn })).toBe(false);
  expect(await story.at(quietMs + 15_000, { isIn })).toBe(true);
  expect(await story.at(quietMs + 15_000)).toBe(false);
});

test('an account that anybody may use says nothing about this device', async () => {
  const story = openStory(null);
  const slots = [{ ...old, clientId: null }, next];
  await story.at(0, { slots, isIn: () => true });
  expect(await story.at(quietMs + 60_000, { slots, isIn: () => true })).toBe(false);
});
