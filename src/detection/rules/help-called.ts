import { helpCalled } from '@/core/alerts/alert';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice } from '../fixes';
import { openRepeats } from '../repeats';
import { happenedAtOf, type Rule, type RuleContext } from '../rule';

/**
 * Somebody pressed the button that calls for help, at a keypad or a panel. Whether it was a child that played with it a house cannot
 * know, so each press is told as it is; what a broker remembers of one was told when it happened, or is long over.
 */
export function helpWasCalled(context: RuleContext): Rule {
  const repeats = openRepeats();
  context.counts.add('calls for help heard', repeats.counted);

  return {
    restsOn: aspect.event,
    hear(step) {
      if (step.after.lastEvent === step.before?.lastEvent || step.retained) return;
      for (const { fact } of step.observations) {
        if (fact.type !== 'event' || fact.meaning !== 'emergency' || repeats.isRepeat(step, fact.event)) continue;
        const t = happenedAtOf(step);
        context.seen({
          t,
          class: 'safety',
          subject: `${step.after.id} ${helpCalled}`,
          device: step.after.id,
          title: `Somebody calls for help at ${spokenName(step.after.name)}`,
          severity: 'critical',
          confidence: 0.9,
          evidence: [{ t, topic: step.topic, text: fact.text }],
          fix: showDevice(step.after),
          lasting: false,
          news: true,
        });
      }
    },
    forget: (device) => repeats.forget(device),
  };
}
