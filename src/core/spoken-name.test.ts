import { expect, test } from 'vitest';

import { spokenName, spokenPlace } from './spoken-name';

test.each([
  ['Front door', 'the front door'],
  ['Living room TV', 'the living room TV'],
  ['Haustür', 'Haustür'],
  ["Anna's room", "Anna's room"],
  ['Yale YRD226', 'Yale YRD226'],
  ['Garage/Side door', 'Garage/Side door'],
  ['0x000d6f0010fa0510', '0x000d6f0010fa0510'],
])('%s is spoken of as %s', (name, spoken) => {
  expect(spokenName(name)).toBe(spoken);
});

test.each([
  ['Front door lock', 'the front door'],
  ['Hallway smoke sensor', 'the hallway'],
  ['Kitchen window contact', 'the kitchen window'],
  ['Drive camera', 'the drive'],
  ['Lock', 'the lock'],
  ['Blockhaus', 'Blockhaus'],
])('%s is about %s', (name, place) => {
  expect(spokenPlace(name)).toBe(place);
});
