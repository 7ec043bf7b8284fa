import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Rotation } from '@/core/log-ins/rotation';

import { mirrorTopic, openRotationMirror } from './rotation-mirror';

const rotation: Omit<Rotation, 'where' | 'asks' | 'shows' | 'timeLeft'> = {
  id: 'r-1',
  account: 'porch',
  device: 'serial:7',
  name: 'Porch camera',
  way: 'two-slots',
  startedAt: 5,
  steps: [{ name: 'prepare', state: 'done' }],
  outcome: null,
  sentence: 'Waiting.',
};
const encoder = new TextEncoder();
const said = (topic: string, payload: string | Uint8Array) => ({
  topic,
  payload: typeof payload === 'string' ? encoder.encode(payload) : payload,
  retained: true,
  at: 1,
});

test('what another browser does is seen, until its mirror is taken back', () => {
  const mirror = openRotationMirror(() => {});
  expect(mirror.hear(said(mirrorTopic('porch'), JSON.stringify(rotation)))).toBe(true);
  expect([...mirror.all.values()]).toEqual([
    { ...rotation, asks: [], shows: false, timeLeft: null, where: 'another-browser' },
  ]);
  mirror.hear(said(mirrorTopic('porch'), ''));
  expect(mirror.all.size).toBe(0);
});

test('a mirror that speaks of another device than its topic is none', () => {
  const mirror = openRotationMirror(() => {});
  mirror.hear(said(mirrorTopic('cellar'), JSON.stringify(rotation)));
  expect(mirror.all.size).toBe(0);
});

test('other topics are somebody else’s', () => {
  expect(openRotationMirror(() => {}).hear(said('gatehouse/v1/alert/x', '{}'))).toBe(false);
});

test('where there are as many as are kept, each goes on being told, and only a new one is not', () => {
  const mirror = openRotationMirror(() => {});
  const tell = (account: string, sentence: string) =>
    mirror.hear(said(mirrorTopic(account), JSON.stringify({ ...rotation, account, sentence })));
  for (let n = 0; n < 200; n++) tell(`device-${n}`, 'Waiting.');
  tell('device-7', 'Done.');
  tell('device-200', 'Waiting.');
  expect(mirror.all.size).toBe(200);
  expect(mirror.all.get(mirrorTopic('device-7'))?.sentence).toBe('Done.');
});

test('nothing on the wire makes it throw or grow without bound', () => {
  const mirror = openRotationMirror(() => {});
  fc.assert(
    fc.property(fc.string(), fc.oneof(fc.json(), fc.string()), (account, payload) => {
      mirror.hear(said(`gatehouse/v1/rotation/${account}`, payload));
    }),
  );
  for (let n = 0; n < 500; n++) {
    const account = `device-${n}`;
    mirror.hear(said(mirrorTopic(account), JSON.stringify({ ...rotation, account })));
  }
  expect(mirror.all.size).toBeLessThanOrEqual(200);
});
