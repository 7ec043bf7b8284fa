import { expect, test } from 'vitest';

import { errorsTopic, isUnsaved } from './unsaved';

const said = (text: string, topic = errorsTopic) =>
  isUnsaved({ topic, payload: new TextEncoder().encode(text), retained: false, at: 0 });
const words = 'Error saving Dynamic security plugin config: File is not writable - check permissions.';

test.each(['', '1795853740: ', '2026-11-28T08:15:40: ', '2026-11-28 08:15:40: ', 'Sat Nov 28 08:15:40 2026: '])(
  'a broker that could not write its accounts is understood whatever its clock looks like (%j)',
  (stamp) => {
    expect(said(`${stamp}${words}`)).toBe(true);
    expect(said(`${stamp}Error updating dynsec config file.`)).toBe(true);
    expect(said(`${stamp}Error: Address already in use`)).toBe(false);
  },
);

test('a client that calls itself so, and is thrown out, does not say so in the broker’s place', () => {
  const name = `x: ${words}`;
  for (const begin of ['Client ', '1795853740: Client ', 'Sat Nov 28 08:15:40 2026: Client '])
    expect(said(`${begin}${name} already connected, closing old connection.`)).toBe(false);
});

test('nobody else says so, and no long line is searched', () => {
  expect(said(words, 'home/log/E')).toBe(false);
  expect(said(`${'x'.repeat(100)}: ${words}`)).toBe(false);
});
