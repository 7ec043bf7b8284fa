import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition } from '../condition';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/**
 * Somebody opened the case of a device or took it off its wall, says its own tamper switch. That comes before much else a
 * burglar does, and after every change of a battery: so it is over by itself when the case is shut.
 */
export function tamper(context: RuleContext): Rule {
  return openCondition(context, {
    classes: ['tamper'],
    restsOn: aspect.tamper,
    looksAt: ({ state }) => state.tamper ?? null,
    judge: ({ after }) => {
      if (after.state.tamper === undefined) return 'unknown';
      if (!after.state.tamper.value) return 'well';
      return {
        severity: 'critical',
        title: startSentence(`${spokenName(after.name)} says that somebody tampered with it`),
        text: 'Its tamper switch says that the case was opened or moved',
        fix: showDevice(after),
      };
    },
    wellAgain: 'Its tamper switch is shut again',
    calmMs: 60_000,
  });
}
