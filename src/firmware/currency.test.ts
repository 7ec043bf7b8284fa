import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareFacts } from '@/core/observation';
import { untoldFirmware } from '@/core/firmware.testing';

import { standingOf } from './currency';
import { evidenceWords } from './currency-words';
import { isUpdateOffered, whyNotUpdate } from './startable';

function device(firmware: FirmwareFacts | null, part: Partial<Device> = {}): Device {
  const told = { at: 7, retained: false, by: part.conventions?.[0] ?? 'zigbee2mqtt' } as const;
  return {
    ...emptyDevice('one'),
    name: 'Hallway plug',
    conventions: ['zigbee2mqtt'],
    capabilities: ['firmware-check', 'firmware-update'],
    firmware: firmware === null ? null : { ...told, value: { ...untoldFirmware, ...firmware } },
    ...part,
  };
}
const check = (outcome: 'answered' | 'failed', reason: string | null = null) =>
  ({ lastCheck: { at: 7, retained: false, by: 'zigbee2mqtt', value: { outcome, reason } } }) as const;
const elsewhere = { capabilities: [], conventions: ['home-assistant'] } as const;

test.each<[string, Device, string, RegExp]>([
  [
    'its bridge says that a file is available',
    device({ installed: '1.4.1', fileInstalled: 16777232, fileLatest: 16777488, updateAvailable: true }),
    'behind',
    /^Zigbee2MQTT says that file 16777488 is available\.$/,
  ],
  ['its bridge says that there is nothing newer', device({ updateAvailable: false }), 'current', /nothing newer/],
  [
    'a memory of the broker is told as one',
    device(null, {
      firmware: { at: 7, retained: true, by: 'zigbee2mqtt', value: { ...untoldFirmware, updateAvailable: true } },
    }),
    'behind',
    /^When last heard, Zigbee2MQTT said that an update is available\.$/,
  ],
  ['nobody has asked', device({ installed: '1.0' }), 'unknown', /Nobody has asked yet/],
  [
    'the device did not answer when it was asked',
    device({ installed: '1.0' }, { power: 'battery', ...check('failed', "Device didn't respond to OTA request") }),
    'unknown',
    /could not be asked: the device did not answer\. .* press a button/,
  ],
  [
    'its bridge has no updates for it',
    device({ installed: '1.0' }, { capabilities: [] }),
    'unknown',
    /has no updates for this model/,
  ],
  ['it cannot be asked over MQTT', device({ installed: '1.0' }, elsewhere), 'unknown', /maker’s app/],
  ['a bridge itself', device(null, { kind: 'hub', capabilities: [] }), 'unknown', /where it runs/],
  [
    'nobody says which is newer, but the versions tell',
    device({ installed: '1.9.0', latest: '1.10.0' }, elsewhere),
    'behind',
    /runs 1\.9\.0, and the latest is 1\.10\.0/,
  ],
  [
    'both versions are the same',
    device({ installed: 'v2.0', latest: '2.0' }, elsewhere),
    'current',
    /latest that anybody/,
  ],
  [
    'the versions are numbered in two ways',
    device({ installed: '2.0', latest: '2024.5.0' }, elsewhere),
    'unknown',
    /nobody can tell which is newer/,
  ],
  [
    'a trial version is offered an older release',
    device({ installed: '1.15.0-beta2', latest: '1.14.0', updateAvailable: true }),
    'current',
    /newer than what is on offer/,
  ],
  [
    'an older file is on offer',
    device({ fileInstalled: 9, fileLatest: 8, updateAvailable: true }),
    'current',
    /newer than what is on offer/,
  ],
])('%s', (_story, one, currency, words) => {
  expect(standingOf(one).currency).toBe(currency);
  expect(evidenceWords(one)).toMatch(words);
});

test('where only the index has a newer file, it is said whether its bridge was asked', () => {
  const index = { currency: 'behind', evidence: 'index' } as const;
  const asked = (part: Partial<Device>) => evidenceWords(device({ fileInstalled: 5 }, part), index);
  expect(asked({})).toMatch(/has a newer file for its model\. Its bridge has not been asked yet\.$/);
  expect(asked(check('failed'))).toMatch(/Its bridge was asked, and could not tell\.$/);
  expect(asked(elsewhere)).toMatch(/maker’s app/);
});

test('a device of which nothing is known is never called up to date', () => {
  for (const part of [{}, elsewhere, check('failed'), check('answered')]) {
    expect(standingOf(device(null, part)).currency).toBe('unknown');
    expect(standingOf(device({}, part)).currency).toBe('unknown');
  }
});

test('an update between two versions without an order is started by whoever looks at them, and offered by nobody', () => {
  const hashes = device({ installed: '6f7ea363', latest: 'a27f1c09' }, { conventions: ['home-assistant'] });
  expect(standingOf(hashes)).toEqual({ currency: 'unknown', evidence: 'incomparable' });
  expect(whyNotUpdate(hashes)).toBeNull();
  expect(isUpdateOffered(hashes)).toBe(false);
  expect(whyNotUpdate(device({ installed: '6f7ea363' }))).toContain('Check for updates first');
});
