import { limits } from '@/core/limits';
import type { LoginChange, LoginQuestion, NewLogin } from '@/core/log-ins/login-change';
import { maskText } from '@/core/mask';

import { isObject, parseJson, textIn } from '../../json';

/**
 * Another log-in for a Shelly (shelly-api-docs gen2, Mqtt.SetConfig and Shelly.Reboot): kept at once, in use from the
 * restart on, which it does not do by itself. `source`: as whom Gatehouse asks.
 */
export function changeLogin(prefix: string, source: string, login: NewLogin, transaction: string): LoginChange {
  const { username, password } = login;
  const request = (method: string, params?: object) =>
    JSON.stringify({ id: transaction, src: source, method, ...(params !== undefined && { params }) });
  const config = { user: username, pass: password };
  return {
    ask: { topic: `${prefix}/rpc`, payload: request('MQTT.SetConfig', { config }), qos: 1 },
    answerTopic: `${source}/rpc`,
    matches: isAnswerTo(transaction),
    refusal(payload) {
      const answer = parseJson(payload);
      if (!isObject(answer) || isObject(answer['result'])) return null;
      const error = isObject(answer['error']) ? textIn(answer['error']['message']) : null;
      const why = error === null || error.includes(password) ? '' : `: ${maskText(error).slice(0, limits.textLength)}`;
      return `The device did not take the new log-in${why}. It goes on with its old one, and both stay valid.`;
    },
    afterwards: [{ topic: `${prefix}/rpc`, payload: request('Shelly.Reboot'), qos: 1 }],
  };
}

/** MQTT.GetConfig: what is kept, which is in use from the restart on. */
export function askLogin(prefix: string, source: string, transaction: string): LoginQuestion {
  const request = { id: transaction, src: source, method: 'MQTT.GetConfig' };
  return {
    ask: { topic: `${prefix}/rpc`, payload: JSON.stringify(request), qos: 1 },
    answerTopic: `${source}/rpc`,
    matches: isAnswerTo(transaction),
    usernameIn(payload) {
      const answer = parseJson(payload);
      return isObject(answer) && isObject(answer['result']) ? textIn(answer['result']['user']) : null;
    },
  };
}

function isAnswerTo(transaction: string): (payload: string) => boolean {
  return (payload) => {
    const answer = parseJson(payload);
    return isObject(answer) && answer['id'] === transaction;
  };
}
