import { causeOf } from '@/core/alerts/alert';

import { isMoment, isText, record } from './checks';
import { countedMap } from './counts';
import { openLately } from './lately';
import { isRecent } from './recent';
import type { Rule, RuleContext } from './rule';
import { setLast } from './set-last';

/** so long a word is good for */
const dayMs = 24 * 3_600_000;
const goodMs = 30 * dayMs;
/** as far as the clocks of two that saw the same may be apart */
const apartMs = 3 * 60_000;
/** an alert tells a few deeds: of more, nobody knows that he vouches for them */
const mostOfOne = 8;
const mostWords = 500;
const mostLetters = 512;

/** `alert`: by which it was said, and is taken back */
type Word = { readonly at: number; readonly alert: string; readonly kind: string };
const isWord = record({ at: isMoment, alert: isText, kind: isText });

/**
 * What people said that they did themselves, or that it was a false alarm. Where the very same comes again by the very same, as
 * its rule names it (`Deed`), it is told more mildly for a month, and not at all where it was only worth knowing. A word holds
 * for what was told here before it was said and for nothing else: not for another account, address or topic, and never for what is
 * critical. Rules that name no deed learn nothing here.
 */
export function withVouched(context: RuleContext): { readonly context: RuleContext; readonly rule: Rule } {
  const told = openLately<string>(goodMs, mostOfOne);
  const words = new Map<string, Word>();
  context.counts.add('deeds told', told.counted(isText));
  context.counts.add('deeds vouched for', countedMap(words, isWord));

  return {
    context: {
      ...context,
      seen(sighting, deed = [null]) {
        const { t, severity, confidence, evidence } = sighting;
        const cause = causeOf(sighting);
        const name = JSON.stringify([cause, ...deed]);
        if (deed.includes(null) || severity === 'critical' || name.length > mostLetters) return context.seen(sighting);
        told.add(cause, t, name);
        const word = words.get(name);
        if (word === undefined || !isRecent(word.at, t, goodMs)) return context.seen(sighting);
        if (severity === 'info') return;
        const what = word.kind === 'mine' ? 'one of you' : 'a false alarm';
        const said = { t, topic: '', text: `You said ${agoWords(t - word.at)} ago that this was ${what}` };
        context.seen({ ...sighting, severity: 'info', confidence: confidence / 2, evidence: [said, ...evidence] });
      },
    },
    rule: {
      teach(alert, now) {
        const { id, t, verdict } = alert;
        if (verdict.kind === 'none') {
          for (const [name, word] of words) if (word.alert === id) words.delete(name);
          return;
        }
        const at = Math.min(verdict.at, now);
        // one flood is one alert, also where what is unusual for the device saw it first
        for (const { at: toldAt, what } of told.of(causeOf(alert).replace(/ habit$/, ''), now)) {
          // the words of old alerts come again after a restart
          if (toldAt < t - apartMs || toldAt > at || (words.get(what)?.at ?? 0) > at) continue;
          setLast(words, what, { at, alert: id, kind: verdict.kind }, mostWords);
        }
      },
    },
  };
}

function agoWords(ms: number): string {
  const days = Math.floor(ms / dayMs);
  return days < 1 ? 'less than a day' : days === 1 ? 'a day' : `${days} days`;
}
