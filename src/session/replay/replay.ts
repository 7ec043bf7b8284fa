import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';
import type { OpenRule } from '@/detection/rules';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingSigners } from '@/history/signer-memory';

import type { AlertChanges } from '../alerts/alert-news';
import { openAlertLog } from '../alerts/alert-log';
import { openAlerts, type Alerts } from '../alerts/alerts';
import { conventions } from '../hearing/conventions';
import { createPictures } from '../recent/pictures';
import { openPipeline, type Pipeline } from '../hearing/pipeline';
import { isLimit } from '../recent/problems';
import { readRecording } from './recording';
import { openRecordedMemory } from './recorded-memory';
import { openSignatures, type Anchors } from '../hearing/signatures';
import { openWitness } from '../witness/witness';

/** what a recording says within this time of its own clock is how the home stood; what comes then came just then */
const firstLookMs = 5_000;

/** further back than lines pass each other */
const setBackMs = 60_000;

/** so often snoozed alerts are looked at */
const tickMs = 10_000;

type Options = {
  readonly onProblem?: (problem: Problem) => void;
  /** what happened to the alerts, at `now` of the messages' clock */
  readonly onAlerts?: (changes: AlertChanges, now: number) => void;
  /** the rule that learns what is usual (`learned.ts`); absent: nothing is learned */
  readonly learned?: OpenRule;
  /** IANA name of the zone whose clocks the home kept to; absent: that of this machine */
  readonly timeZone?: string | undefined;
  /** authorities that are trusted; absent: none */
  readonly anchors?: Anchors | undefined;
};

/** A home that hears messages of another time, each with its own clock, from decode to alerts. */
export type ReplayedHome = {
  readonly home: Pipeline['home'];
  readonly readers: Pipeline['readers'];
  readonly alerts: Pick<Alerts, 'all' | 'act'>;
  /** the moment that was told last; null: there was no message yet */
  readonly now: number | null;
  /** `isKept`: its publisher asked the broker to keep it. Resolves when the next one may come; null: at once */
  hear(message: Message, isKept?: boolean): Promise<unknown> | null;
  /** the connection is there again, or it is not, `at` that moment: told every few seconds while it is away */
  connection(isThere: boolean, at: number): void;
};

export function openReplayedHome({
  onProblem = () => {},
  onAlerts = () => {},
  learned,
  timeZone,
  anchors,
}: Options = {}): ReplayedHome {
  const pipeline = openPipeline(conventions, tellProblem);
  const pictures = createPictures();
  /** verified, and not heard yet */
  const passed: Message[] = [];
  const signatures = openSignatures({
    store: openPassingCertificateStore(),
    anchors,
    memory: openPassingSigners(),
    pass: (message) => void passed.push(message),
  });
  let now: number | null = null;
  let began: number | null = null;
  let ticked = Number.NEGATIVE_INFINITY;
  let devices = 0;
  const alerts = openAlerts({
    home: pipeline.home,
    clock,
    share: false,
    timeZone,
    onChange: (changes) => onAlerts(changes, clock()),
    onSharing() {},
    onProblem: tellProblem,
  });
  const witness = openWitness({
    pipeline,
    broker: () => null,
    login: () => null,
    others: () => [],
    alerts: alerts.all,
    clock,
    random: () => 0,
    happen: alerts.happen,
    isWatching: true,
  });

  function clock(): number {
    return now ?? 0;
  }

  function tellProblem(problem: Problem): void {
    onProblem(problem);
    if (isLimit(problem)) alerts.happen({ type: 'limit', at: clock(), ...problem });
  }

  if (learned !== undefined) alerts.enter(null, [], learned);

  /** Lines may pass each other. A clock that was set back further goes on from there, as it does in a live home. */
  function pass(at: number): void {
    if (now === null || at > now || at < now - setBackMs) now = at;
    began ??= now;
    if (Math.abs(now - ticked) < tickMs) return alerts.pass(now);
    ticked = now;
    alerts.tick();
    if (Math.abs(now - began) < firstLookMs) return;
    alerts.lookedOver();
    // whom commands reach is known when it is known who is there
    if (devices !== pipeline.home.devices.size) witness.settled();
    devices = pipeline.home.devices.size;
  }

  function take(message: Message): void {
    const { device, decoded } = pipeline.hear(message);
    if (decoded?.picture !== undefined && device !== null) {
      const standstill = pictures.keep(decoded.picture.voice, decoded.picture.bytes, message);
      alerts.happen({ type: 'picture', at: message.at, device, ...standstill });
    }
    alerts.hear(message, decoded?.observations ?? [], pipeline.changes);
    pipeline.changes.changed.clear();
    pipeline.changes.removed.clear();
  }

  /** Takes what is verified, until a convention has to be loaded first. */
  function drain(): Promise<unknown> | null {
    for (let message = passed.shift(); message !== undefined; message = passed.shift()) {
      const one = message;
      const loading = pipeline.prepare(one);
      if (loading !== null) return loading.then(() => take(one)).then(drain);
      take(one);
    }
    return null;
  }

  return {
    home: pipeline.home,
    readers: pipeline.readers,
    alerts,
    connection(isThere, at) {
      pass(at);
      witness.state({ status: isThere ? 'connected' : 'reconnecting' });
      witness.tick();
    },
    get now() {
      return now;
    },
    hear(message, isKept = false) {
      pass(message.at);
      if (witness.hear(message)) return null;
      // a session asks the broker anew for each command, to see whether it remembers it
      if (isKept && message.payload.byteLength > 0) witness.hear({ ...message, retained: true });
      if (alerts.hearShared(message)) return null;
      signatures.take(message);
      return passed.length > 0 ? drain() : signatures.settled().then(drain);
    },
  };
}

/** What a recording came to. */
export type Replay = Pick<ReplayedHome, 'home' | 'now'> & {
  readonly alerts: Alerts['all'];
  /** every line told its own time */
  readonly timed: boolean;
};

type RecordingOptions = Pick<Options, 'onProblem' | 'anchors' | 'timeZone'> & {
  /** take every line as a broker's memory */
  readonly asRetained?: boolean;
  /** an alert opened, changed or closed (CONTRACT.md, "Alert line") */
  readonly onLine?: (line: string) => void;
};

/**
 * A recording as if it happened now, with its own clock, which never runs past the last line. The same lines give the same
 * alerts, in Node and in a Worker, and the beginning of a recording gives the beginning of its alerts.
 * Hours of the day are those of `timeZone`: give it, and the machine does not matter.
 */
export async function replay(lines: Iterable<string>, options: RecordingOptions = {}): Promise<Replay> {
  const { asRetained = false, timeZone, anchors, onProblem = () => {}, onLine = () => {} } = options;
  const { learnedRule, localTimeIn, openHomeMemory } = await import('../learning/learned');
  const memory = openHomeMemory();
  const localTime = localTimeIn(timeZone);
  const home = openReplayedHome({
    onProblem,
    anchors,
    timeZone,
    onAlerts: (changes, now) => log.changed(changes, now).forEach(onLine),
    learned: (context) => learnedRule(context, { memory, mayRaise: () => true, localTime }),
  });
  const log = openAlertLog(home.alerts.all);

  /** Whoever reads what is handed out may ask for more. */
  async function handOut(): Promise<void> {
    for (let late = remembered.askedFor(); late.length > 0; late = remembered.askedFor())
      for (const message of late) await home.hear({ ...message, retained: true, at: home.now ?? message.at });
  }

  const remembered = openRecordedMemory(home.readers);
  let timed = true;
  for (const { message, timed: isTimed, kept } of readRecording(lines, asRetained)) {
    timed &&= isTimed;
    log.pass(Math.max(home.now ?? message.at, message.at)).forEach(onLine);
    const loading = home.hear(message, kept);
    if (loading !== null) await loading;
    remembered.take(message, kept || asRetained);
    await handOut();
  }
  return { home: home.home, alerts: home.alerts.all, now: home.now, timed };
}
