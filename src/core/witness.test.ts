import { describe, expect, test } from 'vitest';

import type { Device } from './device';
import { emptyDevice } from './fold/device-merge';
import { mayBeSeen, witnessOf } from './witness';

const device = (id: string, part: Partial<Device>): Device => ({ ...emptyDevice(id), ...part });
const picture = (retained: boolean): Device['picture'] => ({
  value: { type: 'image/jpeg', bytes: 1, takenAt: null },
  at: 1,
  retained,
  by: 'frigate',
});
const camera = (id: string, room: string | null, part: Partial<Device> = {}): Device =>
  device(id, { room, capabilities: ['camera'], ...part });

describe('who may have seen what happened', () => {
  const hallway = camera('hallway-camera', 'Hallway');
  const door = device('door', { room: ' hallway ', capabilities: ['lock'] });

  test('to a camera or a doorbell is the camera itself', () => {
    expect(witnessOf(hallway, [])).toBe(hallway);
    const doorbell = device('bell', { capabilities: ['doorbell'], picture: picture(true) });
    expect(witnessOf(doorbell, [hallway])).toBe(doorbell);
  });

  test('to a door is the camera of its room, whatever the case of the room’s name', () => {
    expect(witnessOf(door, [camera('garden', 'Garden'), hallway])).toBe(hallway);
  });

  test('is the camera with a picture where there are two, and rather a live one', () => {
    const remembered = camera('a', 'Hallway', { picture: picture(true) });
    const live = camera('b', 'Hallway', { picture: picture(false) });
    expect(witnessOf(door, [hallway, remembered, live])).toBe(live);
    expect(witnessOf(door, [remembered, hallway])).toBe(remembered);
  });

  test('is only asked for where a camera might be', () => {
    expect([hallway, door].every(mayBeSeen)).toBe(true);
    expect(mayBeSeen({ ...door, room: ' ' })).toBe(false);
  });

  test('is nobody where no room was told, or where what happened is about no door', () => {
    expect(witnessOf({ ...door, room: null }, [camera('a', null)])).toBeNull();
    expect(witnessOf({ ...door, capabilities: ['temperature'] }, [hallway])).toBeNull();
  });
});
