import { limits } from '@/core/limits';
import type { LoginChange, NewLogin } from '@/core/log-ins/login-change';
import { maskText } from '@/core/mask';

import { textIn } from '../json';

/**
 * Another log-in for a Nuki Hub (its README, "Import and Export"; keys of src/PreferencesKeys.h), where changing its
 * configuration over MQTT is switched on. It restarts by itself when it has taken it.
 */
export function changeLogin(prefix: string, { username, password }: NewLogin): LoginChange {
  const settings = { mqttuser: username, mqttpass: password };
  return {
    ask: { topic: `${prefix}configuration/action`, payload: JSON.stringify(settings), qos: 1 },
    answerTopic: `${prefix}configuration/commandResult`,
    matches: (payload) => payload !== '' && payload !== '--',
    refusal(payload) {
      if (!/error|invalid|denied|fail|totp|noValid|notAllowed|disabled/i.test(payload)) return null;
      const said = payload.includes(password) ? null : textIn(maskText(payload))?.slice(0, limits.textLength);
      return `The hub did not take the new log-in${said ? `: ${said}` : ''}. It goes on with its old one, and both stay valid.`;
    },
    afterwards: [],
  };
}
