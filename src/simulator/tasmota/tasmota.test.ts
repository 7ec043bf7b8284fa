import { describe, expect, test } from 'vitest';

import { atHome, letLive } from '../living.testing';
import { openRandom } from '../random';
import { garageLight, patioPlug } from './plans';
import { openTasmota } from './tasmota';

const noon = Date.UTC(2026, 10, 24, 12);
const plug = () => letLive(openTasmota(patioPlug, openRandom(5), noon), noon);
const light = () => letLive(openTasmota(garageLight, openRandom(5), noon), noon);
const [cmnd, stat, tele] = ['cmnd/patio_plug', 'stat/patio_plug', 'tele/patio_plug'];

describe('a plug with Tasmota on it', () => {
  test('says that it is online, who it is and what it can, and has the broker say when it is gone', () => {
    const { said, program, json } = plug();
    expect(said[0]).toMatchObject({ topic: `${tele}/LWT`, payload: 'Online', retain: true });
    expect(program.will).toMatchObject({ topic: `${tele}/LWT`, payload: 'Offline', retain: true });
    const announced = json('tasmota/discovery/5CCF7F3A10B1/config');
    expect(announced).toMatchObject({ ft: '%prefix%/%topic%/', t: 'patio_plug', sw: '14.4.1', ofln: 'Offline' });
    expect(json(`${tele}/INFO1`)).toHaveProperty('Info1.Version', '14.4.1(release-tasmota)');
    expect(said.filter(({ retain }) => retain).map(({ topic }) => topic)).toEqual([
      `${tele}/LWT`,
      'tasmota/discovery/5CCF7F3A10B1/config',
      'tasmota/discovery/5CCF7F3A10B1/sensors',
    ]);
  });

  test('tells its state and its energy again and again, as often as it is told to', () => {
    const { live, hear, texts, json } = plug();
    hear(`${cmnd}/TelePeriod`, '10');
    expect(json(`${stat}/RESULT`)).toEqual({ TelePeriod: 10 });
    live(65);
    expect(texts(`${tele}/STATE`).length).toBeGreaterThanOrEqual(5);
    expect(json(`${tele}/SENSOR`)).toHaveProperty('ENERGY.Power', expect.closeTo(4.6, 0));
  });

  test('is switched, whatever the case of the command, and says so twice: in words and in JSON', () => {
    const { hear, texts, json } = plug();
    hear(`${cmnd}/power`, 'off');
    expect(texts(`${stat}/POWER`)).toEqual(['OFF']);
    expect(json(`${stat}/RESULT`)).toEqual({ POWER: 'OFF' });
    hear(`${cmnd}/POWER`, 'TOGGLE');
    expect(texts(`${stat}/POWER`)).toEqual(['ON']);
  });

  test('asked without a payload, it says how it stands', () => {
    const { hear, texts } = plug();
    hear(`${cmnd}/POWER`);
    expect(texts(`${stat}/POWER`)).toEqual(['ON']);
  });

  test('tells of itself in sections, and its password in none', () => {
    const { hear, json, said } = plug();
    hear(`${cmnd}/Status`, '0');
    expect(json(`${stat}/STATUS2`)).toHaveProperty('StatusFWR.Version', '14.4.1(release-tasmota)');
    expect(json(`${stat}/STATUS6`)).toHaveProperty('StatusMQT.MqttUser', 'patio-plug');
    expect(json(`${stat}/STATUS11`)).toHaveProperty('StatusSTS.POWER', 'ON');
    expect(JSON.stringify(said)).not.toContain('MqttPassword');
  });

  test('says that it does not know a command', () => {
    const { hear, json } = plug();
    for (const command of ['Fly', '__proto__', 'constructor', 'POWER9']) {
      hear(`${cmnd}/${command}`, '1');
      expect(json(`${stat}/RESULT`)).toEqual({ Command: 'Unknown' });
    }
  });

  test('updates itself from its address, and is another version when it is back', () => {
    const { hear, live, json, texts } = plug();
    hear(`${cmnd}/OtaUrl`, 'http://10.0.0.9/tasmota.bin.gz');
    hear(`${cmnd}/Upgrade`, '1');
    expect(json(`${stat}/RESULT`)).toEqual({ Upgrade: 'Version 14.4.1 from http://10.0.0.9/tasmota.bin.gz' });
    texts(`${tele}/LWT`);
    live(12);
    expect(json(`${stat}/UPGRADE`)).toEqual({ Upgrade: 'Successful. Restarting' });
    expect(texts(`${tele}/LWT`)).toEqual(['Offline', 'Online']);
    expect(json(`${tele}/INFO1`)).toHaveProperty('Info1.Version', '14.5.0(release-tasmota)');
  });

  test('stays what it is when there is nothing at that address', () => {
    const { hear, live, json, program } = plug();
    hear(`${cmnd}/Backlog`, 'OtaUrl ftp://nowhere; Upgrade 1');
    live(12);
    expect(json(`${stat}/UPGRADE`)).toEqual({ Upgrade: 'Failed Wrong HTTP Code' });
    expect(program.link().isUp).toBe(true);
  });
});

describe('a new log-in', () => {
  test('told in a Backlog2 is echoed nowhere, and taken at one restart', () => {
    const { hear, live, program, said } = plug();
    const before = said.length;
    hear(`${cmnd}/Backlog2`, 'MqttUser other; MqttPassword2 s3cret-9');
    expect(said).toHaveLength(before);
    expect(program.link()).toEqual({ isUp: true, username: null, password: null });
    live(3);
    expect(program.link().isUp).toBe(false);
    live(4);
    expect(program.link()).toEqual({ isUp: true, username: 'other', password: 's3cret-9' });
    expect(JSON.stringify(said)).not.toContain('s3cret-9');
  });

  test('told plainly is echoed in clear, as the real one does', () => {
    const { hear, json } = plug();
    hear(`${cmnd}/MqttPassword`, 's3cret-9');
    expect(json(`${stat}/RESULT`)).toEqual({ MqttPassword: 's3cret-9' });
    hear(`${cmnd}/MqttPassword2`, 's3cret-9');
    expect(json(`${stat}/RESULT`)).toEqual({ MqttPassword: '****' });
    hear(`${cmnd}/MqttPassword`);
    expect(json(`${stat}/RESULT`)).toEqual({ MqttPassword: '****' });
  });

  test('that is wrong has no way back: it goes on trying with that one, every ten seconds', () => {
    const { hear, live, program } = plug();
    hear(`${cmnd}/MqttPassword2`, 'wrong one');
    live(60);
    expect(program.link()).toMatchObject({ isUp: true, password: 'wrong one' });
    expect(program.retryMs).toBe(10_000);
  });
});

describe('the light in the garage', () => {
  test('has its topics the other way round', () => {
    const { said } = light();
    expect(said.map(({ topic }) => topic)).toContain('garage_light/tele/LWT');
  });

  test('goes on when somebody comes home, and off some minutes later', () => {
    const { notice, live, texts } = light();
    notice('return');
    live(200);
    expect(texts('garage_light/stat/POWER')).toEqual(['ON', 'OFF']);
  });

  test('measures nothing', () => {
    const { live, texts } = light();
    live(120);
    expect(texts('garage_light/tele/SENSOR')).toEqual([]);
  });
});

test('whatever it is told, it goes on', () => {
  const { hear, live, texts } = letLive(openTasmota(patioPlug, openRandom(1), noon), noon, atHome);
  for (const topic of ['', 'cmnd', cmnd, `${cmnd}/`, `${cmnd}/Backlog`, `${cmnd}/Status`, 'cmnd/other/POWER'])
    for (const payload of ['', ';;;', 'Backlog Backlog Power 0', '\u0000', 'x'.repeat(70_000), '{}'])
      hear(topic, payload);
  texts(`${tele}/STATE`);
  live(40);
  expect(texts(`${tele}/STATE`).length).toBeGreaterThan(0);
});
