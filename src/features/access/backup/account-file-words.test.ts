import { expect, test } from 'vitest';

import { accountFileWords } from './account-file-words';

test('Gatehouse’s own broker is not said to have a file that it has not', () => {
  expect(accountFileWords('gatehouse embedded broker 0.1.0')).toContain('in memory only');
});

test.each(['mosquitto version 2.0.11', null])(
  'whoever runs %s is told where to look, and that nothing comes by itself',
  (version) => {
    expect(accountFileWords(version)).toContain('/var/lib/mosquitto/dynamic-security.json');
    expect(accountFileWords(version)).toContain('no backup is made by itself');
  },
);
