import type { DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isNull } from '../checks';
import { showDevice } from '../fixes';
import { openLately, type Moment } from '../lately';
import { hourWords, type LocalTime } from '../learned/local-time';
import { isRecent } from '../recent';
import { openRepeats } from '../repeats';
import { happenedAtOf, type Rule, type RuleContext } from '../rule';

/** a command on the broker moved it, which whoever may command the home may do */
const commandedMs = 30_000;
/** a camera that follows what moves, or patrols, turns all the time: that is how it is set. After a rest it is somebody who turns it */
const patrol = { turns: 6, withinMs: 3_600_000, restMs: 15 * 60_000 } as const;

/**
 * A camera was turned to look elsewhere: that is how a burglar makes it miss the door. A turn that a command on the broker
 * asked for, and one of a camera that turns all the time, is told more mildly. Nobody tells who turned it: a word of a person holds for
 * that hour of the day only.
 */
export function cameraMoved(context: RuleContext, localTime: (at: number) => LocalTime): Rule {
  const commandedAt = new Map<DeviceId, number>();
  const turns = openLately<null>(patrol.withinMs, patrol.turns + 1);
  context.counts.add('turns of cameras', turns.counted(isNull));
  const repeats = openRepeats();
  context.counts.add('turns of cameras heard', repeats.counted);

  return {
    restsOn: aspect.event,
    hear(step) {
      if (step.after.lastEvent === step.before?.lastEvent) return;
      const { after, topic, retained } = step;
      if (retained) return;
      for (const { fact } of step.observations) {
        if (fact.type !== 'event' || fact.meaning !== 'turned' || repeats.isRepeat(step, fact.event)) continue;
        const t = happenedAtOf(step);
        if (turnsWithoutRest(turns.add(after.id, step.at, null)) > patrol.turns) continue;
        const isAsked = isRecent(commandedAt.get(after.id), step.at, commandedMs);
        context.seen(
          {
            t,
            class: 'camera_moved',
            subject: after.id,
            device: after.id,
            title: `${startSentence(spokenName(after.name))} was turned to look elsewhere`,
            severity: isAsked ? 'info' : 'warning',
            confidence: isAsked ? 0.3 : 0.7,
            evidence: [{ t, topic, text: isAsked ? `${fact.text}, as a command on the broker asked` : fact.text }],
            fix: showDevice(after),
            lasting: false,
            news: true,
          },
          [isAsked ? null : hourWords(localTime(t))],
        );
      }
    },
    happen(happening) {
      if (happening.type !== 'command' || happening.retained || happening.device === null) return;
      const kind = context.devices.get(happening.device)?.kind;
      if (kind === 'camera' || kind === 'doorbell') commandedAt.set(happening.device, happening.at);
    },
    forget(device) {
      commandedAt.delete(device);
      turns.forget(device);
      repeats.forget(device);
    },
  };
}

/** Up to the last of them. */
function turnsWithoutRest(turns: readonly Moment<null>[]): number {
  const rest = turns.findLastIndex(({ at }, index) => index > 0 && at - turns[index - 1]!.at >= patrol.restMs); // it is there
  return turns.length - Math.max(0, rest);
}
