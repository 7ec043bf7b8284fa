import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';
import type { OpenRule } from '@/detection/rules';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingSigners } from '@/history/signer-memory';

import type { AlertChanges } from './alert-news';
import { openAlertLog } from './alert-log';
import { openAlerts, type Alerts } from './alerts';
import { conventions } from './conventions';
import { openPipeline, type Pipeline } from './pipeline';
import { readRecording } from './recording';
import { openSignatures } from './signatures';

/** what a recording says within this time of its own clock is how the home stood; what comes then came just then */
const firstLookMs = 5_000;

/** so often snoozed alerts are looked at */
const tickMs = 1_000;

type Options = {
  readonly onProblem?: (problem: Problem) => void;
  /** what happened to the alerts, at `now` of the messages' clock */
  readonly onAlerts?: (changes: AlertChanges, now: number) => void;
  /** the rule that learns what is usual (`learned.ts`); absent: nothing is learned */
  readonly learned?: OpenRule;
};

/** A home that hears messages of another time, each with its own clock, from decode to alerts. */
export type ReplayedHome = {
  readonly home: Pipeline['home'];
  readonly alerts: Pick<Alerts, 'all' | 'act'>;
  /** the latest moment that was told; null: there was no message yet */
  readonly now: number | null;
  /** resolves when the next one may come; null: at once */
  hear(message: Message): Promise<void> | null;
};

export function openReplayedHome({ onProblem = () => {}, onAlerts = () => {}, learned }: Options = {}): ReplayedHome {
  const pipeline = openPipeline(conventions, onProblem);
  let now: number | null = null;
  let began = Number.POSITIVE_INFINITY;
  let ticked = Number.NEGATIVE_INFINITY;
  const alerts = openAlerts({
    home: pipeline.home,
    clock: () => now ?? 0,
    share: false,
    onChange: (changes) => onAlerts(changes, now ?? 0),
    onSharing() {},
    onProblem,
  });

  if (learned !== undefined) alerts.enter(null, [], learned);

  /** A clock that was set back does not make what is over happen again. */
  function pass(at: number): void {
    now = Math.max(now ?? at, at);
    began = Math.min(began, now);
    if (now - began >= firstLookMs) alerts.lookedOver();
    if (now - ticked < tickMs) return alerts.pass(now);
    ticked = now;
    alerts.tick();
  }

  function take(message: Message): void {
    alerts.hear(message, pipeline.hear(message).decoded?.observations ?? [], pipeline.changes);
    pipeline.changes.changed.clear();
    pipeline.changes.removed.clear();
  }

  return {
    home: pipeline.home,
    alerts,
    get now() {
      return now;
    },
    hear(message) {
      pass(message.at);
      if (alerts.hearShared(message)) return null;
      const loading = pipeline.prepare(message);
      if (loading !== null) return loading.then(() => take(message));
      take(message);
      return null;
    },
  };
}

/** What a recording came to. */
export type Replay = Pick<ReplayedHome, 'home' | 'now'> & {
  readonly alerts: Alerts['all'];
  /** every line told its own time */
  readonly timed: boolean;
};

type RecordingOptions = Pick<Options, 'onProblem'> & {
  /** take every line as a broker's memory */
  readonly asRetained?: boolean;
  /** an alert opened, changed or closed (CONTRACT.md, "Alert line") */
  readonly onLine?: (line: string) => void;
};

/**
 * A recording as if it happened now, with its own clock, which never runs past the last line. The same lines give the same
 * alerts, in Node and in a Worker, and the beginning of a recording gives the beginning of its alerts.
 */
export async function replay(lines: Iterable<string>, options: RecordingOptions = {}): Promise<Replay> {
  const { asRetained = false, onProblem = () => {}, onLine = () => {} } = options;
  const { learnedRule, openHomeMemory } = await import('./learned');
  const memory = openHomeMemory();
  const home = openReplayedHome({
    onProblem,
    onAlerts: (changes, now) => log.changed(changes, now).forEach(onLine),
    learned: (context) => learnedRule(context, { memory, mayRaise: () => true }),
  });
  const log = openAlertLog(home.alerts.all);
  // a recording waits for its signatures: it tells the same on each run
  const passed: Message[] = [];
  const signatures = openSignatures({
    store: openPassingCertificateStore(),
    memory: openPassingSigners(),
    pass: (message) => void passed.push(message),
  });
  let timed = true;
  for (const { message, timed: isTimed } of readRecording(lines, asRetained)) {
    timed &&= isTimed;
    log.pass(Math.max(home.now ?? message.at, message.at)).forEach(onLine);
    signatures.take(message);
    await signatures.settled();
    for (const proven of passed.splice(0)) {
      const loading = home.hear(proven);
      if (loading !== null) await loading;
    }
  }
  return { home: home.home, alerts: home.alerts.all, now: home.now, timed };
}
