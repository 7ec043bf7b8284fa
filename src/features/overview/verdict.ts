import type { Alert } from '@/core/alerts/alert';
import type { ConnectionState, Listening } from '@/core/feed';
import type { HomeSummary } from '@/core/home-summary';
import type { Incident } from '@/core/alerts/incident';
import { startSentence } from '@/core/spoken-name';
import { ageInWords } from '@/ui/age-words';

import { happenedClauses } from './happened';
import { incidentClauses } from './incidents';
import { clausesOf } from './verdict-clauses';
import { worstFirst } from './worst-first';

/** The home in one sentence. `sentence` is the heading, `detail` what it rests on. */
export type Verdict = {
  readonly mood: 'calm' | 'notice' | 'alarm' | 'unknown';
  readonly sentence: string;
  readonly detail: string | null;
};

export type VerdictFacts = {
  readonly connection: ConnectionState;
  readonly listening: Listening;
  readonly summary: HomeSummary;
  /** devices of which the broker withheld something */
  readonly withheld: number;
  /** alerts that want somebody */
  readonly alerts: readonly Alert[];
  /** stories that want somebody; their alerts are not among `alerts` */
  readonly incidents?: readonly Incident[];
  /** of a home that is not connected: when it was last heard, as far as that is known */
  readonly heardUntil?: number | null;
};

/** What is so, the worst first; calm when all is well; never surer than what was heard. */
export function verdict(facts: VerdictFacts, now: number): Verdict {
  const { connection, listening, summary, withheld } = facts;
  if (connection.status !== 'connected') return notConnected(summary, facts.heardUntil ?? null, now);
  const settled = listening.phase === 'settled';
  const standing = clausesOf(summary, now);
  const happened = happenedClauses(facts.alerts);
  const all = worstFirst(
    [
      ...standing.urgent.filter(({ isDanger }) => isDanger),
      ...incidentClauses(facts.incidents ?? []),
      ...standing.urgent.filter(({ isDanger }) => !isDanger),
      ...happened.urgent,
    ],
    ({ isDanger, mood }) => ({ isDanger, isAlarm: mood === 'alarm' }),
  );
  const minor = [...standing.minor, ...happened.minor];
  const urgent = settled ? all : all.filter(({ mood }) => mood !== 'unknown');
  const [worst, second] = urgent;
  if (worst !== undefined) {
    const words = second === undefined ? worst.words : `${worst.words}, and ${second.words}`;
    const more = urgent.length - 2;
    return {
      mood: worst.mood,
      sentence: startSentence(words),
      detail:
        more > 0
          ? `And ${more === 1 ? 'one more thing' : `${more} more things`} to look at.`
          : sentences(evidence(summary), untoldWords(summary)),
    };
  }
  if (!settled) return stillListening(summary);
  if (summary.devices === 0) {
    return {
      mood: 'unknown',
      sentence: 'No devices yet',
      detail: 'This broker has told of no device. As soon as one speaks, it appears here.',
    };
  }
  return allWell(summary, minor, withheld);
}

function notConnected(summary: HomeSummary, heardUntil: number | null, now: number): Verdict {
  const concerns = summary.concerns.map((concern) => ({ ...concern, stale: true }));
  const [worst] = clausesOf({ ...summary, concerns }, now).urgent;
  const last =
    worst === undefined ? calmWords(summary, 'was') : worst.words.replace(/,? when (?:it was )?last heard/, '');
  const when = heardUntil === null ? '' : `, ${ageInWords(heardUntil, now)}`;
  return {
    mood: 'unknown',
    sentence: 'Your home cannot be heard right now',
    detail: summary.devices === 0 ? null : `When it was last heard${when}: ${last}.`,
  };
}

/** How far it has come: of tens of thousands it takes minutes. */
function stillListening(summary: HomeSummary): Verdict {
  const { devices } = summary;
  const heard =
    devices === 0
      ? 'No device has been heard so far.'
      : sentences(`${devices.toLocaleString()} ${devices === 1 ? 'device' : 'devices'} so far`, evidence(summary));
  return { mood: 'unknown', sentence: 'Connected, still listening…', detail: heard };
}

function allWell(summary: HomeSummary, minor: readonly string[], withheld: number): Verdict {
  const untold = untoldWords(summary);
  const calm = startSentence(calmWords(summary, 'is'));
  if (withheld > 0) {
    return {
      mood: 'unknown',
      sentence: `${calm}, as far as the broker tells`,
      detail: 'It withheld part of your home.',
    };
  }
  if (untold !== null) {
    return { mood: 'calm', sentence: `${calm}, as far as heard`, detail: sentences(untold, ...minor) };
  }
  const but = minor[0] === undefined ? '' : `, but ${minor[0]}`;
  return { mood: 'calm', sentence: `${calm}${but}`, detail: sentences(...minor.slice(1), evidence(summary)) };
}

/** "Everything is locked and quiet", or as much of it as this home can say. */
function calmWords({ locks, openings, watching }: HomeSummary, is: 'is' | 'was'): string {
  const can = [locks.fine > 0 && 'locked', locks.fine === 0 && openings.fine > 0 && 'closed'].filter(Boolean);
  const quiet = watching.fine > 0 || can.length > 0 ? 'quiet' : null;
  const words = [...can, quiet].filter(Boolean).join(' and ');
  return words === '' ? `nothing ${is} wrong` : `everything ${is} ${words}`;
}

/** "3 locks are locked, 9 doors and windows are closed." */
function evidence({ locks, openings, watching }: HomeSummary): string | null {
  const parts = [
    locks.fine > 0 && `${locks.fine} ${locks.fine === 1 ? 'lock is' : 'locks are'} locked`,
    openings.fine > 0 &&
      `${openings.fine} ${openings.fine === 1 ? 'door or window is' : 'doors and windows are'} closed`,
    watching.fine > 0 &&
      `${watching.fine} smoke ${watching.fine === 1 ? 'or water sensor is' : 'and water sensors are'} calm`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : `${startSentence(parts.join(', '))}.`;
}

function untoldWords({ openings, watching }: HomeSummary): string | null {
  const parts = [
    openings.untold > 0 && `${openings.untold} ${openings.untold === 1 ? 'door or window' : 'doors and windows'}`,
    watching.untold > 0 && `${watching.untold} smoke or water ${watching.untold === 1 ? 'sensor' : 'sensors'}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  const have = openings.untold + watching.untold === 1 ? 'has' : 'have';
  return `${parts.join(' and ')} ${have} not reported yet`;
}

function sentences(...parts: readonly (string | null)[]): string | null {
  const whole = parts.filter((part) => part !== null).map((part) => startSentence(part.replace(/\.?$/, '.')));
  return whole.length === 0 ? null : whole.join(' ');
}
