import { expect, test } from 'vitest';

import { backOffMs } from './back-off';
import { refusalOf } from './refusal';

test.each([
  [5, 0x84, 'protocol-version'],
  [5, 0x86, 'bad-credentials'],
  [5, 0x87, 'bad-credentials'],
  [5, 0x88, 'server-unavailable'],
  [5, 0x89, 'server-unavailable'],
  [5, 0x9f, 'server-unavailable'],
  [4, 1, 'protocol-version'],
  [4, 3, 'server-unavailable'],
  [4, 4, 'bad-credentials'],
  [4, 5, 'bad-credentials'],
  // an old broker's answer to MQTT 5
  [5, 1, 'protocol-version'],
] as const)('a broker that answers MQTT version %i with %i says: %s', (protocol, code, kind) => {
  expect(refusalOf(protocol, code)).toEqual({ kind });
});

test('tries come ever more rarely, at least two a minute, and never all at the same time', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => backOffMs(failures, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(backOffMs(3, () => 0)).toBe(0);
  expect(backOffMs(3, () => 0.5)).toBe(2000);
});
