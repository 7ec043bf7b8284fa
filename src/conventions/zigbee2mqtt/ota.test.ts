import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';

import { capturesAreHere } from '../agreement.testing';
import { zigbee2mqtt } from './zigbee2mqtt';

const capture = new URL('../../../../shared/captures/zigbee2mqtt-2.14.1-simulated-radio.jsonl', import.meta.url);
const why = capturesAreHere ? '' : ' (skipped: ../shared with the captured messages is not beside this clone)';

/** The home as it is in the end, and how often its devices were asked for a newer firmware. */
function replay() {
  const reader = zigbee2mqtt.open();
  const home = openHome();
  for (const line of readFileSync(capture, 'utf8').split('\n').filter(Boolean)) {
    const { topic, payload } = JSON.parse(line) as { topic: string; payload: string };
    const decoded = reader.read({ topic, payload: new TextEncoder().encode(payload), retained: false, at: 1 });
    for (const observation of decoded?.observations ?? []) fold(home, observation, openChanges());
  }
  return [...home.devices.values()];
}

describe.skipIf(!capturesAreHere)(`the answers of a real Zigbee2MQTT to "is there an update?"${why}`, () => {
  test.each([
    ['back_door_lock', true, { outcome: 'answered', reason: null }],
    ['Keypad hall', true, { outcome: 'answered', reason: null }],
    ['Front door contact', false, { outcome: 'answered', reason: null }],
    ['Motion stairs', false, { outcome: 'answered', reason: null }],
    ['Shed door', null, { outcome: 'failed', reason: "Device didn't respond to OTA request" }],
    ['Büro Tür', null, { outcome: 'failed', reason: "Device 'Büro Tür' does not support OTA updates" }],
    ['Smoke hallway', null, undefined],
  ])('%s: available %s', (name, available, check) => {
    const device = replay().find((one) => one.name === name);
    expect(device?.firmware?.value.updateAvailable ?? null).toBe(available);
    expect(device?.lastCheck?.value).toEqual(check);
  });
});
