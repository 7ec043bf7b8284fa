import type { VoiceKey } from '@/core/observation';

const prefix = 'gatehouse/v1/device/';
/** One topic level, and a client id at the same time. */
const deviceId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The one filter that is no topic: every device announces itself there, and is then listened to by its own name. */
export const announcements = `${prefix}+/about`;

/** What a device says that a page wants to hear, in the order in which it is subscribed. */
export const heardTopics = [
  'status',
  'telemetry',
  'event',
  'reply',
  'firmware/state',
  'credential/key',
  'image',
] as const;
export type HeardTopic = (typeof heardTopics)[number];

export function topicOf(id: string, what: string): string {
  return `${prefix}${id}/${what}`;
}

export function voiceOf(id: string): VoiceKey {
  return `gatehouse:${id}`;
}

export function isBelowDevices(topic: string): boolean {
  return topic.startsWith(prefix);
}

/** `gatehouse/v1/device/<id>/<what>`; null: a topic of something else. `id` is null where it is no valid one. */
export function readTopic(topic: string): { readonly id: string | null; readonly what: string } | null {
  if (!topic.startsWith(prefix)) return null;
  const end = topic.indexOf('/', prefix.length);
  if (end < 0) return null;
  const id = topic.slice(prefix.length, end);
  return { id: deviceId.test(id) ? id : null, what: topic.slice(end + 1) };
}
