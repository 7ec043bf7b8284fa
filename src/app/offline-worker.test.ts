import { expect, test } from 'vitest';

import { leadOf } from './offline-worker';

const lead = (url: unknown) => leadOf({ type: 'open', url }, 'https://home.lan', '/gate');

test('a notification leads to its alert, below whatever directory', () => {
  expect(lead('https://home.lan/gate/alerts#tamper-window')).toBe('/alerts#tamper-window');
  expect(leadOf({ type: 'open', url: 'https://home.lan/alerts' }, 'https://home.lan', '')).toBe('/alerts');
});

test.each(['https://elsewhere.example/gate/alerts', 'https://home.lan/other', 'javascript:alert(1)', 7, null])(
  'and nowhere else: %s',
  (url) => expect(lead(url)).toBeNull(),
);
