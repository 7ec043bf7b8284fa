import { describe, expect, test } from 'vitest';

import type { AlertSignal } from '@/core/alerts/alert';
import { canBeAsked } from '@/core/can-be-asked';
import type { Device } from '@/core/device';
import { openDetection } from '@/detection/detection';
import { rulesOf } from '@/detection/rules';
import { compareVersions } from '@/firmware/version-order';
import { stillOf } from '@/simulator/cameras/still';
import { openHome, step } from '@/simulator/home';
import type { Program, ProgramMessage } from '@/simulator/program';

import { loadedConventions } from './conventions.testing';
import { openPipeline } from './pipeline';

const evening = Date.UTC(2026, 10, 24, 18);
const encoder = new TextEncoder();
/** one picture for all: drawing takes its time */
let drawn: Uint8Array | undefined;

/** The simulated home with all its dialects, heard by the readers of a session, which ask and command as a page does. */
function listen(startAt = evening) {
  const { home } = openHome({ seed: 3, startAt, programs: true });
  const problems: string[] = [];
  const pipeline = openPipeline(loadedConventions, ({ topic, reason }) => problems.push(`${topic}: ${reason}`));
  const isUp = new Map<Program, boolean>();

  const detection = openDetection({ home: pipeline.home, known: null, rules: rulesOf(compareVersions) });
  const alerts: string[] = [];
  const take = (signals: readonly AlertSignal[]) => {
    for (const signal of signals) if (signal.type === 'seen') alerts.push(JSON.stringify(signal.sighting));
  };

  function hear(message: ProgramMessage): void {
    const { topic } = message;
    const payload = 'payload' in message ? encoder.encode(message.payload) : (drawn ??= stillOf(message.scene));
    const observations = pipeline.hear({ topic, payload, retained: false, at: home.now }).decoded?.observations ?? [];
    const { changed, removed } = pipeline.changes;
    take(detection.hear({ at: home.now, retained: false, topic, observations, changed, removed }));
    changed.clear();
    removed.clear();
  }
  const say = (topic: string, payload: string) => {
    for (const program of home.programs) if (isUp.get(program) === true) program.hear(topic, payload, hear);
  };
  function connect(): void {
    for (const program of home.programs) {
      const up = program.link().isUp;
      if (up === (isUp.get(program) ?? false)) continue;
      isUp.set(program, up);
      if (up) program.connected(hear);
      else hear(program.will);
    }
    for (const reader of pipeline.readers)
      for (const { topic, payload } of reader.introductions?.() ?? []) say(topic, payload);
  }
  function live(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      for (const { message } of step(home, 1).ofPrograms) hear(message);
      connect();
      take(detection.tick(home.now));
    }
  }
  const named = (name: string): Device | undefined =>
    [...pipeline.home.devices.values()].find((device) => device.name === name);
  function command(name: string, what: Parameters<(typeof pipeline.readers)[number]['encode']>[1]): void {
    const sent = pipeline.readers.flatMap((reader) =>
      (named(name)?.voices ?? []).flatMap((voice) => reader.encode(voice, what) ?? []),
    );
    expect(sent.length).toBeGreaterThan(0);
    for (const { topic, payload } of sent) say(topic, payload);
  }
  connect();
  live(20);
  detection.lookedOver();
  const takes = (device: Device, what: Parameters<(typeof pipeline.readers)[number]['encode']>[1]) =>
    pipeline.readers.some((reader) => device.voices.some((voice) => reader.encode(voice, what) !== null));
  return { alerts, live, say, named, command, takes, problems, all: () => [...pipeline.home.devices.values()] };
}

const value = <T>(fact: { readonly value: T } | null | undefined) => fact?.value;

describe('what speaks for itself in the simulated home is understood', () => {
  test('each as what it is, and nothing else', () => {
    const { all, problems } = listen();
    const told = all().map(
      ({ name, kind, conventions: [by], reachability }) => `${by}: ${kind} ${name}, ${reachability}`,
    );
    expect(told.toSorted()).toEqual([
      'frigate: camera patio, online',
      'frigate: camera side_gate, online',
      'frigate: hub Frigate, online',
      'homie: lock Garden gate, online',
      'homie: sensor Cellar leak sensor, online',
      'homie: sensor Greenhouse, online',
      'nuki-hub: hub nukihub, online',
      'nuki-hub: lock Studio door, online',
      'shelly: plug Reading lamp, online',
      'shelly: sensor Attic climate, asleep',
      'tasmota: other Garage light switch, online',
      'tasmota: plug Patio camera plug, online',
    ]);
    expect(problems).toEqual([]);
  });

  test('their versions, and what is offered to those that know it', () => {
    const { named } = listen();
    expect(value(named('Patio camera plug')?.firmware)).toMatchObject({ installed: '14.4.1', latest: null });
    expect(value(named('Reading lamp')?.firmware)).toMatchObject({ installed: '1.4.4', latest: '1.5.1' });
    expect(value(named('Frigate')?.firmware)).toMatchObject({ latest: '0.16.2', updateAvailable: false });
    expect(value(named('Garden gate')?.firmware)).toMatchObject({ installed: '2.3.1' });
  });

  test('their batteries, states and log-ins', () => {
    const { named } = listen();
    expect(value(named('Attic climate')?.battery)).toMatchObject({ percent: 81 });
    expect(value(named('Garden gate')?.battery)).toMatchObject({ percent: 78 });
    expect(value(named('Garden gate')?.state.lock)).toBe('locked');
    expect(value(named('Garden gate')?.state.contact)).toBe('closed');
    expect(value(named('Patio camera plug')?.state.powerW)).toBeCloseTo(4.6, 0);
    expect(value(named('Greenhouse')?.state.temperatureC)).toBeGreaterThan(5);
    expect(value(named('Reading lamp')?.login)).toMatchObject({ username: 'reading-lamp' });
    expect(value(named('nukihub')?.login)).toMatchObject({ clientId: 'nukihub', handOver: 'command' });
    expect(value(named('Cellar leak sensor')?.login)).toMatchObject({ clientId: 'Homie-cellar-leak' });
  });

  test('whether one can be asked for its state is known before it is asked: there is no button that does nothing', () => {
    const { all, takes } = listen();
    const moved = all().filter(({ capabilities }) => capabilities.includes('lock') || capabilities.includes('switch'));
    expect(moved.length).toBeGreaterThan(4);
    expect(moved.map((device) => [device.name, canBeAsked(device)])).toEqual(
      moved.map((device) => [device.name, takes(device, { type: 'refresh' })]),
    );
    expect(new Set(moved.map(canBeAsked))).toEqual(new Set([true, false]));
  });

  test('they do what they are told', () => {
    const { command, live, named } = listen();
    for (const on of [false, true, false]) {
      command('Patio camera plug', { type: 'switch', on });
      command('Reading lamp', { type: 'switch', on });
      command('Garage light switch', { type: 'switch', on });
      for (const name of ['Patio camera plug', 'Reading lamp', 'Garage light switch'])
        expect(value(named(name)?.state.switch), name).toBe(on ? 'on' : 'off');
    }
    for (const door of ['Garden gate', 'Studio door']) {
      command(door, { type: 'unlock' });
      live(3);
      expect(value(named(door)?.state.lock)).toBe('unlocked');
    }
    command('Garden gate', { type: 'lock' });
    live(3);
    expect(value(named('Garden gate')?.state.lock)).toBe('locked');
  });

  test('they update themselves, each in its own way', () => {
    const { command, live, named } = listen();
    command('Reading lamp', { type: 'check-for-update' });
    command('Reading lamp', { type: 'update' });
    command('Patio camera plug', { type: 'update' });
    live(25);
    expect(value(named('Reading lamp')?.firmware)).toMatchObject({ installed: '1.5.1', updateAvailable: false });
    expect(value(named('Patio camera plug')?.firmware)).toMatchObject({ installed: '14.5.0' });
  });

  test('whoever passes a camera is an event and a picture', () => {
    const { live, all } = listen();
    live(60);
    const seen = all().filter(({ lastEvent, picture }) => lastEvent !== null && picture !== null);
    expect(seen.length).toBeGreaterThan(0);
    for (const { kind, lastEvent, picture } of seen) {
      expect(kind).toBe('camera');
      expect(lastEvent?.value.text).toMatch(/^A (?:person|car|cat) was seen|^Frigate raised an alert: (?:person|car)/);
      expect(picture?.value).toMatchObject({ type: 'image/jpeg' });
    }
  });

  test('who switches the plug of a camera off takes that camera’s power', () => {
    const { command, live, named } = listen();
    command('Patio camera plug', { type: 'switch', on: false });
    live(15);
    expect(named('patio')?.reachability).toBe('offline');
    expect(named('side_gate')?.reachability).toBe('online');
    command('Patio camera plug', { type: 'switch', on: true });
    live(15);
    expect(named('patio')?.reachability).toBe('online');
  });

  test('a password that is told plainly is found where it stands open, and one in a Backlog2 is not', () => {
    const { say, live, named, alerts } = listen();
    say('cmnd/patio_plug/Backlog2', 'MqttUser patio-plug; MqttPassword2 s3cret-9');
    live(10);
    expect(named('Patio camera plug')?.leaks).toEqual([]);
    say('cmnd/patio_plug/MqttPassword', 's3cret-9');
    expect(named('Patio camera plug')?.leaks).toMatchObject([{ topic: 'stat/patio_plug/RESULT' }]);
    expect(alerts.at(-1)).toContain('stat/patio_plug/RESULT');
  });

  test('an ordinary morning and evening with them alarm nobody', { timeout: 60_000 }, () => {
    for (const [hour, lasts] of [
      [7, 1.5],
      [16, 1],
    ] as const) {
      const { live, alerts } = listen(Date.UTC(2026, 10, 24, hour));
      live(lasts * 3_600);
      expect(alerts).toEqual([]);
    }
  });
});
