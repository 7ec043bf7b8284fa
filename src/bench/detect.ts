import type { Device } from '@/core/device';
import { openHome } from '@/core/home';
import { openDetection, type HeardMessage } from '@/detection/detection';
import { rulesOf } from '@/detection/rules';
import { conventions } from '@/session/conventions';
import { openPipeline } from '@/session/pipeline';

import { conversation } from './conversation';

export type Detect = {
  readonly devices: number;
  readonly messages: number;
  /** median over the rounds */
  readonly microsecondsPerMessage: number;
  readonly signals: number;
};

const rounds = 7;
const messagesARound = 50_000;

/** What detection alone costs a message: the home is folded beforehand, and each round plays its changes again. */
export function benchDetect(devices: number): Detect {
  const { announcements, states } = conversation(devices, messagesARound);
  const first = heardOf([...announcements], devices);
  const rest = first.goOn(states.slice(0, messagesARound));
  const perMessage: number[] = [];
  let signals = 0;
  for (let round = 0; round < rounds; round++) {
    const home = openHome();
    for (const [voice, id] of first.byVoice) home.byVoice.set(voice, id);
    const detection = openDetection({ home, known: null, rules: rulesOf(() => null) });
    signals = 0;
    const play = ({ heard, after }: Heard) => {
      for (const device of after) home.devices.set(device.id, device);
      signals += detection.hear(heard).length + detection.tick(heard.at).length;
    };
    first.heard.forEach(play);
    detection.lookedOver();
    const start = performance.now();
    rest.forEach(play);
    perMessage.push(((performance.now() - start) * 1000) / rest.length);
  }
  const microsecondsPerMessage = perMessage.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
  return { devices: first.devices(), messages: rounds * rest.length, microsecondsPerMessage, signals };
}

type Heard = { readonly heard: HeardMessage; readonly after: readonly Device[] };

function heardOf(messages: ReturnType<typeof conversation>['announcements'], devices: number) {
  const pipeline = openPipeline(conventions, ({ topic, reason }) => {
    throw new Error(`The benchmark's own home must be understood: ${topic}: ${reason}`);
  });
  const goOn = (more: typeof messages): readonly Heard[] =>
    more.map((message) => {
      const { decoded } = pipeline.hear(message);
      const changed = new Set(pipeline.changes.changed);
      pipeline.changes.changed.clear();
      pipeline.changes.removed.clear();
      const { at, retained, topic } = message;
      const observations = decoded?.observations ?? [];
      const after = [...changed].flatMap((id) => pipeline.home.devices.get(id) ?? []);
      return { heard: { at, retained, topic, observations, changed, removed: new Set() }, after };
    });
  const heard = goOn(messages);
  if (pipeline.home.devices.size < devices) throw new Error('The benchmark knows fewer devices than it asked for');
  return { heard, goOn, byVoice: pipeline.home.byVoice, devices: () => pipeline.home.devices.size };
}
