import { expect, test } from 'vitest';

import type { Message } from '@/core/message';
import { openSigner, type TestSigner } from '@/credentials/signatures/signing.testing';

import { openReplayedHome } from '../replay/replay';

const start = Date.UTC(2026, 10, 24, 12);
const encoder = new TextEncoder();
const about = {
  name: 'Gate camera',
  kind: 'camera',
  capabilities: ['camera', 'motion'],
};

/** A hundred words of a camera, and what comes after them; which alerts of playing back there are. */
async function replaysAfter(after: (said: readonly Message[]) => readonly Message[]) {
  const camera = await openSigner('gate-camera');
  const home = openReplayedHome();
  const told = [announced(camera), ...(await hundredWords(camera))];
  const later = { topic: 'else/where', payload: encoder.encode('1'), retained: false, at: start + 600_000 };
  for (const message of [...told, ...after(told.slice(1)), later]) await home.hear(message);
  return [...home.alerts.all.values()].filter((alert) => alert.class === 'replay');
}

function announced(camera: TestSigner): Message {
  return camera.message('about', { ...about, signing: camera.shown }, { at: start - 1_000 });
}

function hundredWords(camera: TestSigner): Promise<readonly Message[]> {
  const ats = Array.from({ length: 100 }, (_, index) => start + index * 20);
  return Promise.all(ats.map((at, index) => camera.say('telemetry', index + 1, { at })));
}

const again = (words: readonly Message[], at: number) => words.map((word, index) => ({ ...word, at: at + index * 20 }));

test('a hundred words that a bridge delivers twice are no replay', async () => {
  expect(await replaysAfter((said) => again(said, start + 2_000))).toEqual([]);
  expect(await replaysAfter((said) => again(said.slice(30), start + 60_000))).toEqual([]);
});

test('one of them that comes again alone is one, and so is the first half of them', async () => {
  expect(await replaysAfter((said) => again(said.slice(4, 5), start + 2_000))).toMatchObject([
    { evidence: [{ t: start + 2_000 }] },
  ]);
  expect(await replaysAfter((said) => again(said.slice(0, 50), start + 2_000))).toHaveLength(1);
});
