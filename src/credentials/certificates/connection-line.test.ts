import { expect, test } from 'vitest';

import { readConnectionLine } from './connection-line';

test.each([
  [
    '1795606000: New connection from 192.168.1.30:38896 on port 8883.',
    { type: 'opened', from: '192.168.1.30:38896', port: 8883 },
  ],
  [
    "1795606000: New client connected from 192.168.1.30:38896 as cam-1 (p5, c1, k60, u'cam-1.a').",
    { type: 'named', from: '192.168.1.30:38896', clientId: 'cam-1', username: 'cam-1.a' },
  ],
  [
    'New client connected from 127.0.0.1:1 as a as b (p2, c1, k60).',
    { type: 'named', from: '127.0.0.1:1', clientId: 'a as b', username: null },
  ],
  ['Client cam-1 disconnected.', null],
  ['', null],
])('%j', (line, told) => {
  expect(readConnectionLine(line)).toEqual(told);
});
