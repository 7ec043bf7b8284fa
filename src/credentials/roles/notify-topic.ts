import { covers, isTopic } from '@/broker/topic';
import type { WayIn } from '@/core/log-ins/way-in';

import { commandsEveryDevice, updatesEveryDevice } from './commands-of-people';
import { hearsTheHome } from './told-in-secret';

/** a home has a topic for messages and one for a siren, seldom more */
export const mostNotifyTopics = 4;
const mostLetters = 200;

/** A device of the home, as far as topics go. */
export type TopicsOfDevice = {
  readonly name: string;
  readonly isSiren: boolean;
  readonly ways: readonly Pick<WayIn, 'kind' | 'filter'>[];
  /** filters on which it speaks itself */
  readonly says: readonly string[];
};

/** Where a device may take orders, known or not, and where programs are set up. */
const orders: readonly string[] = [
  ...commandsEveryDevice(),
  ...updatesEveryDevice(),
  ...hearsTheHome().filter(({ allow }) => !allow),
].map(({ topic }) => topic);

/**
 * Why a watcher may not be allowed to speak there, in one sentence; null: it may. It is to tell people and to command nothing:
 * a topic of orders is allowed where a siren of the home hears it, and nothing else.
 */
export function notifyTopicProblem(topic: string, devices: readonly TopicsOfDevice[]): string | null {
  if (!isTopic(topic) || topic.length > mostLetters)
    return `“${topic.slice(0, 60)}” is not one topic such as home/alerts, without + and #.`;
  if (/^(?:\$|gatehouse\/)/.test(topic)) return `“${topic}” is a topic of the broker’s own or of Gatehouse’s.`;
  if (topic.startsWith('homeassistant/')) return `On “${topic}” devices are announced to Home Assistant.`;
  const isAt = (filters: readonly string[]) => filters.some((filter) => covers(filter, topic));
  const led = devices.flatMap((device) =>
    device.ways.filter(({ filter }) => covers(filter, topic)).map(({ kind }) => ({ ...device, kind })),
  );
  const other = led.find(({ isSiren, kind }) => !isSiren || kind !== 'command');
  if (other !== undefined) return `On “${topic}” ${other.name} is commanded: a watcher commands nothing but a siren.`;
  if (led.length > 0) return null;
  const speaker = devices.find(({ says: own }) => isAt(own));
  if (speaker !== undefined) return `On “${topic}” ${speaker.name} speaks: nobody else is to speak in its name.`;
  return isAt(orders)
    ? `“${topic}” is a topic on which devices are commanded, and no siren of this home hears it.`
    : null;
}
