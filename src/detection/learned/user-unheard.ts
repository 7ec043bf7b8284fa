import { brokerLogTopic, unreadableName, type Happening } from '@/core/happening';

import { isNumber, keptText, record } from '../checks';
import { countedMap } from '../counts';
import { showAccess } from '../fixes';
import { isRecent } from '../recent';
import type { HabitContext } from './habit-rule';
import { isRipe } from './ripe';

/** On how many days somebody logged in by this name. */
type Heard = { readonly days: number; readonly lastDay: number };

const isHeard = record({ days: isNumber, lastDay: isNumber });
const mostUsers = 500;
/** more days of one name say no more of who else may come */
const mostDays = 60;
/** who comes next is somebody new less often than that: or a home whose devices hardly ever log in would be told of each of them */
const seldom = 0.01;
/** whoever comes so soon after was set up together with the first */
const togetherMs = 6 * 3_600_000;

/**
 * A log-in by a name that was never heard, at a broker whose users have long been heard. Only its log tells of log-ins, and of a
 * device that stays connected for weeks it tells none: so what counts is how many of the names came on one day only (Good and
 * Turing: so often the next is a new one). What an administrator made is told when it is made (`account-changed.ts`), and whoever
 * may read the list of accounts compares (`unlisted-log-in.ts`, of the same subject): this is for a night without him.
 */
export function userUnheard(context: HabitContext) {
  const users = new Map<string, Heard>();
  context.counts.add('days of log-ins', countedMap(users, isHeard));
  let told = { at: Number.NEGATIVE_INFINITY, subject: '' };

  function learn(name: string, day: number): void {
    const { days, lastDay } = users.get(name) ?? { days: 0, lastDay: -1 };
    if (!users.has(name) && users.size >= mostUsers) {
      const stray = [...users].find((one) => one[1].days === 1) ?? [...users][0];
      if (stray !== undefined) users.delete(stray[0]);
    }
    users.set(name, { days: day > lastDay ? Math.min(days + 1, mostDays) : days, lastDay: day });
  }

  /** For how long they have been heard, where nobody new is to be expected any more; null: some are still to come. */
  function knownFor(): number | null {
    let [longest, all, once] = [0, 0, 0];
    for (const { days } of users.values()) {
      longest = Math.max(longest, days);
      all += days;
      if (days === 1) once++;
    }
    return isRipe({ days: longest }) && (once + 1) / (all + 1) <= seldom ? longest : null;
  }

  function tell({ at, username, clientId, address }: Extract<Happening, { type: 'log-in' }>, days: number): void {
    const from = address === null ? '' : ` from ${address}`;
    const who = username === null ? 'without a log-in' : `as ${username}`;
    const text = `The client ${clientId} came in${from} ${who}; on ${days} days others logged in, and nobody ever did so`;
    const evidence = { t: at, topic: brokerLogTopic, text };
    if (isRecent(told.at, at, togetherMs))
      return context.say('more', { class: 'policy_violation', subject: told.subject }, evidence);
    told = { at, subject: `log-in ${username ?? 'without a name'}` };
    context.seen({
      t: at,
      class: 'policy_violation',
      subject: told.subject,
      device: null,
      title:
        username === null
          ? 'Your broker let somebody in without a log-in, for the first time'
          : `Somebody logged in as ${username}, of whom your broker never told before`,
      severity: 'warning',
      confidence: 0.6,
      evidence: [evidence],
      fix: showAccess,
      lasting: false,
      news: true,
    });
  }

  return {
    happen(happening: Happening, day: number): void {
      // it was told by whom it was made
      if (happening.type === 'administered' && happening.command === 'createClient' && happening.about !== null)
        return learn(keptText(happening.about), day);
      if (happening.type !== 'log-in' || happening.username === unreadableName) return;
      const name = keptText(happening.username ?? '');
      const days = users.has(name) ? null : knownFor();
      learn(name, day);
      if (days !== null && context.mayRaise()) tell(happening, days);
    },
  };
}
