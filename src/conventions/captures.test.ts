import { describe, expect, test } from 'vitest';

import type { Message } from '@/core/message';
import { openPipeline } from '@/session/pipeline';

import { capturesAreHere, compare, line, messagesOf, type Difference } from './agreement';
import type { Convention } from './convention';
import { homeAssistant } from './home-assistant/home-assistant';
import { tasmota } from './tasmota/tasmota';
import { openmqttgateway } from './openmqttgateway/openmqttgateway';
import { shelly } from './shelly/shelly';
import { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt';

/** Each captured stream, and the fields in which a reader of it ends up elsewhere than expected, with the reason. */
const captures: Readonly<Record<string, readonly (readonly [device: string, field: string, reason: string])[]>> = {
  'zigbee2mqtt-2.14.1-simulated-radio': [],
  'zigbee2mqtt-frontend-onconnect': [],
  'zigbee2mqtt-windfront-mocks': [],
  'homeassistant-amcrest2mqtt-run': [],
  'homeassistant-issue-shapes': [],
  'homeassistant-nuki-official-and-updates': [
    ['[398172F4]', 'battery', 'it stands on batteryChargeState, which no discovery message announces'],
    ['[4A5B6C7D]', 'battery', 'it stands on batteryChargeState, which no discovery message announces'],
  ],
  'homeassistant-openhab-component-tests': [],
  'homeassistant-wyze-bridge-run': [],
  'nuki-hub-assembled': [],
  'tasmota-docs-and-ha-core': [],
  'tasmota-openhab-mock-messages': [],
  'shelly-gen1-matterbridge-mocks': [],
  'shelly-gen2-issue-shapes': [],
  'shelly-gen2-matterbridge-mocks': [],
};

/** What speaks neither Zigbee2MQTT nor through discovery is read by its own convention. */
const own: Readonly<Record<string, readonly Convention[]>> = {
  'tasmota-docs-and-ha-core': [tasmota],
  'tasmota-openhab-mock-messages': [tasmota],
  'shelly-gen1-matterbridge-mocks': [shelly],
  'shelly-gen2-issue-shapes': [shelly],
  'shelly-gen2-matterbridge-mocks': [shelly],
};
const readersOf = (name: string) => own[name] ?? [zigbee2mqtt, homeAssistant];

let secretsSeen = 0;

/** Codes and passwords by the names that the publishers of the captures give them; read here apart from what masks them. */
function secretsIn(text: string): readonly string[] {
  const named = text.matchAll(/"(?:code|action_code|pin_code|\w*password\d?|user_code)":\s*"?([^",{}[\]]{4,})"?/gi);
  return [...named].map(([, secret]) => secret ?? '').filter((secret) => !/^(?:null|true|false)$/.test(secret));
}

function textOf({ payload }: Message): string {
  return new TextDecoder().decode(payload);
}

const why = capturesAreHere ? '' : ' (skipped: ../shared with the captured messages is not beside this clone)';

describe.skipIf(!capturesAreHere)(`captured messages of real software${why}`, () => {
  test.each(Object.keys(captures))('%s is understood device by device and field by field', (name) => {
    const agreement = compare(name, readersOf(name));
    process.stdout.write(`${line(name, agreement)}\n`);
    expect(agreement.missing).toEqual([]);
    expect(agreement.unexpected).toEqual([]);
    expect(agreement.differences.map(placeOf)).toEqual(captures[name]?.map(([device, field]) => `${device} ${field}`));
    expect(agreement.differences.filter(({ invented }) => invented)).toEqual([]);
  });

  test.each(Object.keys(captures))('no code or password of %s is in a device, a problem or what is shown', (name) => {
    const shown: unknown[] = [];
    const pipeline = openPipeline(readersOf(name), (problem) => shown.push(problem));
    const messages = messagesOf(name);
    for (const message of messages) {
      const { decoded } = pipeline.hear(message);
      if (decoded !== null) shown.push(decoded.masked ?? textOf(message), decoded.observations);
    }
    const text = JSON.stringify([shown, [...pipeline.home.devices.values()]]).replaceAll('\\', '');
    const secrets = new Set(messages.flatMap((message) => secretsIn(textOf(message))));
    for (const secret of secrets)
      expect(text).not.toMatch(new RegExp(`(?<![\\w.])${secret.replaceAll(/\W/g, '\\$&')}(?![\\w.])`));
    secretsSeen += secrets.size;
  });

  test('there were some to be found', () => expect(secretsSeen).toBeGreaterThan(2));

  test('devices that speak for themselves and through discovery are one, and tell more of themselves', () => {
    const found = compare('homeassistant-issue-shapes', [shelly, openmqttgateway, homeAssistant]);
    expect([...found.missing, ...found.unexpected]).toEqual([]);
    expect(found.differences.map((one) => `${placeOf(one)}: ${String(one.found)}`)).toEqual([
      'mac:cc:50:e3:a1:b2:c3 vendor: Shelly', // what the device says of its maker, not the program that announces it
      'mac:cc:50:e3:a1:b2:c3 rssi: -64', // the rest stands on their own topics only, as the capture's notes say
      '30AEA4112233 online: online',
      '30AEA4112233 rssi: -41',
      '48AABBCCDDEE rssi: -79',
    ]);
  });

  test('a Zigbee network is known by its discovery alone, as far as that tells', () => {
    const { missing, unexpected, differences } = compare('zigbee2mqtt-2.14.1-simulated-radio', [homeAssistant]);
    expect([...missing, ...unexpected]).toEqual([]);
    expect(differences.map(placeOf)).toEqual([
      '0x00124b00aabbcc01 name', // discovery names the program, not the stick
      '0x00124b0005512a3c lock_state', // it says UNLOCK; that the bolt did not reach its end stands beside it
      '0x0015bc0038001234 kind', // a keypad is announced as a handful of sensors
    ]);
  });
});

function placeOf({ device, field }: Difference): string {
  return `${device} ${field}`;
}
