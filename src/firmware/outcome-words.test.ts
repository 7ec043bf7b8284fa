import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareFacts, UpdateOutcome } from '@/core/observation';
import { untoldFirmware } from '@/core/firmware.testing';

import { outcomeWords } from './outcome-words';
import { updatingWords } from './version-words';

const told = { at: 7, retained: false, by: 'zigbee2mqtt' } as const;

function device(outcome: Partial<UpdateOutcome>, firmware: FirmwareFacts = {}, part: Partial<Device> = {}): Device {
  return {
    ...emptyDevice('plug'),
    name: 'Hallway plug',
    power: 'mains',
    firmware: { ...told, value: { ...untoldFirmware, installed: '1.4.1', updateAvailable: true, ...firmware } },
    lastUpdate: { ...told, value: { outcome: 'failed', reason: null, percent: null, ...outcome } },
    ...part,
  };
}
const spoken = (one: Device) => {
  const words = outcomeWords(one);
  return words === null ? null : [words.sentence, words.advice].filter(Boolean).join(' ');
};

test('an update that stopped half way is explained, with what to do', () => {
  const reason = 'Timeout. Device did not start/finish firmware download after being notified.';
  expect(spoken(device({ percent: 60, reason }))).toBe(
    'The update of the hallway plug stopped at 60 %: the device did not answer. It still runs the old version, 1.4.1. ' +
      'Move it closer to the bridge, or to a mains-powered device that passes its messages on, then try again.',
  );
});

test.each([
  ["Device didn't respond to OTA request", /did not answer/, /closer/],
  ['Update or check for update already in progress', /still busy/, /Wait/],
  ["Device 'x' does not support OTA updates", /cannot update this model/, /maker/],
  ['No image currently available', /found no file/, /another day/],
  ['File checksum validation failed', /did not pass its check/, /replaced/],
  ['fetch failed', /could not load/, /internet/],
  ['getaddrinfo ENOTFOUND raw.example.org', /could not load/, /internet/],
  ['Battery level too low', /battery is too low/, /Change the battery/],
  ['Aborted by user', /called off/, /suits/],
  ['Flux capacitor', /its bridge says “Flux capacitor”/, /later/],
  [null, /nobody told why/, /later/],
])('"%s" is said in plain words, with advice', (reason, sentence, advice) => {
  const words = outcomeWords(device({ reason }));
  expect(words?.sentence).toMatch(sentence);
  expect(words?.advice).toMatch(advice);
});

test('a sleeper is to be woken', () => {
  expect(spoken(device({ reason: 'timed out' }, {}, { power: 'battery' }))).toContain('press a button on it');
});

test('of a device that went quiet nobody claims to know what it runs', () => {
  expect(spoken(device({ percent: 90 }, {}, { reachability: 'offline' }))).toContain('nobody knows yet what it runs');
});

test('a success tells what runs now', () => {
  expect(spoken(device({ outcome: 'succeeded' }, { installed: '1.4.2', updateAvailable: false }))).toBe(
    'The update went well: it runs 1.4.2 now.',
  );
});

test('an old failure is not told of a device that is up to date by now, nor while the next try runs', () => {
  expect(spoken(device({ percent: 60 }, { updateAvailable: false }))).toBeNull();
  expect(spoken(device({ percent: 60 }, { updating: { percent: 2, remainingSeconds: null } }))).toBeNull();
});

test.each([
  [{ percent: 59.6, remainingSeconds: 100 }, '60 % done, about 2 minutes to go'],
  [{ percent: 0, remainingSeconds: 12 }, '0 % done, about 15 seconds to go'],
  [{ percent: 99, remainingSeconds: 0 }, '99 % done, about 5 seconds to go'],
  [{ percent: 3, remainingSeconds: 60 }, '3 % done, about a minute to go'],
  [{ percent: 3, remainingSeconds: 9_000 }, '3 % done, about 3 hours to go'],
  [{ percent: 3, remainingSeconds: null }, '3 % done'],
  [{ percent: null, remainingSeconds: null }, 'Under way'],
])('%j is "%s"', (updating, words) => {
  expect(updatingWords(updating)).toBe(words);
});
