import { describe, expect, test } from 'vitest';

import { askLogin, changeLogin, readLogin } from './login';

describe('the log-in of Zigbee2MQTT', () => {
  test('is what it was started with', () => {
    const info = { config: { mqtt: { user: 'zigbee2mqtt', server: 'mqtt://x' } }, restart_required: false };
    expect(readLogin(info)).toEqual({
      type: 'broker-login',
      username: 'zigbee2mqtt',
      clientId: null,
      handOver: 'command',
    });
  });

  test('is not yet what it was told while it waits for its restart', () => {
    expect(readLogin({ config: { mqtt: { user: 'zigbee2mqtt.a' } }, restart_required: true })).toBeNull();
  });

  test.each([null, 7, {}, { config: 'x' }, { config: { mqtt: null } }, { config: { mqtt: { user: '' } } }])(
    'is unknown where nothing is told: %j',
    (info) => expect(readLogin(info)).toBeNull(),
  );
});

describe('another log-in', () => {
  const change = changeLogin('z', { username: 'z.b', password: 'hush-hush' }, 't1');

  test('is a setting and a restart, and the password is in the one message that must hold it', () => {
    expect(change.ask).toEqual({
      topic: 'z/bridge/request/options',
      payload: '{"options":{"mqtt":{"user":"z.b","password":"hush-hush"}},"transaction":"t1"}',
      qos: 1,
    });
    expect(change.afterwards).toEqual([{ topic: 'z/bridge/request/restart', payload: '', qos: 1 }]);
    expect(change.answerTopic).toBe('z/bridge/response/options');
  });

  test('is answered by its own transaction', () => {
    expect(change.matches('{"data":{"restart_required":true},"status":"ok","transaction":"t1"}')).toBe(true);
    expect(change.matches('{"data":{},"status":"ok","transaction":"t2"}')).toBe(false);
    expect(change.matches('no json')).toBe(false);
    expect(change.refusal('{"data":{"restart_required":true},"status":"ok","transaction":"t1"}')).toBeNull();
  });

  test('that is refused says why, and never the password', () => {
    expect(change.refusal('{"status":"error","error":"Invalid payload"}')).toContain('Invalid payload');
    const leaking = change.refusal('{"status":"error","error":"hush-hush is too short"}');
    expect(leaking).not.toContain('hush');
    expect(leaking).toContain('both stay valid');
  });
});

test('it is asked without changing anything, and does not say what still waits for a restart', () => {
  const { before, ask, answerTopic, matches, usernameIn } = askLogin('z', 't1');
  expect(JSON.parse(before?.ask.payload ?? '')).toEqual({ options: {}, transaction: 't1' });
  expect(JSON.parse(ask.payload)).toEqual({ options: {}, transaction: 't1-again' });
  expect([ask.topic, answerTopic]).toEqual(['z/bridge/request/options', 'z/bridge/info']);
  const info = (waits: boolean) => JSON.stringify({ config: { mqtt: { user: 'z.a' } }, restart_required: waits });
  expect([matches(info(true)), matches('nonsense')]).toEqual([true, false]);
  expect([usernameIn(info(false)), usernameIn(info(true))]).toEqual(['z.a', null]);
});

test('only the answer with its own transaction says that it has looked', () => {
  const { before } = askLogin('z', 't1');
  const answer = (transaction: string, status = 'ok') => JSON.stringify({ data: {}, status, transaction });
  expect(before?.answerTopic).toBe('z/bridge/response/options');
  expect(['t1', 't2'].map((one) => before?.matches(answer(one)))).toEqual([true, false]);
  expect(['ok', 'error'].map((status) => before?.isTaken(answer('t1', status)))).toEqual([true, false]);
});
