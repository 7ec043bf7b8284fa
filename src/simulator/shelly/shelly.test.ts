import { describe, expect, test } from 'vitest';

import { letLive } from '../living.testing';
import { openRandom } from '../random';
import { atticClimate, readingLamp } from './plans';
import { openShelly } from './shelly';

const noon = Date.UTC(2026, 10, 24, 12);
const lamp = () => letLive(openShelly(readingLamp, openRandom(5), noon), noon);
const prefix = readingLamp.id;

function ask(living: ReturnType<typeof lamp>, method: string, params?: object, id = 1) {
  living.hear(`${prefix}/rpc`, { id, src: 'me', method, ...(params !== undefined && { params }) });
  return living.json('me/rpc');
}

/** the method and parameters of each notification since they were last asked for */
function notified(living: ReturnType<typeof lamp>) {
  return living
    .texts(`${prefix}/events/rpc`)
    .map((text) => JSON.parse(text) as { readonly method: string; readonly params: Readonly<Record<string, unknown>> });
}
const eventsOf = (living: ReturnType<typeof lamp>) =>
  notified(living).flatMap(
    ({ params }) => (params['events'] as { event: string }[] | undefined)?.map((one) => one.event) ?? [],
  );

describe('a plug of Shelly', () => {
  test('retains nothing but that it is online, and says how each part of it stands', () => {
    const { said, program } = lamp();
    expect(said[0]).toMatchObject({ topic: `${prefix}/online`, payload: 'true', retain: true });
    expect(program.will).toMatchObject({ topic: `${prefix}/online`, payload: 'false', retain: true });
    expect(said.filter(({ retain }) => retain)).toHaveLength(1);
    expect(said.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining([`${prefix}/status/switch:0`, `${prefix}/status/sys`, `${prefix}/status/wifi`]),
    );
  });

  test('answers who asks where that one wants it, with the number of the question', () => {
    const living = lamp();
    expect(ask(living, 'Shelly.GetDeviceInfo', undefined, 41)).toMatchObject({
      id: 41,
      src: prefix,
      dst: 'me',
      result: { id: prefix, mac: 'A8032ABE54D0', ver: '1.4.4', gen: 2 },
    });
  });

  test('who does not say where to is not answered, and is obeyed', () => {
    const living = lamp();
    living.hear(`${prefix}/rpc`, { id: 1, method: 'Switch.Set', params: { id: 0, on: true } });
    expect(living.said.some(({ topic }) => topic === 'me/rpc')).toBe(false);
    expect(notified(living)).toMatchObject([{ method: 'NotifyStatus', params: { 'switch:0': { output: true } } }]);
  });

  test('is switched, and tells everybody once', () => {
    const living = lamp();
    expect(ask(living, 'Switch.Set', { id: 0, on: true })).toMatchObject({ result: { was_on: false } });
    expect(ask(living, 'Switch.Set', { id: 0, on: true })).toMatchObject({ result: { was_on: true } });
    expect(notified(living)).toHaveLength(1);
    expect(living.json(`${prefix}/status/switch:0`)).toMatchObject({ output: true, source: 'MQTT' });
  });

  test('is lit by whoever sits under it in the evening, unless somebody has just switched it from afar', () => {
    const evening = Date.UTC(2026, 10, 24, 19);
    const untouched = letLive(openShelly(readingLamp, openRandom(5), evening), evening);
    untouched.live(1_800);
    expect(untouched.json(`${prefix}/status/switch:0`)).toMatchObject({ output: true, source: 'button' });
    ask(untouched, 'Switch.Set', { id: 0, on: false });
    untouched.texts(`${prefix}/status/switch:0`);
    untouched.live(590);
    expect(untouched.texts(`${prefix}/status/switch:0`)).toEqual([]);
    untouched.live(1_800);
    expect(untouched.json(`${prefix}/status/switch:0`)).toMatchObject({ output: true });
  });

  test('says no to what it does not know or cannot do', () => {
    const living = lamp();
    expect(ask(living, 'Door.Open')).toMatchObject({ error: { code: 404 } });
    expect(ask(living, '__proto__')).toMatchObject({ error: { code: 404 } });
    expect(ask(living, 'Switch.Set', { id: 3, on: true })).toMatchObject({ error: { code: -105 } });
    expect(ask(living, 'Switch.Set', { id: 0 })).toMatchObject({ error: { code: -103 } });
  });

  test('tells what its maker offers, updates in steps that it tells, and is that version when it is back', () => {
    const living = lamp();
    expect(ask(living, 'Shelly.CheckForUpdate')).toMatchObject({ result: { stable: { version: '1.5.1' } } });
    expect(ask(living, 'Shelly.Update', { stage: 'stable' })).toMatchObject({ result: null });
    living.texts(`${prefix}/online`);
    living.live(15);
    const events = eventsOf(living);
    expect([events[0], events.at(-1)]).toEqual(['ota_begin', 'ota_success']);
    expect(events.filter((event) => event === 'ota_progress').length).toBeGreaterThan(2);
    expect(living.texts(`${prefix}/online`)).toEqual(['false', 'true']);
    expect(ask(living, 'Shelly.GetDeviceInfo')).toHaveProperty('result.ver', '1.5.1');
    expect(ask(living, 'Shelly.Update')).toMatchObject({ error: { message: 'No update info!' } });
  });

  test('keeps a new log-in until it is restarted, and never tells the password', () => {
    const living = lamp();
    const config = { user: 'other', pass: 's3cret-9' };
    expect(ask(living, 'MQTT.SetConfig', { config })).toMatchObject({ result: { restart_required: true } });
    expect(ask(living, 'Sys.GetStatus')).toHaveProperty('result.restart_required', true);
    living.live(30);
    expect(living.program.link()).toEqual({ isUp: true, username: null, password: null });
    ask(living, 'Shelly.Reboot');
    living.live(6);
    expect(living.program.link()).toEqual({ isUp: true, username: 'other', password: 's3cret-9' });
    expect(ask(living, 'MQTT.GetConfig')).toHaveProperty('result.user', 'other');
    expect(ask(living, 'Sys.GetStatus')).toHaveProperty('result.restart_required', false);
    expect(JSON.stringify(living.said)).not.toContain('s3cret-9');
  });

  test('whatever it is told, it goes on', () => {
    const living = lamp();
    for (const payload of ['', 'x', '[]', '{"method":{}}', '{"src":"a/#","method":"Shelly.Reboot2"}', '{"src":7}'])
      living.hear(`${prefix}/rpc`, payload);
    expect(living.said.some(({ topic }) => /[#+]/.test(topic))).toBe(false);
    expect(ask(living, 'Shelly.GetStatus')).toHaveProperty('result.switch:0.output', false);
  });
});

describe('a climate sensor of Shelly', () => {
  const attic = () => letLive(openShelly(atticClimate, openRandom(5), noon), noon);

  test('is there for seconds: it says all of it at once, says that it sleeps, and is gone', () => {
    const { said, live, program, texts } = attic();
    live(10);
    expect(program.link().isUp).toBe(false);
    expect(texts(`${atticClimate.id}/online`)).toEqual(['true', 'false']);
    const [status, sleep] = texts(`${atticClimate.id}/events/rpc`).map((text) => JSON.parse(text) as object);
    expect(status).toMatchObject({
      method: 'NotifyFullStatus',
      params: { 'devicepower:0': { battery: { percent: 81 } }, 'temperature:0': { tC: expect.any(Number) } },
    });
    expect(sleep).toMatchObject({ method: 'NotifyEvent', params: { events: [{ event: 'sleep' }] } });
    expect(said.some(({ topic }) => topic.includes('/status/'))).toBe(false);
  });

  test('wakes up again and again', () => {
    const { live, texts } = attic();
    live(400);
    expect(texts(`${atticClimate.id}/online`).filter((text) => text === 'true').length).toBeGreaterThanOrEqual(4);
  });

  test('asleep, it hears nothing', () => {
    const { live, hear, said } = attic();
    live(20);
    hear(`${atticClimate.id}/rpc`, { id: 1, src: 'me', method: 'Shelly.GetStatus' });
    expect(said.some(({ topic }) => topic === 'me/rpc')).toBe(false);
  });
});
