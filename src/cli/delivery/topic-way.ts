import type { PublishResult } from '@/broker/broker';
import { isTopic } from '@/broker/topic';
import type { Severity } from '@/core/alerts/alert';
import type { Outgoing } from '@/core/message';

import { UsageError } from '../options';
import { readTemplate } from './template';
import { failed, type Way } from './way';

const untold =
  'The broker took it. It speaks MQTT 3.1.1, and so does not say whether this account may tell anybody there, nor whether somebody listens';

type Options = {
  readonly name: 'topic' | 'siren';
  /** the flag that named the topic */
  readonly flag: string;
  readonly topic: string;
  readonly template: string;
  readonly from: Severity;
  readonly publish: (outgoing: Outgoing) => Promise<PublishResult>;
};

/** Tells by a message on the home's own broker: Home Assistant, a siren, whatever listens there. */
export function topicWay({ name, flag, topic, template, from, publish }: Options): Way {
  if (!isTopic(topic) || topic.startsWith('$'))
    throw new UsageError(`--${flag} takes one topic such as home/alerts, without + and #, not "${topic}".`);
  if (topic.startsWith('gatehouse/'))
    throw new UsageError(
      `--${flag} takes a topic of somebody who listens; those below gatehouse/ are Gatehouse's own.`,
    );
  const payloadOf = readTemplate(`${flag.replace('-topic', '')}-payload`, template);
  return {
    name,
    from,
    async tell(notice) {
      const result = await publish({ topic, payload: payloadOf(notice), qos: 1 });
      if (result.outcome === 'sent') {
        // whoever should hear it may be restarting: it is told again
        if (result.heard === 'nobody') return failed(`Nobody listens on ${topic}`);
        return result.heard === 'unknown' ? { outcome: 'delivered', doubt: untold } : { outcome: 'delivered' };
      }
      // rights are put right within the day, and are gone for a moment where somebody changes a role
      return result.reason === 'not-authorised'
        ? failed(`The account may not publish to ${topic}`)
        : failed('The broker could not be reached');
    },
  };
}
