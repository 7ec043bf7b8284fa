import type { RoleRule } from '../authority/authority';

/** Names may hold slashes, and no wildcard matches "any levels, then set": so one rule a depth. */
const nameLevels = 9;
/** Where programs take commands (Zigbee2MQTT, Home Assistant's own habit, ring-mqtt). */
const commandWords = ['set', 'get', 'command', 'cmd'] as const;

/** The first levels of everything that a device of Gatehouse's own profile says or hears (CONTRACT.md, "Topics"). */
export function deviceTopic(id: string, what: string): string {
  return `gatehouse/v1/device/${id}/${what}`;
}

/** What stands before the word of a command: a name of one level, of two, and so on, each with its slash. */
export function places(levels = nameLevels): readonly string[] {
  return Array.from({ length: levels }, (_, index) => '+/'.repeat(index + 1));
}

/** Where Z-Wave JS UI takes calls, under a prefix of up to four levels: `startInclusion` is as near as `pollValue`. */
export function zwaveCalls(...calls: readonly string[]): readonly string[] {
  return places(4).flatMap((place) => calls.map((call) => `${place}_CLIENTS/+/api/${call}`));
}

/** Every place where a device is commanded, whatever its name. */
export function commandTopics(): readonly string[] {
  return places().flatMap((place) => commandWords.map((word) => place + word));
}

export function says(...topics: readonly string[]): readonly RoleRule[] {
  return topics.map((topic) => ({ type: 'publishClientSend', topic, allow: true }));
}

/** Asked before what is allowed, so what `says` allows more widely stays forbidden there. */
export function neverSays(...topics: readonly string[]): readonly RoleRule[] {
  return topics.map((topic) => ({ type: 'publishClientSend', topic, allow: false, priority: 10 }));
}

/** Asked before what is kept back. */
export function despiteThat(rules: readonly RoleRule[]): readonly RoleRule[] {
  return rules.map((rule) => ({ ...rule, priority: 20 }));
}

export function hears(...topics: readonly string[]): readonly RoleRule[] {
  return topics.flatMap((topic) => [
    { type: 'subscribePattern', topic, allow: true } as const,
    { type: 'publishClientReceive', topic, allow: true } as const,
  ]);
}

/** Asked before what is allowed: each delivery is looked at, so a wider subscription brings nothing of it. */
export function neverHears(...topics: readonly string[]): readonly RoleRule[] {
  return topics.map((topic) => ({ type: 'publishClientReceive', topic, allow: false, priority: 10 }));
}
