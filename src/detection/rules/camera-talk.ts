import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice } from '../fixes';
import { hourWords, type LocalTime } from '../learned/local-time';
import { isRecent } from '../recent';
import { openRepeats } from '../repeats';
import { happenedAtOf, type Rule, type RuleContext } from '../rule';

/** whoever rang is being answered */
const answeringMs = 3 * 60_000;

/**
 * Somebody speaks through a camera or doorbell. After a ring that is how a door is answered; otherwise a stranger's voice in
 * the nursery sounds just the same on the wire, so the house is asked. Nobody tells who speaks: a word holds for that hour of the day only.
 */
export function cameraTalk(context: RuleContext, localTime: (at: number) => LocalTime): Rule {
  const rangAt = new Map<DeviceId, number>();
  const repeats = openRepeats();
  context.counts.add('voices through cameras heard', repeats.counted);

  return {
    restsOn: aspect.event,
    hear(step) {
      if (step.after.lastEvent === step.before?.lastEvent) return;
      const { after, topic, retained } = step;
      if (retained) return;
      for (const { fact } of step.observations) {
        if (fact.type !== 'event') continue;
        const t = happenedAtOf(step);
        if (fact.meaning === 'rang') rangAt.set(after.id, t);
        if (fact.meaning !== 'talked' || repeats.isRepeat(step, fact.event)) continue;
        const isAnswer = isRecent(rangAt.get(after.id), t, answeringMs);
        context.seen(
          {
            t,
            class: 'camera_talk',
            subject: after.id,
            device: after.id,
            title: `Somebody speaks through ${spokenName(after.name)}${isAnswer ? ', after a ring' : '. Was it one of you?'}`,
            severity: isAnswer ? 'info' : 'warning',
            confidence: isAnswer ? 0.2 : 0.7,
            evidence: [{ t, topic, text: fact.text }],
            fix: showDevice(after),
            lasting: false,
            news: true,
          },
          [isAnswer ? null : hourWords(localTime(t))],
        );
      }
    },
    forget(device) {
      rangAt.delete(device);
      repeats.forget(device);
    },
  };
}
