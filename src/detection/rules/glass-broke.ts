import { glassBroke } from '@/core/alerts/alert';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition } from '../condition';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/**
 * Glass breaks, says a sensor that listens for it. A plate that is dropped sounds alike, and it wakes all the same, also where a panel says
 * that the alarm is off: whoever sleeps has often not armed it, and nobody drops plates then.
 */
export function glassBreaks(context: RuleContext): Rule {
  return openCondition(context, {
    classes: ['safety'],
    suffix: glassBroke,
    restsOn: aspect.otherState,
    looksAt: ({ state }) => state.glassBreak ?? null,
    judge: ({ after }) => {
      const { glassBreak } = after.state;
      if (glassBreak === undefined) return 'unknown';
      if (!glassBreak.value) return 'well';
      return {
        severity: 'critical',
        title: startSentence(`${spokenName(after.name)} heard glass break`),
        text: 'It says that it heard glass break',
        fix: showDevice(after),
      };
    },
    wellAgain: 'It hears no glass break any more',
    calmMs: 60_000,
  });
}
