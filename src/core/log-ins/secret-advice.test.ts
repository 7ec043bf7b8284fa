import { describe, expect, test } from 'vitest';

import { limits } from '../limits';
import type { ConventionName, SecretKind } from '../observation';
import { secretAdvice } from './secret-advice';
import { secretWithin, secretWords } from './secret-words';

const kinds: readonly SecretKind[] = [
  'keypad-code',
  'lock-code',
  'alarm-code',
  'broker-password',
  'wifi-password',
  'network-key',
  'address-password',
  'private-key',
  'password',
];
const publishers: readonly ConventionName[] = [
  'zigbee2mqtt',
  'home-assistant',
  'tasmota',
  'shelly',
  'esphome',
  'openmqttgateway',
  'homie',
  'frigate',
  'ring-mqtt',
  'nuki-hub',
  'zwave-js-ui',
  'alarmo',
  'mapped',
];
const leak = (secret: SecretKind, by: ConventionName) => ({ secret, by, topic: 'home/hall' });

describe('how a secret in clear is stopped', () => {
  test.each<[SecretKind, ConventionName, string]>([
    ['lock-code', 'zigbee2mqtt', 'expose_pin'],
    ['keypad-code', 'zigbee2mqtt', 'retain'],
    ['lock-code', 'zwave-js-ui', 'Retain'],
    ['lock-code', 'nuki-hub', 'Also publish keypad codes'],
    ['alarm-code', 'home-assistant', 'REMOTE_CODE'],
    ['alarm-code', 'ring-mqtt', 'disarm_code'],
    ['alarm-code', 'alarmo', 'Require code'],
    ['address-password', 'ring-mqtt', 'livestream_pass'],
    ['broker-password', 'tasmota', 'MqttPassword2'],
    ['wifi-password', 'tasmota', 'Backlog2'],
    ['password', 'esphome', 'log_topic'],
  ])('%s by %s: the setting that stops it is named', (secret, by, setting) => {
    expect(secretAdvice(leak(secret, by)).stop).toContain(setting);
  });

  test.each(kinds)('%s: it fits into the line of an alert, whoever published it', (secret) => {
    for (const by of publishers) {
      expect(`To stop it: ${secretAdvice(leak(secret, by)).stop}`.length).toBeLessThanOrEqual(limits.textLength);
    }
  });

  test.each(kinds)('%s: there is something to do whoever published it, and words for it', (secret) => {
    const { stop, restrict, change } = secretAdvice(leak(secret, 'wled'));
    for (const sentence of [stop, change]) expect(sentence).toMatch(/^[A-Z].{10,}\.$/);
    expect(restrict).toContain("'home/hall'");
    expect(secretWords(secret)).toMatch(/^[A-Z]/);
    expect(secretWithin(secret)).toMatch(/^[a-z]/);
  });
});
