import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/**
 * Whatever is usual for a device, more than this is too much: a presence radar tells ten values a second, a dimmer that is
 * turned twenty for a moment. Twice in a row, so that a burst after a restart is none.
 */
const flood = { messages: 256, withinMs: 10_000, times: 2 } as const;
/** over when it was below that for so long */
const calmMs = 60_000;

type Mark = { readonly at: number; readonly times: number };

/**
 * A device that sends hundreds of messages in seconds, again and again: it is broken, or somebody drowns the home's broker
 * through it. What is unusual for this one device is learned elsewhere; this is too much for any. Looked at only where the
 * count of its messages passes the next 256, so that an ordinary message costs a comparison.
 */
export function messageFlood(context: RuleContext): Rule {
  const marks = new Map<DeviceId, Mark>();
  const flooding = new Map<DeviceId, () => void>();

  function end(id: DeviceId, t: number, text: string): void {
    flooding.get(id)?.();
    if (flooding.delete(id)) context.say('over', { class: 'message_flood', subject: id }, { t, topic: '', text });
  }

  function keepOn(id: DeviceId, at: number): void {
    flooding.get(id)?.();
    flooding.set(
      id,
      context.later(at + calmMs, (now) => end(id, now, 'It has calmed down')),
    );
  }

  return {
    restsOn: aspect.heard,
    hear({ before, after, at, topic }) {
      if (before === undefined || before.messages >> 8 === after.messages >> 8) return;
      const { id, name } = after;
      const mark = marks.get(id);
      // a clock that is set back makes nothing fast
      const isFast = mark !== undefined && at >= mark.at && at - mark.at <= flood.withinMs;
      const times = isFast ? mark.times + 1 : 0;
      marks.set(id, { at, times });
      if (times === 0) return;
      if (flooding.has(id)) return keepOn(id, at);
      if (times < flood.times) return;
      keepOn(id, at);
      context.seen(
        {
          t: at,
          class: 'message_flood',
          subject: id,
          device: id,
          title: `The home is flooded with messages of ${spokenName(name)}`,
          severity: 'warning',
          confidence: 0.9,
          evidence: [{ t: at, topic, text: `More than ${flood.messages} messages within 10 s, twice in a row` }],
          fix: showDevice(after),
          lasting: true,
          news: true,
        },
        [],
      );
    },
    forget(device, at) {
      marks.delete(device);
      end(device, at, 'It is not part of the home any more');
    },
    adopt({ class: kind, subject, device }, at) {
      if (kind === 'message_flood' && device !== null && subject === device && !flooding.has(device))
        keepOn(device, at);
    },
  };
}
