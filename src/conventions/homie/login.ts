import type { LoginChange, NewLogin } from '@/core/log-ins/login-change';

/** what the library keeps of either (homie-esp8266, Limits.hpp): a longer one makes the whole configuration invalid */
const longest = 31;

/** The firmware library that takes its configuration over MQTT; others have no such topic. */
export function takesConfiguration(implementation: string | undefined): boolean {
  return implementation === 'esp8266' || implementation === 'esp32';
}

/** As it calls itself at the broker: the brand that its maker gave it, which is "Homie" by default, and its id. */
export function clientIdOf(id: string): string {
  return `Homie-${id}`;
}

/**
 * Another log-in for a device with the homie-esp8266 library (its docs, "OTA/Configuration updates"): merged into its
 * configuration, then it restarts. What it publishes of it has no secrets, and no username either. null: it would not fit.
 */
export function changeLogin(topic: string, { username, password }: NewLogin): LoginChange | null {
  if (username.length > longest || password.length > longest) return null;
  const configuration = { mqtt: { auth: true, username, password } };
  return {
    ask: { topic: `${topic}/$implementation/config/set`, payload: JSON.stringify(configuration), qos: 1 },
    answerTopic: null,
    matches: () => false,
    refusal: () => null,
    afterwards: [],
  };
}
