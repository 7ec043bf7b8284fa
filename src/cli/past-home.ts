import { openDetection } from '@/detection/detection';
import { conventions } from '@/session/conventions';
import { learnedRule, openHomeMemory, saveHomeMemory } from '@/session/learned';
import { openPipeline } from '@/session/pipeline';
import { openHome, step } from '@/simulator/home';

import { beginOf, type Past } from './past';

/** The process of `livePast`: prints what was learned. */
const past = JSON.parse(process.argv[2] ?? '') as Past; // from there
const { seed, devices, until, cameras = true } = past;
const encoder = new TextEncoder();
const memory = openHomeMemory();
const pipeline = openPipeline(conventions, () => {});
const detection = openDetection({
  home: pipeline.home,
  known: null,
  rules: (context) => [learnedRule(context, { memory, mayRaise: () => false })],
});
let told = openHome({ seed, startAt: beginOf(past), cameras, ...(devices !== null && { devices }) });

for (;;) {
  const at = told.home.now;
  // pictures teach nothing, and drawing them takes longer than all else
  for (const message of [...told.messages, ...told.ofDevices]) {
    if ('payload' in message) await hear(message.topic, encoder.encode(message.payload), at);
  }
  if (at >= until) break;
  // what comes within a few seconds comes at one moment
  told = step(told.home, Math.min(5, Math.ceil((until - at) / 1_000)));
}
process.stdout.write(JSON.stringify(saveHomeMemory(memory)));

async function hear(topic: string, payload: Uint8Array, at: number): Promise<void> {
  const message = { topic, payload, at, retained: false };
  const loading = pipeline.prepare(message);
  if (loading !== null) await loading;
  const observations = pipeline.hear(message).decoded?.observations ?? [];
  const { changes } = pipeline;
  detection.tick(at);
  detection.hear({ at, retained: false, topic, bytes: payload.byteLength, observations, ...changes });
  changes.changed.clear();
  changes.removed.clear();
}
