import type { Message } from '@/core/message';
import type { AlarmState } from '@/core/state';

import type { Sign } from '../convention';
import { lowerWordOf } from '../plain';

/** The panel's retained state below any base of one level; where only areas have one, below the default base. */
const filters = ['+/state', 'alarmo/+/state'] as const;
const announcement = /^(?:(alarmo)\/[^/]+|([^/$]+))\/state$/;
const states: ReadonlySet<string> = new Set<AlarmState>([
  'disarmed',
  'armed_away',
  'armed_home',
  'armed_night',
  'armed_vacation',
  'armed_custom_bypass',
  'pending',
  'arming',
  'triggered',
]);

export const alarmoSign: Sign = { name: 'alarmo', filters, isIn: (message) => baseAnnouncedBy(message) !== null };

export function baseAnnouncedBy(message: Message): string | null {
  if (!message.topic.endsWith('/state')) return null;
  const [, fixed, free] = announcement.exec(message.topic) ?? [];
  const base = fixed ?? free;
  const state = base === undefined ? null : alarmStateIn(message);
  // "pending" is the state of many a thing; the others are an alarm's alone
  return base === undefined || state === null || (state === 'pending' && base !== 'alarmo') ? null : base;
}

export function alarmStateIn(message: Message): AlarmState | null {
  const word = lowerWordOf(message);
  return word !== null && states.has(word) ? (word as AlarmState) : null; // it is one of them
}
