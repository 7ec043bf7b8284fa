import { wellAgainWords } from '@/core/alerts/danger-over';
import type { ToldState } from '@/core/device';
import type { Told } from '@/core/told';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition } from '../condition';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

type Danger = {
  /** each names its key: asked of every reading, a key that is not written there is searched for each time */
  readonly toldIn: (state: ToldState) => Told<boolean> | undefined;
  readonly what: string;
  readonly wellAgain: string;
};

const dangers: readonly Danger[] = [
  { toldIn: ({ smoke }) => smoke, what: 'smoke', wellAgain: wellAgainWords.smoke },
  {
    toldIn: ({ carbonMonoxide }) => carbonMonoxide,
    what: 'carbon monoxide',
    wellAgain: wellAgainWords['carbon monoxide'],
  },
  { toldIn: ({ gas }) => gas, what: 'gas', wellAgain: wellAgainWords.gas },
  { toldIn: ({ leak }) => leak, what: 'water', wellAgain: wellAgainWords.water },
];

/**
 * Danger to people or the house. Never weighed against anything: one word of one sensor is enough. Smoke that comes and
 * goes is one alert until it has been away for five minutes.
 */
export function safety(context: RuleContext): readonly Rule[] {
  return dangers.map(({ toldIn, what, wellAgain }) =>
    openCondition(context, {
      classes: ['safety'],
      suffix: what,
      restsOn: aspect.danger,
      looksAt: ({ state }) => toldIn(state) ?? null,
      judge: ({ after }) => {
        const told = toldIn(after.state);
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
      isAlwaysNews: true,
      calmMs: 5 * 60_000,
    }),
  );
}
