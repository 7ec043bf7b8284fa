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
export function places(): readonly string[] {
  return Array.from({ length: nameLevels }, (_, index) => '+/'.repeat(index + 1));
}

/** Every place where a device is commanded, whatever its name. */
export function commandTopics(): readonly string[] {
  return places().flatMap((place) => commandWords.map((word) => place + word));
}

export function says(...topics: readonly string[]): readonly RoleRule[] {
  return topics.map((topic) => ({ type: 'publishClientSend', topic, allow: true }));
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
