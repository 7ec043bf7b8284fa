import { expect, test } from 'vitest';

import { quietMs } from './decide';
import type { Decision, Slot } from './facts';
import { openHeldLogin, type AskedAmid } from './held-login';

const old: Slot = { username: 'plug.a', enabled: true, rotation: 'r1', replaces: null, clientId: 'plug', roles: [] };
const next: Slot = { ...old, username: 'plug.b', rotation: 'r2', replaces: 'r1' };
const abort = new Map<string, Decision>([['r2', 'abort']]);
const usual: AskedAmid = { slots: [old, next], decisions: abort, isPresent: true, isIn: null };

/** `answers`: what it says each time it is asked. */
function openStory(answers: readonly (string | null)[]) {
  let now = 0;
  let asked = 0;
  const held = openHeldLogin(
    () => Promise.resolve(answers[asked++] ?? null),
    () => now,
  );
  return {
    get asked() {
      return asked;
    },
    /** it is asked, if it is time for it, and then looked at; `laterMs` after the answer */
    async at(ms: number, amid: Partial<AskedAmid> = {}, laterMs = 0) {
      now = ms;
      held.isOld({ ...usual, ...amid });
      await Promise.resolve(); // its answer
      now += laterMs;
      return held.isOld({ ...usual, ...amid });
    },
  };
}

test('a device is asked only when no word of the hand-over can be on its way any more', async () => {
  const story = openStory(['plug.a']);
  expect(await story.at(0)).toBe(false);
  expect(await story.at(quietMs - 1)).toBe(false);
  expect(story.asked).toBe(0);
  expect(await story.at(quietMs)).toBe(true);
});

test('each answer counts once: for the next act it is asked again, half a minute later', async () => {
  const story = openStory(['plug.a', 'plug.a']);
  await story.at(0);
  expect(await story.at(quietMs)).toBe(true);
  expect(await story.at(quietMs + 29_999)).toBe(false);
  expect(story.asked).toBe(1);
  expect(await story.at(quietMs + 30_000)).toBe(true);
});

test('an answer of days ago says nothing', async () => {
  const story = openStory(['plug.a', 'plug.a']);
  await story.at(0);
  expect(await story.at(quietMs, {}, 10_001)).toBe(false);
  expect(await story.at(quietMs + 60_000, {}, 10_000)).toBe(true);
});

test('one that says the new one, or nothing, is asked again', async () => {
  const story = openStory([null, 'plug.b', 'plug.a']);
  await story.at(0);
  expect(await story.at(quietMs)).toBe(false);
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

test('what looks like the answer of a device that is not there, or is in as another, is not its answer', async () => {
  const story = openStory(['plug.a', 'plug.a', 'plug.a']);
  await story.at(0);
  expect(await story.at(quietMs, { isPresent: false })).toBe(false);
  expect(await story.at(quietMs + 30_000, { isIn: (username) => username === 'plug.b' })).toBe(false);
  expect(await story.at(quietMs + 60_000, { isIn: (username) => username === 'plug.a' })).toBe(true);
});
