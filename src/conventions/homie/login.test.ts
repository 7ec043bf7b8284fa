import { expect, test } from 'vitest';

import { changeLogin } from './login';

test('a Homie device merges a new log-in into its configuration', () => {
  expect(changeLogin('homie/gate', { username: 'gate.b', password: 'hush-hush' })?.ask).toEqual({
    topic: 'homie/gate/$implementation/config/set',
    payload: '{"mqtt":{"auth":true,"username":"gate.b","password":"hush-hush"}}',
    qos: 1,
  });
});

test('what it would not keep is not told: its configuration would be good for nothing', () => {
  expect(changeLogin('homie/gate', { username: 'gate.b', password: 'x'.repeat(32) })).toBeNull();
});
