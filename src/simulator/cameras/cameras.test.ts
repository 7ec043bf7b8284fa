import fc from 'fast-check';
import { decode } from 'jpeg-js';
import { describe, expect, test } from 'vitest';

import { connectedDevices, openHome, receiveFor, step, type HomeOptions } from '../home';
import { payloadsOf, piecesOf } from './payloads';
import type { Place, Scene, SubjectKind } from './scene';
import { stillOf } from './still';
import type { DeviceMessage } from './words';

const tuesday = Date.UTC(2026, 10, 24);
const hour = 3_600_000;
const options: HomeOptions = { seed: 7, startAt: tuesday + 12 * hour, cameras: true };

function live(seconds: number, more: Partial<HomeOptions> = {}): readonly DeviceMessage[] {
  return step(openHome({ ...options, ...more }).home, seconds).ofDevices;
}
const of = (messages: readonly DeviceMessage[], device: string, what: string) =>
  messages.filter(({ topic }) => topic === `gatehouse/v1/device/${device}/${what}`);
const body = (message: DeviceMessage | undefined) =>
  JSON.parse(message !== undefined && 'payload' in message ? message.payload : 'null') as Record<string, unknown>;
const scenes = (messages: readonly DeviceMessage[]) =>
  messages.flatMap((message) => ('scene' in message ? [message.scene] : []));

describe('the cameras of the home', { timeout: 60_000 }, () => {
  test('are three and a doorbell, and one of them ignores new passwords', () => {
    const devices = connectedDevices(openHome(options).home);
    expect(devices.map(({ about }) => about['kind'])).toEqual(['camera', 'camera', 'camera', 'doorbell']);
    expect(devices.filter(({ ignoresOffers }) => ignoresOffers).map(({ about }) => about['name'])).toEqual([
      'Garage camera (ignores new passwords)',
    ]);
  });

  test('change nothing of what the bridge tells', () => {
    const story = (cameras: boolean) => step(openHome({ ...options, cameras }).home, 3_600).messages;
    expect(story(true)).toEqual(story(false));
    expect(step(openHome({ ...options, cameras: false }).home, 3_600).ofDevices).toEqual([]);
  });

  test('tell the same story for the same seed, and another for another', () => {
    expect(live(900)).toEqual(live(900));
    expect(live(900)).not.toEqual(live(900, { seed: 8 }));
  });

  test('take a still about every ten seconds', () => {
    const stills = of(live(600), 'garden-camera', 'image').length;
    expect(stills).toBeGreaterThanOrEqual(55);
    expect(stills).toBeLessThanOrEqual(90);
  });

  test('see somebody come home: first the car on the drive, then a person at the door', () => {
    const messages = live(8 * 3_600, { startAt: tuesday + 13 * hour });
    const at = (device: string, what: string) =>
      of(messages, device, 'event')
        .map(body)
        .filter((one) => one['what'] === what)
        .map((one) => Number(one['at']));
    const cars = at('drive-camera', 'vehicle');
    const persons = at('front-doorbell', 'person');
    expect(cars.some((car) => persons.some((person) => person - car === 6_000))).toBe(true);
  });

  test('take a picture at once when something moves, and it shows what', () => {
    const messages = live(3_600);
    const [seen] = of(messages, 'drive-camera', 'event').filter((one) => body(one)['event'] === 'motion');
    const after = messages.slice(seen === undefined ? 0 : messages.indexOf(seen));
    const [scene] = scenes(of(after, 'drive-camera', 'image'));
    expect(scene?.event).toBe(`Motion: ${String(body(seen)['what'])}`);
    expect(scene?.subject?.kind).toBe(body(seen)['what']);
  });

  test('say that nothing moves any more', () => {
    const told = of(live(3_600), 'drive-camera', 'telemetry').map((one) => body(one)['motion']);
    const first = told.indexOf(true);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(told.slice(first)).toContain(false);
  });

  test('put everything on the wire in messages that Mosquitto hands on at once', () => {
    for (const message of live(15)) {
      for (const payload of payloadsOf(message)) expect(payload.length).toBeLessThanOrEqual(4_096);
    }
  });

  test('are rung at by day and not at night', () => {
    const hours = of(live(24 * 3_600, { startAt: tuesday }), 'front-doorbell', 'event')
      .map(body)
      .filter(({ event }) => event === 'ring')
      .map(({ at }) => new Date(Number(at)).getUTCHours());
    expect(hours.length).toBeGreaterThan(20);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...hours)).toBeLessThan(21);
  });

  test('tell who watches, and never fewer than nobody', () => {
    const told = of(live(3 * 3_600), 'drive-camera', 'telemetry').map((one) => Number(body(one)['viewers']));
    expect(new Set(told)).toEqual(new Set([0, 1]));
  });
});

describe('what a camera is asked', () => {
  function ask(payload: string) {
    const { home } = step(openHome(options).home, 5);
    return [...receiveFor(home, 'drive-camera', payload).ofDevices, ...step(home, 1).ofDevices];
  }

  test('a picture is taken within a second, and the answer says yes', () => {
    const answered = ask('{"id":"p1","command":"take-picture"}');
    expect(body(of(answered, 'drive-camera', 'reply')[0])).toMatchObject({ id: 'p1', ok: true });
    expect(of(answered, 'drive-camera', 'image').length).toBeGreaterThanOrEqual(1);
  });

  test('it says no to what it does not know, in words', () => {
    expect(body(of(ask('{"id":"p2","command":"fly"}'), 'drive-camera', 'reply')[0])).toMatchObject({
      id: 'p2',
      ok: false,
      reason: 'it does not know that command',
    });
  });

  test('whoever may command it can look through it, turn it and speak, until it is told to look away', () => {
    const { home } = step(openHome(options).home, 5);
    const tell = (command: object) =>
      receiveFor(home, 'garden-camera', JSON.stringify({ id: 'r', ...command })).ofDevices;
    const events = [{ command: 'stream' }, { command: 'turn' }, { command: 'talk' }].flatMap((command) =>
      of(tell(command), 'garden-camera', 'event').map((one) => body(one)['event']),
    );
    expect(events).toEqual(['viewer-joined', 'turned', 'talk-began']);
    const away = tell({ command: 'privacy', on: true });
    expect(body(of(away, 'garden-camera', 'telemetry')[0])).toMatchObject({ privacy: 'on', viewers: 0 });
    expect(body(tell({ command: 'stream' })[0])).toMatchObject({ ok: false, reason: 'it looks away' });
    const meanwhile = step(home, 60).ofDevices;
    expect(of(meanwhile, 'garden-camera', 'image')).toEqual([]);
    tell({ command: 'privacy', on: false });
    expect(of(step(home, 60).ofDevices, 'garden-camera', 'image').length).toBeGreaterThan(2);
  });

  test('nothing that anybody asks makes it throw', () => {
    const { home } = openHome(options);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (payload, device) => {
        receiveFor(home, 'drive-camera', payload);
        expect(receiveFor(home, device, payload).ofDevices).toEqual([]);
      }),
    );
  });
});

describe('a still', { timeout: 60_000 }, () => {
  const scene: Scene = {
    place: 'drive',
    name: 'Drive camera',
    at: tuesday + 12 * hour,
    event: 'Motion: person',
    subject: { kind: 'person', progress: 0.4 },
    parked: true,
  };

  test.each<[Place, SubjectKind | null, number]>([
    ['drive', 'vehicle', 12],
    ['drive', 'person', 3],
    ['garden', 'animal', 7],
    ['garage', 'person', 23],
    ['porch', 'person', 18],
    ['porch', null, 0],
  ])('of the %s with %s at %i o’clock is a JPEG that decodes, in a size that a page shows', (place, kind, hours) => {
    const subject = kind === null ? null : { kind, progress: 0.5 };
    const bytes = stillOf({ ...scene, place, at: tuesday + hours * hour, subject });
    expect(decode(bytes, { useTArray: true })).toMatchObject({ width: 480, height: 270 });
    expect(bytes.byteLength).toBeLessThan(40_000);
  });

  test('is the same for the same scene and differs a second later', () => {
    expect(stillOf(scene)).toEqual(stillOf(scene));
    expect(stillOf(scene)).not.toEqual(stillOf({ ...scene, at: scene.at + 1_000 }));
  });

  test('at night is darker than by day, and in grey', () => {
    const pixels = (at: number) => decode(stillOf({ ...scene, at }), { useTArray: true }).data;
    const mean = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
    const night = pixels(tuesday + 2 * hour);
    expect(mean(night)).toBeLessThan(mean(pixels(scene.at)) * 0.8);
    // a lawn: row 200, column 20
    const [red = 0, green = 0, blue = 0] = night.subarray((200 * 480 + 20) * 4);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(16);
  });

  test('goes in pieces of at most 4,096 bytes that are the picture again when put together', () => {
    const pieces = payloadsOf({ device: 'c', topic: 't', scene, picture: 9 });
    expect(pieces.every((piece) => piece instanceof Uint8Array && piece.byteLength <= 4_096)).toBe(true);
    expect(Buffer.concat(pieces.map((piece) => (piece as Uint8Array).subarray(20)))).toEqual(
      Buffer.from(stillOf(scene)),
    );
    expect(piecesOf(new Uint8Array(4_077), 1, 0).map(({ byteLength }) => byteLength)).toEqual([4_096, 21]);
  });
});
