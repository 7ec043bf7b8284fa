import type { Alert } from '@/core/alert';
import type { Problem } from '@/core/observation';

import type { AlertChanges } from './alert-news';
import { openAlertLog } from './alert-log';
import { openAlerts } from './alerts';
import { conventions } from './conventions';
import { openPipeline, type Pipeline } from './pipeline';
import { readRecording } from './recording';

/** what a recording says within this time of its own clock is how the home stood; what comes then came just then */
const firstLookMs = 5_000;

/** so often snoozed alerts are looked at */
const tickMs = 1_000;

/** What a recording came to. */
export type Replay = {
  readonly home: Pipeline['home'];
  readonly alerts: ReadonlyMap<string, Alert>;
  /** when the last message came, by the recording's clock; null: there was none */
  readonly at: number | null;
  /** every line told its own time */
  readonly timed: boolean;
};

type Options = {
  /** take every line as a broker's memory */
  readonly asRetained?: boolean;
  readonly onProblem?: (problem: Problem) => void;
  /** an alert opened, changed or closed (CONTRACT.md, "Alert line") */
  readonly onLine?: (line: string) => void;
};

/**
 * A recording as if it happened now, with its own clock, which never runs past the last line. The same lines give the same
 * alerts, in Node and in a Worker, and the beginning of a recording gives the beginning of its alerts.
 */
export async function replay(lines: Iterable<string>, options: Options = {}): Promise<Replay> {
  const { asRetained = false, onProblem = () => {}, onLine = () => {} } = options;
  const pipeline = openPipeline(conventions, onProblem);
  let at: number | null = null;
  let began = Number.POSITIVE_INFINITY;
  let ticked = Number.NEGATIVE_INFINITY;
  let timed = true;
  const alerts = openAlerts({
    home: pipeline.home,
    clock: () => at ?? 0,
    share: false,
    onChange: (changes: AlertChanges) => log.changed(changes, at ?? 0).forEach(onLine),
    onSharing() {},
    onProblem,
  });
  const log = openAlertLog(alerts.all);
  for (const { message, timed: isTimed } of readRecording(lines, asRetained)) {
    timed &&= isTimed;
    // a clock that was set back does not make what is over happen again
    at = Math.max(at ?? message.at, message.at);
    began = Math.min(began, at);
    if (at - began >= firstLookMs) alerts.lookedOver();
    log.pass(at).forEach(onLine);
    if (alerts.hearShared(message)) continue;
    if (at - ticked < tickMs) alerts.pass(at);
    else {
      ticked = at;
      alerts.tick();
    }
    const loading = pipeline.prepare(message);
    if (loading !== null) await loading;
    alerts.hear(message, pipeline.hear(message).decoded?.observations ?? [], pipeline.changes);
    pipeline.changes.changed.clear();
    pipeline.changes.removed.clear();
  }
  return { home: pipeline.home, alerts: alerts.all, at, timed };
}
