import type { WouldHave } from '@/session/protocol';
import { timeOfDay } from '@/ui/age-words';

/** "Porch camera would have been restricted from 14:02 on. 214 messages on 5 topics would not have arrived, …" */
export function wouldHaveWords({ name, device, from, until, messages, topics, isAtLeast }: WouldHave): string {
  const span = until === null ? `from ${timeOfDay(from)} on` : `from ${timeOfDay(from)} until ${timeOfDay(until)}`;
  const restricted = `${name} would have been restricted ${span}.`;
  if (device === null) return `${restricted} Nobody knows what it said: no device says that this is its log-in.`;
  if (messages === 0) return `${restricted} It said nothing in that time, and no command would have reached it.`;
  const amount = `${isAtLeast ? 'At least ' : ''}${count(messages, 'message')} on ${count(topics, 'topic')}`;
  return `${restricted} ${amount} would not have arrived, and no command would have reached it.`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString()} ${what}${number === 1 ? '' : 's'}`;
}
