import { describe, expect, test } from 'vitest';

import { letLive } from '../living.testing';
import { openRandom } from '../random';
import { openCellarLeak } from './cellar-leak';
import { openGardenGate } from './garden-gate';
import { openGreenhouse } from './greenhouse';

const noon = Date.UTC(2026, 10, 24, 12);
const gate = () => letLive(openGardenGate(openRandom(5), noon), noon);

describe('the garden gate', () => {
  test('is getting ready until all was told, and is lost when the broker loses it', () => {
    const { texts, said, program } = gate();
    expect(texts('homie/garden-gate/$state')).toEqual(['init', 'ready']);
    expect(said.at(-1)?.topic).toBe('homie/garden-gate/$state');
    expect(program.will).toMatchObject({ topic: 'homie/garden-gate/$state', payload: 'lost', retain: true });
    expect(program.farewell()).toMatchObject([{ topic: 'homie/garden-gate/$state', payload: 'disconnected' }]);
  });

  test('describes each part in attributes that the broker keeps', () => {
    const { said, texts } = gate();
    expect(said.every(({ retain, qos }) => retain && qos === 1)).toBe(true);
    expect(texts('homie/garden-gate/$nodes')).toEqual(['bolt,leaf']);
    expect(texts('homie/garden-gate/bolt/locked/$settable')).toEqual(['true']);
    expect(texts('homie/garden-gate/$fw/version')).toEqual(['2.3.1']);
  });

  test('moves its bolt when it is told, in the time a bolt takes', () => {
    const { hear, live, texts } = gate();
    expect(texts('homie/garden-gate/bolt/locked')).toEqual(['true']);
    hear('homie/garden-gate/bolt/locked/set', 'false');
    expect(texts('homie/garden-gate/bolt/locked')).toEqual([]);
    live(2);
    expect(texts('homie/garden-gate/bolt/locked')).toEqual(['false']);
  });

  test('does not take what is no value of its own, nor what cannot be set', () => {
    const { hear, live, texts } = gate();
    texts('homie/garden-gate/bolt/locked');
    hear('homie/garden-gate/bolt/locked/set', 'LOCK');
    hear('homie/garden-gate/leaf/open/set', 'true');
    live(5);
    expect(texts('homie/garden-gate/bolt/locked')).toEqual([]);
    expect(texts('homie/garden-gate/leaf/open')).toEqual(['false']);
  });

  test('is passed by whoever leaves: unlocked, opened, shut and locked behind', () => {
    const { notice, live, said } = gate();
    const before = said.length;
    notice('leave');
    live(40);
    const moves = said.slice(before).flatMap((one) => ('payload' in one && !one.topic.includes('$') ? [one] : []));
    expect(moves.map(({ topic, payload }) => `${topic.split('/').at(-1)} ${payload}`)).toEqual([
      'locked false',
      'open true',
      'open false',
      'locked true',
    ]);
  });
});

describe('the greenhouse', () => {
  const greenhouse = () => letLive(openGreenhouse(openRandom(5), noon), noon);

  test('is described in one document of version 5', () => {
    const { texts, json } = greenhouse();
    expect(texts('homie/5/greenhouse/$state')).toEqual(['init', 'ready']);
    expect(json('homie/5/greenhouse/$description')).toMatchObject({
      homie: '5.0',
      nodes: { climate: { properties: { temperature: { datatype: 'float', unit: '°C' } } } },
    });
  });

  test('says every half minute how warm it is, within what a greenhouse knows', () => {
    const { live, texts } = greenhouse();
    live(3_600);
    const degrees = texts('homie/5/greenhouse/climate/temperature').map(Number);
    expect(degrees.length).toBeGreaterThan(60);
    expect(Math.min(...degrees)).toBeGreaterThan(5);
    expect(Math.max(...degrees)).toBeLessThan(35);
  });
});

describe('the leak sensor in the cellar', () => {
  const sensor = () => letLive(openCellarLeak(openRandom(5), noon), noon);
  const settings = 'homie/cellar-leak/$implementation/config/set';
  const login = { mqtt: { auth: true, username: 'cellar-leak.b', password: 's3cret-9' } };

  test('merges a new log-in into its configuration, and is lost without a word while it starts again with it', () => {
    const { hear, live, program, said, texts } = sensor();
    texts('homie/cellar-leak/$state');
    hear(settings, login);
    expect(program.link()).toEqual({ isUp: true, username: null, password: null });
    live(2);
    expect(texts('homie/cellar-leak/$state')).toEqual(['lost']);
    live(3);
    expect(program.link()).toEqual({ isUp: true, username: 'cellar-leak.b', password: 's3cret-9' });
    expect(texts('homie/cellar-leak/$state')).toEqual(['init', 'ready']);
    expect(JSON.stringify(said)).not.toContain('s3cret-9');
  });

  test('wipes what it was told off the broker, in case somebody retained it', () => {
    const { hear, texts } = sensor();
    hear(settings, login);
    expect(texts(settings)).toEqual(['']);
  });

  test.each([
    ['is longer than it can keep', { mqtt: { username: 'cellar-leak.b', password: 'x'.repeat(32) } }],
    ['is no text', { mqtt: { username: 7 } }],
    ['is no configuration', 'hush-hush'],
  ])('takes nothing of what %s, and says so to nobody', (_, payload) => {
    const { hear, live, program, texts } = sensor();
    texts('homie/cellar-leak/$state');
    hear(settings, payload);
    live(10);
    expect(program.link()).toEqual({ isUp: true, username: null, password: null });
    expect(texts('homie/cellar-leak/$state')).toEqual([]);
  });

  test('keeps its username where only another password comes', () => {
    const { hear, live, program } = sensor();
    hear(settings, login);
    live(6);
    hear(settings, { mqtt: { password: 'another-8' } });
    live(6);
    expect(program.link()).toMatchObject({ username: 'cellar-leak.b', password: 'another-8' });
  });
});
