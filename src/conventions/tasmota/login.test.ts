import { describe, expect, test } from 'vitest';

import { changeLogin } from './login';
import { maskCommand } from './mask-command';
import { payloadOf } from '../payload';

describe('another log-in for Tasmota', () => {
  test('is told in the one way that is not echoed', () => {
    expect(changeLogin('cmnd/plug', { username: 'plug.b', password: 'hush-hush' })?.ask).toEqual({
      topic: 'cmnd/plug/Backlog2',
      payload: 'MqttUser plug.b; MqttPassword2 hush-hush',
      qos: 1,
    });
  });

  test('is not shown by this page, whoever sees the command pass', () => {
    const { payload } = changeLogin('cmnd/plug', { username: 'plug.b', password: 'hush-hush' })!.ask; // as above
    const message = { topic: 'x', payload: new TextEncoder().encode(payload), retained: false, at: 0 };
    expect(maskCommand('Backlog2', payloadOf(message))).not.toContain('hush');
  });

  test.each([
    ['plug.b', 'four'],
    ['plug.b', 'x'.repeat(33)],
    ['plug.b', 'with; a command'],
    ['a name', 'hush-hush'],
    ['', 'hush-hush'],
  ])('that it would cut or take for a command is not told at all: %s %s', (username, password) => {
    expect(changeLogin('cmnd/plug', { username, password })).toBeNull();
  });
});
