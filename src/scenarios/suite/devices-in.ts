import type { SimulatedHome } from '@/simulator/simulated-home';

import { stageCamera } from './stage-camera';
import type { Beat, SaidMessage } from './happening';
import { signingCamera } from './signing-camera';

/** whom a page of the home calls so, since Zigbee2MQTT does: it is told of its radio when many are out of reach */
const radio = 'Coordinator';

/** The names of the devices that a happening touches, as its beats tell it; null: it is of no device. */
export function devicesIn(beats: readonly Beat[], home: SimulatedHome): ReadonlySet<string> | null {
  const names = new Set(beats.map((beat) => deviceIn(beat, home)).filter((name) => name !== null));
  if (beats.some((beat) => 'act' in beat && beat.act.type === 'reach')) names.add(radio);
  return names.size === 0 ? null : names;
}

function deviceIn(beat: Beat, home: SimulatedHome): string | null {
  if ('say' in beat) return deviceOf(beat.say, home);
  if ('order' in beat) return deviceOf(beat.order, home);
  if ('camera' in beat) return beat.camera;
  if ('keptBack' in beat) return beat.keptBack;
  if ('renews' in beat || ('told' in beat && beat.told === 'once-more')) return signingCamera.name;
  if (!('act' in beat)) return null;
  const { act } = beat;
  if (act.type === 'join') return act.plan.name;
  return 'ieee' in act ? (home.devices.get(act.ieee)?.name ?? null) : null;
}

function deviceOf({ topic }: SaidMessage, { base, byName }: SimulatedHome): string | null {
  for (const { id, name } of [stageCamera, signingCamera])
    if (topic.startsWith(`gatehouse/v1/device/${id}/`)) return name;
  if (!topic.startsWith(`${base}/`)) return null;
  const name = topic.slice(base.length + 1).replace(/\/set$/, '');
  return byName.has(name) ? name : null;
}
