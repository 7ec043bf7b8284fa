import * as v from 'valibot';

import { alertClasses } from '@/core/alerts/alert';
import { canBeAnswered, mostChanges } from '@/core/alerts/last-word';
import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';
import type { Message } from '@/core/message';
import type { Mute, MuteName } from '@/core/alerts/mute';
import { alertId } from '@/core/alerts/alert';
import { readPayload } from '@/credentials/read-json';
import { time } from '@/credentials/told-numbers';

/** Where mutes are retained: below the alerts, so that who may share those may share these. */
const prefix = 'gatehouse/v1/alert/mute/';
export const muteFilter = `${prefix}+`;

export function muteTopicOf({ class: kind, about }: MuteName): string {
  return prefix + alertId(kind, about, 0);
}

const mostBytes = 2 * 1024;

const shape = v.object({
  class: v.picklist(alertClasses),
  about: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.textLength)),
  until: time,
  at: time,
  changes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostChanges)),
});

/** null: it is no message about a mute, or one that was taken from the broker, which says nothing. */
export function readMute({ topic, payload, at }: Message): Mute | 'unreadable' | 'gone' | null {
  if (!topic.startsWith(prefix)) return null;
  if (payload.byteLength === 0) return 'gone';
  const mute = readPayload(shape, payload, mostBytes);
  if (mute === null || muteTopicOf(mute) !== topic || !canBeAnswered(mute, at)) return 'unreadable';
  return maskText(mute.about) === mute.about ? mute : 'unreadable';
}

export function writeMute({ class: kind, about, until, at, changes }: Mute): string {
  return JSON.stringify({ class: kind, about, until, at, changes });
}
