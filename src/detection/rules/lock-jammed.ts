import { isJam, isMoving } from '@/core/lock';
import { spokenPlace, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition } from '../condition';
import { lockAgain } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/**
 * The bolt stopped before its end, so the door is neither locked nor free. A bolt on its way says nothing yet, and one that
 * jams at each try is one alert.
 */
export function lockJammed(context: RuleContext): Rule {
  return openCondition(context, {
    classes: ['lock_jammed'],
    restsOn: aspect.lock,
    looksAt: ({ state }) => state.lock ?? null,
    judge: ({ after }) => {
      const { lock } = after.state;
      if (lock === undefined || isMoving(lock.value)) return 'unknown';
      if (!isJam(lock.value)) return 'well';
      return {
        severity: 'critical',
        title: startSentence(`the bolt of ${spokenPlace(after.name)} did not reach its end`),
        text: 'The lock says that its bolt is stuck half way',
        fix: lockAgain(after),
      };
    },
    wellAgain: 'The bolt moves again',
    calmMs: 60_000,
  });
}
