import { describe, expect, test } from 'vitest';

import { askLogin, changeLogin } from './login';
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

test('Tasmota is asked which log-in it is set to, and its answer is told from all others', () => {
  const question = askLogin('cmnd/plug', 'stat/plug');
  expect(question).toMatchObject({
    ask: { topic: 'cmnd/plug/Status', payload: '6' },
    answerTopic: 'stat/plug/STATUS6',
  });
  const answer = '{"StatusMQT":{"MqttHost":"10.0.0.2","MqttUser":"plug.a"}}';
  expect([question.matches(answer), question.matches('{"StatusNET":{}}'), question.matches('nonsense')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([question.usernameIn(answer), question.usernameIn('{"StatusMQT":[]}')]).toEqual(['plug.a', null]);
});
