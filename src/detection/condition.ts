import type { AlertClass, AlertFix, Evidence, Severity } from '@/core/alerts/alert';
import { isWorse } from '@/core/alerts/alert-merge';
import { stayedSo } from '@/core/alerts/danger-over';
import type { Device, DeviceId } from '@/core/device';

import { aspect } from './aspects';
import { isSame } from './is-same';
import { happenedAtOf, type Rule, type RuleContext, type Standing, type Step } from './rule';

/** What is wrong with a device. */
export type Trouble = {
  readonly severity: Severity;
  /** one sentence in plain words */
  readonly title: string;
  /** what was seen, as evidence */
  readonly text: string;
  readonly fix: AlertFix | null;
};

/** `unknown`: nobody can tell now, so it is as it was. */
export type Judgement = Trouble | 'well' | 'unknown';

export type Condition = {
  /** the first one, where `classOf` does not choose */
  readonly classes: readonly [AlertClass, ...AlertClass[]];
  readonly classOf?: (device: Device) => AlertClass;
  /** where one device can have several such troubles */
  readonly suffix?: string;
  /** which aspects of a device hold what `looksAt` tells */
  readonly restsOn: number;
  /** what of the device it rests on: while this stays the same nothing is judged again; null: nothing was told of it */
  readonly looksAt: (device: Device) => unknown;
  readonly judge: (step: Step) => Judgement;
  /** what to write down when it is well again */
  readonly wellAgain: string;
  /** so long it must hold before it is an alert: what restarts on purpose comes back at once */
  readonly graceMs?: (device: Device) => number;
  /** a live word of it is news, whatever others said of it before we heard the device: whoever may write alerts must not silence it so */
  readonly isAlwaysNews?: boolean;
  /** so long it must be well before it is over: what flaps is one alert that stays */
  readonly calmMs?: number;
};

/** `adopted`: others say that it stands, and the device has not been heard yet. `waiting`: within its grace. */
type EntryState = 'adopted' | 'waiting' | 'standing' | 'calm';

type Entry = {
  readonly class: AlertClass;
  readonly subject: string;
  state: EntryState;
  severity: Severity;
  stop: () => void;
};

export type ConditionRule = Rule & {
  hear(step: Step): void;
  /** judges the device as it stands now, as if it had just been told; `isNews` false: as a memory of the broker */
  review(device: DeviceId, at: number, isNews: boolean): void;
  /** it has an alert of its own */
  isTold(device: DeviceId): boolean;
  /** something larger explains it */
  settle(device: DeviceId, at: number, text: string): void;
};

/**
 * Makes a rule of something that holds of one device or does not. It raises an alert when it begins to hold and says that
 * it is over when it holds no more. Remembers only the devices that are in trouble.
 */
export function openCondition(context: RuleContext, condition: Condition): ConditionRule {
  const { classes, restsOn, looksAt, judge, suffix, wellAgain, graceMs = () => 0, calmMs = 0 } = condition;
  const { classOf = () => classes[0], isAlwaysNews = false } = condition;
  const entries = new Map<DeviceId, Entry>();
  const subjectOf = (id: DeviceId) => (suffix === undefined ? id : `${id} ${suffix}`);

  function hear(step: Step): void {
    const { before, after } = step;
    if (before !== undefined && isSame(looksAt(before), looksAt(after)) && before.disabled === after.disabled) return;
    consider(step);
  }

  function consider(step: Step): void {
    const judgement = step.after.disabled ? 'well' : judge(step);
    if (judgement === 'unknown') return;
    const entry = entries.get(step.after.id);
    if (judgement === 'well') {
      if (entry !== undefined) recover(step, entry);
    } else if (entry === undefined) begin(step, judgement);
    else goOn(step, entry, judgement);
  }

  function begin(step: Step, trouble: Trouble): void {
    const { after, at } = step;
    const grace = graceMs(after);
    const state = grace === 0 ? 'standing' : 'waiting';
    const entry: Entry = {
      class: classOf(after),
      subject: subjectOf(after.id),
      state,
      severity: trouble.severity,
      stop,
    };
    entries.set(after.id, entry);
    if (grace === 0) return raise(step, entry, trouble, isNews(step));
    entry.stop = context.later(at + grace, () => {
      // what is told meanwhile ends the wait, but something larger may explain it by now
      const now = context.devices.get(after.id);
      const judgement = now === undefined ? 'unknown' : judge({ ...step, after: now });
      if (typeof judgement === 'string') return void entries.delete(after.id);
      entry.state = 'standing';
      raise(step, entry, judgement, isNews(step));
    });
  }

  function goOn(step: Step, entry: Entry, trouble: Trouble): void {
    const { state } = entry;
    if (state === 'waiting' || (state === 'standing' && !isWorse(trouble, entry))) return;
    entry.stop();
    entry.state = 'standing';
    entry.severity = trouble.severity;
    raise(step, entry, trouble, state !== 'adopted' || (isAlwaysNews && !step.retained));
  }

  /** What a broker remembers of a device of which nothing was known may have been so for long. */
  function isNews({ retained, before }: Step): boolean {
    return !retained || (before !== undefined && (looksAt(before) ?? null) !== null);
  }

  function raise(step: Step, entry: Entry, trouble: Trouble, news: boolean): void {
    const { severity, title, text, fix } = trouble;
    const t = happenedAtOf(step);
    const evidence = [{ t, topic: step.topic, text }];
    const { class: kind, subject } = entry;
    context.seen({
      t,
      class: kind,
      subject,
      device: step.after.id,
      title,
      severity,
      confidence: 1,
      evidence,
      fix,
      lasting: true,
      news,
    });
  }

  function recover(step: Step, entry: Entry): void {
    const { at, topic, after } = step;
    if (entry.state === 'calm') return;
    entry.stop();
    if (entry.state === 'waiting') return void entries.delete(after.id);
    const evidence = { t: happenedAtOf(step), topic, text: wellAgain };
    if (calmMs === 0) return end(after.id, entry, evidence);
    entry.state = 'calm';
    context.say('calm', entry, evidence);
    entry.stop = context.later(at + calmMs, (t) => end(after.id, entry, { t, topic, text: stayedWell(calmMs) }));
  }

  function end(id: DeviceId, entry: Entry, evidence: Evidence): void {
    entries.delete(id);
    context.say('over', entry, evidence);
  }

  function review(id: DeviceId, at: number, isNew: boolean): void {
    const after = context.devices.get(id);
    if (after !== undefined) consider({ at, retained: !isNew, topic: '', before: undefined, after, observations: [] });
  }

  function settle(id: DeviceId, t: number, text: string): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.stop();
    if (entry.state === 'waiting') entries.delete(id);
    else end(id, entry, { t, topic: '', text });
  }

  function adopt({ class: kind, subject, device }: Standing, at: number): void {
    if (device === null || entries.has(device) || !classes.includes(kind) || subject !== subjectOf(device)) return;
    entries.set(device, { class: kind, subject, state: 'adopted', severity: 'info', stop });
    review(device, at, false);
  }

  return {
    restsOn: restsOn | aspect.identity,
    hear,
    review,
    isTold: (id) => isAlert(entries.get(id)),
    settle,
    adopt,
    forget: (id, at) => settle(id, at, 'It is not part of the home any more'),
  };
}

function isAlert(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.state !== 'waiting';
}

function stop(): void {}

function stayedWell(calmMs: number): string {
  const minutes = Math.round(calmMs / 60_000);
  return `${stayedSo} ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
}
