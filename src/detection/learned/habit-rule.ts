import type { Alert, AlertClass, Evidence, JudgedAlert, Severity } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import type { Metric } from '@/core/history';
import { limits } from '@/core/limits';

import { isMoment } from '../checks';
import { countedMap } from '../counts';
import { showDevice } from '../fixes';
import { isRecent } from '../recent';
import type { RuleContext, Standing, Step } from '../rule';
import { setLast } from '../set-last';
import type { DeviceHabits } from './device-habits';
import type { LocalTime } from './local-time';
import type { HomeMemory } from './home-memory';
import { isUntold, untoldMs } from './untold';

/** What learns one habit and says what is unusual. Live steps only: a memory of the broker is nobody's habit. */
export type HabitRule = {
  hear(step: Step, habits: DeviceHabits, now: LocalTime): void;
  forget?(device: DeviceId, at: number): void;
  adopt?(alert: Standing, at: number): void;
  /** a person said what an alert was; each word again each session */
  teach?(alert: JudgedAlert): void;
};

/** One that says whether an alert of it stands. */
export type SpokenHabitRule = HabitRule & { stands(device: DeviceId): boolean };

export type HabitContext = RuleContext & {
  readonly memory: HomeMemory;
  /** it is this observer who speaks */
  readonly mayRaise: () => boolean;
  readonly localTime: (at: number) => LocalTime;
};

/** Something unusual, in words that a person can check. */
export type Unusual = {
  readonly title: string;
  /** with numbers: what is so now, and what was usual */
  readonly text: string;
  readonly severity?: Severity;
  readonly confidence: number;
};

const hourMs = 60 * 60_000;
/** why something unusual is over though it goes on */
export const habitNow = 'It was so on several days now: it counts as usual';
const untoldWords = 'It has not told this number for a day: nobody knows any more';

type HappeningOptions = {
  /** where another rule has alerts of the same class and device */
  readonly suffix?: string;
  /** after an alarm the same is only more of it, for so long */
  readonly restMs?: number;
};

/** What happens in a moment. The next within the rest joins the alert, also after a restart; a person closes it. */
export function openHappening(context: HabitContext, kind: AlertClass, options: HappeningOptions = {}) {
  const { suffix = '', restMs = 6 * hourMs } = options;
  const raisedAt = new Map<DeviceId, number>();
  context.counts.add(`told: ${kind}${suffix}`, countedMap(raisedAt, isMoment));
  return {
    seen(step: Step, t: number, { title, text, severity = 'warning', confidence }: Unusual): void {
      if (!context.mayRaise()) return;
      const { id } = step.after;
      const subject = `${id}${suffix}`;
      const evidence: Evidence = { t, topic: step.topic, text };
      if (isRecent(raisedAt.get(id), step.at, restMs)) return context.say('more', { class: kind, subject }, evidence);
      setLast(raisedAt, id, step.at, limits.devices);
      context.seen(sighting(step, { t, class: kind, subject, title, severity, confidence, lasting: false }, evidence));
    },
    forget: (device: DeviceId) => void raisedAt.delete(device),
  };
}

type LastingOptions = {
  /** where another rule has alerts of the same class, device and part */
  readonly suffix?: string;
  /** the number of which it is so; null: of none. It is over, too, when that is not told any more */
  readonly numberOf?: (part: string, device: DeviceId) => Metric | null;
};

/** What lasts until it is usual again. */
export function openLasting(context: HabitContext, kind: AlertClass, { suffix = '', numberOf }: LastingOptions = {}) {
  /** by device, which most messages ask for, and by part; what it holds tells one alert from the next of that part */
  const standing = new Map<DeviceId, Map<string, object>>();
  const subjectOf = (id: DeviceId, part: string) => `${id}${part === '' ? '' : ` ${part}`}${suffix}`;
  /** null: the subject is of another rule */
  const partOf = (id: DeviceId, subject: string) =>
    subject.startsWith(id) && subject.endsWith(suffix)
      ? subject.slice(id.length, subject.length - suffix.length).trimStart()
      : null;
  /** asked of most messages, of which nearly none end anything */
  const stands = (id: DeviceId, part = '') => standing.size > 0 && standing.get(id)?.has(part) === true;

  function stand(id: DeviceId, part: string, at: number): void {
    const one = {};
    const parts = standing.get(id) ?? new Map<string, object>();
    standing.set(id, parts.set(part, one));
    const metric = numberOf?.(part, id) ?? null;
    if (metric === null) return;
    const look = (now: number): void => {
      // it is over, or another by now
      if (standing.get(id)?.get(part) !== one) return;
      const habits = context.memory.devices.get(id);
      // it stays where another observer speaks
      if (habits !== undefined && isUntold(habits, metric, context.localTime))
        over(id, part, { t: now, topic: '', text: untoldWords });
      context.later(now + untoldMs, look);
    };
    context.later(at + untoldMs, look);
  }

  function over(id: DeviceId, part: string, evidence: Evidence): void {
    const parts = standing.get(id);
    if (parts?.has(part) !== true || !context.mayRaise()) return;
    parts.delete(part);
    if (parts.size === 0) standing.delete(id);
    context.say('over', { class: kind, subject: subjectOf(id, part) }, evidence);
  }

  return {
    stands,
    begin(step: Step, { title, text, severity = 'warning', confidence }: Unusual, part = ''): void {
      const { id } = step.after;
      if (stands(id, part) || !context.mayRaise()) return;
      stand(id, part, step.at);
      const t = step.at;
      const subject = subjectOf(id, part);
      const evidence = { t, topic: step.topic, text };
      context.seen(sighting(step, { t, class: kind, subject, title, severity, confidence, lasting: true }, evidence));
    },
    end({ after: { id }, at, topic }: Step, text: string, part = ''): void {
      if (stands(id, part)) over(id, part, { t: at, topic, text });
    },
    forget(device: DeviceId, at: number): void {
      const parts = standing.get(device);
      if (parts === undefined) return;
      standing.delete(device);
      const evidence = { t: at, topic: '', text: 'It is not part of the home any more' };
      for (const part of parts.keys()) context.say('over', { class: kind, subject: subjectOf(device, part) }, evidence);
    },
    /** A person said what it was: what goes further from now on is another. */
    settle({ class: is, subject, device, endedAt, verdict }: JudgedAlert): void {
      if (is !== kind || device === null || endedAt !== null || verdict.kind === 'none') return;
      const evidence = { t: verdict.at, topic: '', text: 'Somebody knows of it: so far it counts as usual' };
      const part = partOf(device, subject);
      if (part !== null) over(device, part, evidence);
    },
    adopt({ class: is, subject, device }: Standing, at: number): void {
      if (is !== kind || device === null) return;
      const part = partOf(device, subject);
      if (part !== null && !stands(device, part)) stand(device, part, at);
    },
  };
}

type Told = Pick<Alert, 't' | 'class' | 'subject' | 'title' | 'severity' | 'confidence'> & {
  readonly lasting: boolean;
};

function sighting({ after }: Step, told: Told, evidence: Evidence) {
  return { ...told, device: after.id, evidence: [evidence], fix: showDevice(after), news: true };
}
