import type { LoginChange, LoginQuestion, NewLogin } from '@/core/log-ins/login-change';

import { isObject, parseJson, textIn } from '../json';

/** what both settings hold in every version; a password is cut without a word, and the device would be out */
const longest = 32;
const shortest = 5;

/**
 * Another log-in for Tasmota (docs/Commands, "MQTT"; CREDENTIALS.md, section 4). `Backlog2` answers nothing, where a plain
 * `MqttPassword` would be echoed in clear, and makes one restart of the two settings. null: these values it would not keep
 * as they are.
 */
export function changeLogin(cmnd: string, { username, password }: NewLogin): LoginChange | null {
  // `;` ends a command of a Backlog, `0` and `1` alone clear and reset a setting
  const fits = (value: string) => /^[\w.~@-]+$/.test(value) && value.length <= longest;
  if (!fits(username) || !fits(password) || password.length < shortest) return null;
  return {
    ask: { topic: `${cmnd}/Backlog2`, payload: `MqttUser ${username}; MqttPassword2 ${password}`, qos: 1 },
    answerTopic: null,
    matches: () => false,
    refusal: () => null,
    afterwards: [],
  };
}

/** With which log-in it was started: asked when it is new, and when it is back. */
export function questionAboutLogin(cmnd: string) {
  return { topic: `${cmnd}/Status`, payload: '6', qos: 0 } as const;
}

/** The same, for whoever waits for the answer: it tells the setting, which is in use from the restart on. */
export function askLogin(cmnd: string, stat: string): LoginQuestion {
  const settingsIn = (answer: string) => {
    const parsed = parseJson(answer);
    return isObject(parsed) && isObject(parsed['StatusMQT']) ? parsed['StatusMQT'] : null;
  };
  return {
    ask: questionAboutLogin(cmnd),
    answerTopic: `${stat}/STATUS6`,
    matches: (answer) => settingsIn(answer) !== null,
    usernameIn: (answer) => textIn(settingsIn(answer)?.['MqttUser']),
  };
}
