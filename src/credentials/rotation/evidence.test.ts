import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice, mergeDevices } from '@/core/fold/device-merge';
import { evidence as told } from '@/core/fold/settle';

import { openEvidence } from './evidence';
import type { Slot } from './facts';
import { openSightings } from './sightings';

const slot = (letter: 'a' | 'b', part: Partial<Slot> = {}): Slot => ({
  username: `plug.${letter}`,
  enabled: true,
  rotation: letter === 'b' ? 'r1' : null,
  replaces: letter === 'b' ? 'account:plug.a' : null,
  clientId: 'plug',
  roles: [],
  ...part,
});
const two = [slot('a'), slot('b')];
const oldOff = [slot('a', { enabled: false }), slot('b')];
const nobody = () => false;
const day = 86_400_000;

/** A plug, and one browser that listens to it with a clock on the wall that anybody may set. */
function openStory({ waitsForRestart = false } = {}) {
  let steady = 0;
  let wall = 1_800_000_000_000;
  let device: Device = { ...emptyDevice('plug'), reachability: 'online' };
  const sightings = openSightings();
  const presence = {
    isPresent: () => true,
    usedLogin: () => sightings.login,
    cameOnlineAt: () => sightings.cameOnlineAt,
    heardAt: () => sightings.heardAt,
    waitsForRestart: () => waitsForRestart,
  };
  const evidence = openEvidence(
    presence,
    () => steady,
    () => wall,
  );
  function hear(part: Partial<Device>): void {
    device = { ...device, ...part };
    sightings.see(device, steady);
  }
  const toldBy = <T>(value: T, retained: boolean) =>
    told(value, { device: 'plug', convention: 'tasmota', at: wall, retained, fact: { type: 'heard', at: wall } });
  return {
    pass(ms: number) {
      steady += ms;
      wall += ms;
    },
    setWall: (ms: number) => void (wall += ms),
    begin: () => hear({}),
    speaks: () => hear({ messages: device.messages + 1 }),
    /** it turns out to be one with a device that was known beside it */
    joins: (twin: Partial<Device>) =>
      hear(mergeDevices(device, { ...emptyDevice('twin'), voices: ['homie:plug'], ...twin })),
    online: () => toldBy('online' as const, false),
    login: (username: string) => toldBy({ username, clientId: null, handOver: 'command' as const }, false),
    goes: () => hear({ said: toldBy('offline', false) }),
    comes: (retained = false) => hear({ said: toldBy('online', retained) }),
    says: (username: string, retained = false) =>
      hear({ login: toldBy({ username, clientId: null, handOver: 'command' }, retained) }),
    evidence,
    of: (slots: readonly Slot[] = two, isCounted = false) => evidence.of(slots, nobody, isCounted),
  };
}

test('a plug that came online before it was told has not started with the new log-in, however the wall clock is set back', () => {
  const story = openStory();
  story.begin();
  story.goes();
  story.comes();
  story.says('plug.b');
  story.pass(1_000);
  story.setWall(-day);
  story.evidence.told();
  story.pass(60_000);
  expect(story.of()).toMatchObject({ cameBack: false, proofs: new Set() });
});

test('one that comes online afterwards has, though the wall clock says that it was a day earlier', () => {
  const story = openStory();
  story.begin();
  story.evidence.told();
  story.setWall(-day);
  story.pass(1_000);
  story.goes();
  story.says('plug.b');
  story.comes();
  expect(story.of()).toMatchObject({ cameBack: true, proofs: new Set(['r1']) });
});

/** Looks every ten seconds, as who waits does. */
function watch({ pass, of }: ReturnType<typeof openStory>, seconds: number): void {
  for (let left = seconds; left > 0; left -= 10) {
    pass(10_000);
    of(oldOff);
  }
}

test('what was heard before a log-in was switched off does not show that a device lives without it', () => {
  const story = openStory();
  story.begin();
  story.goes();
  story.comes();
  story.speaks();
  story.setWall(-day);
  story.pass(10);
  expect(story.of(oldOff).livesWithout.size).toBe(0);
  watch(story, 60);
  story.speaks(); // a late command may have switched it on and off again until now
  expect(story.of(oldOff).livesWithout.size).toBe(0);
  story.pass(1);
  story.speaks();
  expect(story.of(oldOff).livesWithout).toEqual(new Set(['plug.a']));
});

test('whoever was asleep does not know whether the log-in was on in between', () => {
  const story = openStory();
  story.begin();
  story.of(oldOff);
  story.pass(day);
  story.speaks();
  expect(story.of(oldOff).livesWithout.size).toBe(0);
  story.pass(61_000);
  story.speaks();
  expect(story.of(oldOff).livesWithout.size).toBe(0);
});

test('whoever did not look for 25 s does not know either: another browser may have tried the old log-in in between', () => {
  const story = openStory();
  story.begin();
  story.of(oldOff);
  watch(story, 60);
  story.pass(25_000);
  story.speaks(); // while it was on
  expect(story.of(oldOff).livesWithout.size).toBe(0);
  watch(story, 60);
  story.pass(1);
  story.speaks();
  expect(story.of(oldOff).livesWithout).toEqual(new Set(['plug.a']));
});

test('a sleep in which the steady clock stands still is a sleep: the clock on the wall shows it', () => {
  const story = openStory();
  story.begin();
  story.of(oldOff);
  watch(story, 60);
  story.setWall(11_000);
  story.pass(1_000);
  story.speaks();
  expect(story.of(oldOff).livesWithout.size).toBe(0);
  watch(story, 60); // no more than a minute is lost by it
  story.pass(1);
  story.speaks();
  expect(story.of(oldOff).livesWithout).toEqual(new Set(['plug.a']));
});

test('what a twin had said before it turned out to be the same device is nothing that the device says now', () => {
  const story = openStory();
  story.begin();
  story.evidence.told();
  story.of(oldOff);
  watch(story, 60);
  story.pass(1);
  story.joins({ messages: 1, said: story.online(), login: story.login('plug.b') });
  story.pass(60_000);
  expect(story.of(oldOff)).toMatchObject({ cameBack: false, proofs: new Set(), livesWithout: new Set() });
  watch(story, 60);
  story.pass(1);
  story.speaks();
  expect(story.of(oldOff).livesWithout).toEqual(new Set(['plug.a']));
});

test('nor is the log-in that the twin was set to once', () => {
  const story = openStory();
  story.begin();
  story.joins({ login: story.login('plug.b') });
  story.pass(day);
  expect(story.of().proofs.size).toBe(0);
});

test('a wall clock that is set forward does not make a minute of what was just said', () => {
  const story = openStory();
  story.begin();
  story.says('plug.b');
  story.setWall(day);
  expect(story.of().proofs.size).toBe(0);
  story.pass(15_000);
  expect(story.of().proofs).toEqual(new Set(['r1']));
});

test('what a device waits to use proves nothing until it has started', () => {
  const story = openStory({ waitsForRestart: true });
  story.begin();
  story.says('plug.b');
  story.pass(day);
  expect(story.of().proofs.size).toBe(0);
  story.goes();
  story.comes();
  expect(story.of().proofs).toEqual(new Set(['r1']));
});

test('what the broker remembers, or was heard before anybody looked, proves nothing however long it stands', () => {
  const remembered = openStory();
  remembered.begin();
  remembered.says('plug.b', true);
  remembered.comes(true);
  remembered.pass(day);
  expect(remembered.of()).toMatchObject({ cameBack: false, proofs: new Set() });
  const stood = openStory();
  stood.says('plug.b');
  stood.pass(day);
  expect(stood.of().proofs.size).toBe(0);
});

test('a killed broker that remembers an older word takes nothing for fresh that it says again', () => {
  const story = openStory();
  story.begin();
  story.says('plug.a');
  story.says('plug.b', true);
  story.pass(day);
  expect(story.of().proofs.size).toBe(0);
  story.says('plug.b');
  story.pass(15_000);
  expect(story.of().proofs).toEqual(new Set(['r1']));
});
