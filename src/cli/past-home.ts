import type { Message } from '@/core/message';
import { seriesKey, type LogRecord } from '@/history/history-records';
import { gatherPast } from '@/history/past-history';
import { conventions } from '@/session/hearing/conventions';
import { openRecorder } from '@/session/history/recorder';
import { learnedRule, openHomeMemory, saveHomeMemory } from '@/session/learning/learned';
import { openPipeline } from '@/session/hearing/pipeline';
import { connectedDevices, openHome, step } from '@/simulator/home';

import { beginOf, type LivedPast, type Past } from './past';
import { openPastAlerts } from './past-alerts';

/** a record of the history's log reaches no further than a minute, and what comes within a few seconds comes at one moment */
const writtenEveryMs = 50_000;

/** The process of `livePast`: prints what was learned, and how it went. */
const past = JSON.parse(process.argv[2] ?? '') as Past; // from there
const { seed, devices, until, toldAs = until, cameras = true } = past;
const memory = openHomeMemory();
const pipeline = openPipeline(conventions, () => {});
const alerts = openPastAlerts(pipeline.home, (context) => learnedRule(context, { memory, mayRaise: () => true }));
const recorder = openRecorder(seriesKey);
const gathered = gatherPast();
let writtenAt = beginOf(past);
let told = openHome({ seed, startAt: beginOf(past), cameras, ...(devices !== null && { devices }) });

// what each camera says of itself when it connects (`reference-device`), before it says anything else
for (const { id, about } of connectedDevices(told.home)) {
  const topicOf = (what: string) => `gatehouse/v1/device/${id}/${what}`;
  await hear(topicOf('about'), Buffer.from(JSON.stringify(about)), told.home.now);
  await hear(topicOf('status'), Buffer.from(JSON.stringify({ status: 'online' })), told.home.now);
}

for (;;) {
  const at = told.home.now;
  // pictures teach nothing, and drawing them takes longer than all else
  for (const messages of [told.messages, told.ofDevices]) {
    for (const message of messages) {
      // of millions of messages hardly any waits: for a convention that is loaded
      const waits = 'payload' in message ? hear(message.topic, Buffer.from(message.payload), at) : null;
      if (waits !== null) await waits;
    }
  }
  if (at >= until || at >= writtenAt + writtenEveryMs) write(at);
  if (at >= until) break;
  // what comes within a few seconds comes at one moment
  told = step(told.home, Math.min(5, Math.ceil((until - at) / 1_000)));
}
const aheadMs = toldAs - until;
const lived: LivedPast = {
  habits: saveHomeMemory(memory),
  history: gathered.asOf(toldAs, { alerts: alerts.told(aheadMs) }),
};
process.stdout.write(JSON.stringify(lived));

function hear(topic: string, payload: Uint8Array, at: number): Promise<void> | null {
  const message = { topic, payload, at, retained: false };
  alerts.pass(at);
  const loading = pipeline.prepare(message);
  if (loading !== null) return loading.then(() => take(message));
  take(message);
  return null;
}

function take(message: Message): void {
  const { at } = message;
  const heard = pipeline.hear(message);
  const device = heard.device === null ? undefined : pipeline.home.devices.get(heard.device);
  const bytes = heard.decoded?.picture === undefined ? message.payload.byteLength : 0;
  if (device !== undefined) recorder.heard(device, at, bytes);
  const observations = heard.decoded?.observations ?? [];
  const { changes } = pipeline;
  alerts.hear(message, observations, changes);
  changes.changed.clear();
  changes.removed.clear();
}

function write(at: number): void {
  const taken = recorder.take(at, true);
  if (taken !== null) gathered.add(later(taken.log, toldAs - until));
  writtenAt = at;
}

/** The same on a clock that is `byMs` ahead. */
function later(log: LogRecord, byMs: number): LogRecord {
  const events = log.events.map((one) => ({ ...one, activity: { ...one.activity, at: one.activity.at + byMs } }));
  return { ...log, from: log.from + byMs, to: log.to + byMs, events };
}
