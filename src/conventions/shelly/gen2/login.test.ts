import { expect, test } from 'vitest';

import { askLogin, changeLogin } from './login';

const change = changeLogin('shelly-1', 'gatehouse', { username: 'lamp.b', password: 'hush-hush' }, 't1');

test('a Shelly is told its new log-in, and restarted to use it', () => {
  expect(change.ask.topic).toBe('shelly-1/rpc');
  expect(JSON.parse(change.ask.payload)).toEqual({
    id: 't1',
    src: 'gatehouse',
    method: 'MQTT.SetConfig',
    params: { config: { user: 'lamp.b', pass: 'hush-hush' } },
  });
  expect(change.afterwards.map(({ payload }) => (JSON.parse(payload) as { method: string }).method)).toEqual([
    'Shelly.Reboot',
  ]);
});

test('its answer is known by its number, and a refusal says why, never the password', () => {
  expect(change.matches('{"id":"t1","src":"shelly-1","result":{"restart_required":true}}')).toBe(true);
  expect(change.matches('{"id":1,"src":"shelly-1","result":{}}')).toBe(false);
  expect(change.matches('no json')).toBe(false);
  expect(change.refusal('{"id":"t1","result":{"restart_required":true}}')).toBeNull();
  expect(change.refusal('{"id":"t1","error":{"code":-103,"message":"Invalid argument"}}')).toContain(
    'Invalid argument',
  );
  expect(change.refusal('{"id":"t1","error":{"code":-103,"message":"hush-hush is bad"}}')).not.toContain('hush');
});

test('it is asked which log-in it keeps, whether it was restarted with it or not', () => {
  const { ask, answerTopic, matches, usernameIn } = askLogin('shelly-1', 'gatehouse', 't2');
  expect(JSON.parse(ask.payload)).toEqual({ id: 't2', src: 'gatehouse', method: 'MQTT.GetConfig' });
  expect([ask.topic, answerTopic]).toEqual(['shelly-1/rpc', 'gatehouse/rpc']);
  const answer = '{"id":"t2","result":{"user":"lamp.a","server":"10.0.0.2"}}';
  expect([matches(answer), matches('{"id":"t1","result":{}}')]).toEqual([true, false]);
  expect([usernameIn(answer), usernameIn('{"id":"t2","error":{"code":1}}')]).toEqual(['lamp.a', null]);
});
