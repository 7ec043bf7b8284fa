import { expect, test } from 'vitest';

import type { Device } from './device';
import type { Told } from './told';
import { reasonAgainst, saidSo } from './device-can';
import { emptyDevice } from './fold/device-merge';

const told = <T>(value: T, retained = false): Told<T> => ({ value, at: 0, retained, by: 'zigbee2mqtt' });
const camera = (state: Device['state'], reachability: Device['reachability'] = 'online'): Device => ({
  ...emptyDevice('camera'),
  capabilities: ['privacy'],
  state,
  reachability,
});
const lookAway = { type: 'privacy', on: true } as const;

test('what a device said live was done stays so when it goes; whether it is so now nobody can tell, and it may be asked again', () => {
  const away = { privacy: told('on' as const) };
  expect([saidSo(camera(away), lookAway), saidSo(camera(away, 'offline'), lookAway)]).toEqual([true, true]);
  expect(reasonAgainst(camera(away), lookAway)).toBe('It is so already.');
  expect(reasonAgainst(camera(away, 'offline'), lookAway)).toBeNull();
});

test('a lock that wants a code with each command is not moved from here, unless another voice of it wants none', () => {
  const lock = (voices: readonly string[]): Device => ({
    ...camera({ lock: told('unlocked') }),
    capabilities: ['lock', 'bolt-needs-code'],
    voices,
  });
  expect(reasonAgainst(lock(['home-assistant:a']), { type: 'lock' })).toMatch(/^It moves only with a code/);
  expect(reasonAgainst(lock(['home-assistant:a', 'zwave-js-ui:a']), { type: 'lock' })).toBeNull();
});

test('what only the broker remembers, and what was never told, is not said', () => {
  expect(saidSo(camera({ privacy: told('on' as const, true) }), lookAway)).toBe(false);
  expect(saidSo(camera({}), lookAway)).toBe(false);
});
