import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { showDevice } from './fixes';
import type { Rule, RuleContext } from './rule';

/**
 * Whatever is usual for a device, more than this is too much: a presence radar tells ten values a second, a dimmer that is
 * turned twenty for a moment. Two windows in a row, so that a burst after a restart is none.
 */
const flood = { messages: 300, windowMs: 10_000, windows: 2 } as const;
/** over when it was below that for so long */
const calmMs = 60_000;

type Count = { from: number; messages: number; windows: number };

/**
 * A device that sends hundreds of messages a window, window after window: it is broken, or somebody drowns the home's broker
 * through it. What is unusual for this one device is learned elsewhere; this is too much for any.
 */
export function messageFlood(context: RuleContext): Rule {
  const counts = new Map<DeviceId, Count>();
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
    hear({ after: { id, name }, after, at, topic, retained, observations }) {
      if (retained || observations.length === 0) return;
      const count = counts.get(id);
      if (count === undefined) return void counts.set(id, { from: at, messages: 1, windows: 0 });
      const isOver = at - count.from >= flood.windowMs || at < count.from;
      if (isOver) {
        if (count.messages < flood.messages || at - count.from >= 2 * flood.windowMs) count.windows = 0;
        count.from = at;
        count.messages = 0;
      }
      count.messages += 1;
      if (count.messages !== flood.messages) return;
      count.windows += 1;
      if (flooding.has(id)) return keepOn(id, at);
      if (count.windows < flood.windows) return;
      keepOn(id, at);
      context.seen({
        t: at,
        class: 'message_flood',
        subject: id,
        device: id,
        title: `The home is flooded with messages of ${spokenName(name)}`,
        severity: 'warning',
        confidence: 0.9,
        evidence: [{ t: at, topic, text: `More than ${flood.messages} messages in 10 s, twice in a row` }],
        fix: showDevice(after),
        lasting: true,
        news: true,
      });
    },
    forget(device, at) {
      counts.delete(device);
      end(device, at, 'It is not part of the home any more');
    },
    adopt({ class: kind, subject, device }, at) {
      if (kind === 'message_flood' && device !== null && subject === device && !flooding.has(device))
        keepOn(device, at);
    },
  };
}
