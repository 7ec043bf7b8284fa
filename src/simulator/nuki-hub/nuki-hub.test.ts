import { describe, expect, test } from 'vitest';

import { letLive } from '../living.testing';
import { openRandom } from '../random';
import { openNukiHub } from './nuki-hub';
import { studioHub, type NukiHubPlan } from './plans';

const noon = Date.UTC(2026, 10, 24, 12);
const hub = (plan: Partial<NukiHubPlan> = {}) =>
  letLive(openNukiHub({ ...studioHub, ...plan }, openRandom(5), noon), noon);
const settings = 'nukihub/configuration/action';

describe('a Nuki Hub', () => {
  test('says that it is online, and how its lock stands, in words that the broker keeps', () => {
    const { program, said, texts } = hub();
    expect(said.every(({ retain }) => retain)).toBe(true);
    expect(texts('nukihub/maintenance/mqttConnectionState')).toEqual(['online']);
    expect(program.will).toMatchObject({ topic: 'nukihub/maintenance/mqttConnectionState', payload: 'offline' });
    expect(texts('nukihub/lock/hastate')).toEqual(['locked']);
  });

  test('moves the bolt when it is told, in the time that takes, and says where it was told that it heard', () => {
    const { hear, live, texts } = hub();
    texts('nukihub/lock/hastate');
    hear('nukihub/lock/action', 'unlock');
    expect(texts('nukihub/lock/action')).toEqual(['ack']);
    expect(texts('nukihub/lock/hastate')).toEqual([]);
    live(3);
    expect(texts('nukihub/lock/hastate')).toEqual(['unlocked']);
  });
});

describe('its settings', () => {
  const login = { mqttuser: 'nuki-hub.b', mqttpass: 's3cret-9' };

  test('hold a new log-in from its next start on, which comes by itself, and nobody is told the password', () => {
    const { hear, live, program, said, texts } = hub();
    texts('nukihub/configuration/commandResult');
    hear(settings, login);
    expect(texts('nukihub/configuration/commandResult')).toEqual(['{"mqttuser":"changed","mqttpass":"changed"}']);
    expect(program.link()).toEqual({ isUp: true, username: null, password: null });
    live(2);
    expect(program.link().isUp).toBe(false);
    live(5);
    expect(program.link()).toEqual({ isUp: true, username: 'nuki-hub.b', password: 's3cret-9' });
    expect(JSON.stringify(said)).not.toContain('s3cret-9');
  });

  test('told the same twice, it does not start again', () => {
    const { hear, live, program, texts } = hub();
    hear(settings, login);
    live(8);
    texts('nukihub/configuration/commandResult');
    hear(settings, login);
    expect(texts('nukihub/configuration/commandResult')).toEqual(['{"mqttuser":"unchanged","mqttpass":"unchanged"}']);
    live(2);
    expect(program.link().isUp).toBe(true);
  });

  test('are not changed over MQTT unless somebody allowed it, and then there is no topic for it', () => {
    const { hear, live, program, said } = hub({ isConfigurable: false });
    hear(settings, login);
    live(10);
    expect(program.link().username).toBeNull();
    expect(said.filter(({ topic }) => topic.includes('/configuration/') && !topic.includes('/lock/'))).toEqual([]);
  });

  test('are not changed without the one-time code that its web page asks for', () => {
    const { hear, live, program, texts } = hub({ asksForCode: true });
    hear(settings, login);
    expect(texts('nukihub/configuration/commandResult').at(-1)).toContain('totp');
    live(10);
    expect(program.link().username).toBeNull();
  });
});

describe('its keypad', () => {
  const act = 'nukihub/lock/keypad/actionJson';
  const result = 'nukihub/lock/keypad/commandResultJson';

  test('takes a code, says that it did, and lists who has one without telling it', () => {
    const { hear, live, json, said, texts } = hub();
    hear(act, { action: 'add', code: '589472', name: 'Neighbour from number four', enabled: 1 });
    live(2);
    expect(texts(result)).toEqual(['success']);
    expect(json('nukihub/lock/keypad/json')).toMatchObject([
      { name: 'Cleaner' },
      { name: 'Neighbour from numbe', enabled: 1 },
    ]);
    expect(JSON.stringify(said)).not.toContain('589472');
  });

  test.each([
    ['has a zero', { action: 'add', code: '580472', name: 'x' }, 'noValidCodeSet'],
    ['begins with 12', { action: 'add', code: '125896', name: 'x' }, 'noValidCodeSet'],
    ['is too short', { action: 'add', code: '5894', name: 'x' }, 'noValidCodeSet'],
    ['somebody has already', { action: 'add', code: '948271', name: 'x' }, 'failed'],
    ['is nobody’s', { action: 'update', codeId: 99, code: '589472' }, 'noExistingCodeIdSet'],
  ])('refuses a code that %s', (_, body, said) => {
    const { hear, live, texts } = hub();
    hear(act, body);
    live(2);
    expect(texts(result)).toEqual([said]);
  });

  test('forgets a code', () => {
    const { hear, live, texts } = hub();
    hear(act, { action: 'delete', codeId: 1 });
    live(2);
    expect(texts('nukihub/lock/keypad/json').at(-1)).toBe('[]');
  });
});

test('whatever it is told, it goes on', () => {
  const { hear, live, texts } = hub();
  for (const topic of [settings, 'nukihub/lock/action', 'nukihub/lock/keypad/actionJson', 'nukihub', ''])
    for (const payload of ['', '{', '[]', 'null', '{"mqttuser":{}}', '{"action":"add","code":{}}', 'x'.repeat(70_000)])
      hear(topic, payload);
  texts('nukihub/lock/rssi');
  live(70);
  expect(texts('nukihub/lock/rssi').length).toBeGreaterThan(0);
});
