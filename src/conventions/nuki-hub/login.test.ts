import { expect, test } from 'vitest';

import { changeLogin } from './login';

const change = changeLogin('nukihub/', { username: 'hub.b', password: 'hush-hush' });

test('a Nuki Hub is told its new log-in as a setting', () => {
  expect(change.ask).toEqual({
    topic: 'nukihub/configuration/action',
    payload: '{"mqttuser":"hub.b","mqttpass":"hush-hush"}',
    qos: 1,
  });
});

test('it says whether it took it, and never is the password repeated', () => {
  expect(change.refusal('{"mqttuser":"changed","mqttpass":"changed"}')).toBeNull();
  expect(change.refusal('{"general":"totpRequired"}')).toContain('totpRequired');
  expect(change.refusal('invalid: hush-hush')).not.toContain('hush');
  expect(change.matches('--')).toBe(false);
});
