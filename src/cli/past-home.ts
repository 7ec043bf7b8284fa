import type { Message } from '@/core/message';
import { learnedRule, openHomeMemory, saveHomeMemory } from '@/session/learned';
import { openReplayedHome } from '@/session/replay';
import { openHome, step } from '@/simulator/home';

import { beginOf, type Past } from './past';

const { seed, devices, until, ...rest } = JSON.parse(process.argv[2] ?? '') as Past; // what `livePast` handed over
const encoder = new TextEncoder();
const memory = openHomeMemory();
const replayed = openReplayedHome({ learned: (context) => learnedRule(context, { memory, mayRaise: () => false }) });
const startAt = beginOf({ seed, devices, until, ...rest });
let told = openHome({ seed, startAt, cameras: true, ...(devices !== null && { devices }) });

for (;;) {
  const at = told.home.now;
  for (const message of [...told.messages, ...told.ofDevices]) {
    // pictures teach nothing, and drawing them takes longer than all else
    if (!('payload' in message)) continue;
    const heard: Message = { topic: message.topic, payload: encoder.encode(message.payload), retained: false, at };
    const loading = replayed.hear(heard);
    if (loading !== null) await loading;
  }
  if (at >= until) break;
  // a few seconds at a time: what comes within them comes at one moment
  told = step(told.home, Math.min(5, Math.ceil((until - at) / 1_000)));
}
process.stdout.write(JSON.stringify(saveHomeMemory(memory)));
