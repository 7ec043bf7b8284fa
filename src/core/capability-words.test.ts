import { describe, expect, test } from 'vitest';

import { capabilityWords } from './capability-words';
import type { Device } from './device';
import { emptyDevice } from './fold/device-merge';
import type { LockCodes } from './codes/lock-code';

const camera = (capabilities: Device['capabilities']): Device => ({
  ...emptyDevice('d'),
  name: 'Camera',
  capabilities,
});
const withAbilities = (...capabilities: Device['capabilities']) => capabilityWords(camera(capabilities));

describe('what a device can, in words', () => {
  test('is what may be asked of it, what it tells, and what cannot be done from here yet', () => {
    expect(withAbilities('battery', 'pin-codes', 'lock')).toEqual({
      does: ['Lock and unlock'],
      tells: ['Whether its bolt is out, in or stuck', 'How full its battery is'],
      notYet: ['Give people codes of their own, and take them back'],
    });
  });

  test('is not to move a lock that wants a code with each command', () => {
    expect(withAbilities('lock', 'bolt-needs-code')).toEqual({
      does: [],
      tells: ['Whether its bolt is out, in or stuck'],
      notYet: ['Lock and unlock, for each time it wants a code'],
    });
  });

  test('counts codes among it as soon as the lock tells which of its places are taken', () => {
    const codes: LockCodes = {
      rules: { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' },
      firstSlot: 1,
      capacity: null,
      places: 'chosen',
      nameBytes: null,
      keepsEnds: false,
      slots: [],
    };
    const lock = { ...camera(['lock', 'pin-codes']), codes };
    expect(capabilityWords(lock)).toMatchObject({
      does: ['Lock and unlock', 'Give people codes of their own, and take them back'],
      notYet: [],
    });
  });

  test('says of an alarm panel that it is not armed from here', () => {
    expect(withAbilities('alarm-panel')).toMatchObject({ does: [], notYet: ['Arm and disarm the alarm'] });
  });

  test('is nothing where it told nothing, whatever its name is', () => {
    expect(withAbilities()).toEqual({ does: [], tells: [], notYet: [] });
  });
});
