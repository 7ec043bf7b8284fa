import type { StateKey } from '@/core/state';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from './aspects';
import { openCondition } from './condition';
import { showDevice } from './fixes';
import type { Rule, RuleContext } from './rule';

type Danger = {
  readonly key: Extract<StateKey, 'smoke' | 'carbonMonoxide' | 'gas' | 'leak'>;
  readonly what: string;
  readonly wellAgain: string;
};

const dangers: readonly Danger[] = [
  { key: 'smoke', what: 'smoke', wellAgain: 'No smoke any more' },
  { key: 'carbonMonoxide', what: 'carbon monoxide', wellAgain: 'No carbon monoxide any more' },
  { key: 'gas', what: 'gas', wellAgain: 'No gas any more' },
  { key: 'leak', what: 'water', wellAgain: 'Dry again' },
];

/**
 * Danger to people or the house. Never weighed against anything: one word of one sensor is enough. Smoke that comes and
 * goes is one alert until it has been away for five minutes.
 */
export function safety(context: RuleContext): readonly Rule[] {
  return dangers.map(({ key, what, wellAgain }) =>
    openCondition(context, {
      classes: ['safety'],
      suffix: what,
      restsOn: aspect.state,
      looksAt: ({ state }) => state[key] ?? null,
      judge: ({ after }) => {
        const told = after.state[key];
        if (told === undefined) return 'unknown';
        if (!told.value) return 'well';
        return {
          severity: 'critical',
          title: startSentence(`${spokenName(after.name)} reports ${what}`),
          text: startSentence(`it reports ${what}`),
          fix: showDevice(after),
        };
      },
      wellAgain,
      calmMs: 5 * 60_000,
    }),
  );
}
