import { limits } from '@/core/limits';
import type { LoginChange, LoginQuestion, NewLogin } from '@/core/log-ins/login-change';
import { maskText } from '@/core/mask';
import type { Fact } from '@/core/observation';
import { transportOfAddress } from '@/core/log-ins/transport-words';

import { isObject, parseJson, textIn } from '../json';

/**
 * With which account Zigbee2MQTT is logged in, from `bridge/info`. After a change of its settings it publishes the new ones
 * at once and goes on with the old log-in until it is restarted; `restart_required` says so (lib/extension/bridge.ts).
 */
export function readLogin(info: unknown): Extract<Fact, { type: 'broker-login' }> | null {
  if (!isObject(info) || info['restart_required'] === true || !isObject(info['config'])) return null;
  const { mqtt } = info['config'];
  const username = isObject(mqtt) ? textIn(mqtt['user']) : null;
  if (username === null) return null;
  const clientId = isObject(mqtt) ? textIn(mqtt['client_id']) : null;
  const cut = (text: string) => text.slice(0, limits.textLength);
  return {
    type: 'broker-login',
    username: cut(username),
    clientId: clientId === null ? null : cut(clientId),
    handOver: 'command',
  };
}

/** How its words travel to the broker, by the address it connects to; null: it does not tell. */
export function readTransport(info: unknown): Extract<Fact, { type: 'transport' }> | null {
  if (!isObject(info) || info['restart_required'] === true || !isObject(info['config'])) return null;
  const { mqtt } = info['config'];
  const server = isObject(mqtt) ? textIn(mqtt['server']) : null;
  const transport = server === null ? null : transportOfAddress(server, 'Zigbee2MQTT');
  return transport === null ? null : { type: 'transport', transport };
}

/** New settings of its connection, and the restart with which they take effect (CREDENTIALS.md, section 4). */
export function changeLogin(base: string, { username, password }: NewLogin, transaction: string): LoginChange {
  const options = { mqtt: { user: username, password } };
  return {
    ask: { topic: `${base}/bridge/request/options`, payload: JSON.stringify({ options, transaction }), qos: 1 },
    answerTopic: `${base}/bridge/response/options`,
    matches(payload) {
      const answer = parseJson(payload);
      return isObject(answer) && answer['transaction'] === transaction;
    },
    refusal(payload) {
      const answer = parseJson(payload);
      if (isObject(answer) && answer['status'] === 'ok') return null;
      const said = isObject(answer) ? textIn(answer['error']) : null;
      // a text that quotes what it was sent is not repeated
      const why = said === null || said.includes(password) ? '' : `: ${maskText(said).slice(0, 160)}`;
      return `Zigbee2MQTT did not take the new log-in${why}. It goes on with its old one, and both stay valid.`;
    },
    afterwards: [{ topic: `${base}/bridge/request/restart`, payload: '', qos: 1 }],
  };
}

/**
 * No options changed: it answers with our transaction and publishes `bridge/info` anew, which says whether what it is set to
 * waits for a restart. `bridge/info` names nobody who asked and comes for other reasons too; so it is read back only when
 * an answer that is ours has come, and what was under way before that is none (lib/extension/bridge.ts).
 */
export function askLogin(base: string, transaction: string): LoginQuestion {
  const ask = (own: string) => ({
    topic: `${base}/bridge/request/options`,
    payload: JSON.stringify({ options: {}, transaction: own }),
    qos: 1 as const,
  });
  return {
    before: {
      ask: ask(transaction),
      answerTopic: `${base}/bridge/response/options`,
      matches(payload) {
        const answer = parseJson(payload);
        return isObject(answer) && answer['transaction'] === transaction;
      },
      isTaken(payload) {
        const answer = parseJson(payload);
        return isObject(answer) && answer['status'] === 'ok';
      },
    },
    ask: ask(`${transaction}-again`),
    answerTopic: `${base}/bridge/info`,
    matches: (payload) => isObject(parseJson(payload)),
    usernameIn: (payload) => readLogin(parseJson(payload))?.username ?? null,
  };
}
