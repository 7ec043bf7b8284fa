import { limits } from '@/core/limits';
import type { Capability, DeviceKind, Fact, Identifier, VoiceKey } from '@/core/observation';

import { openLastWill, type LastWill } from '../last-will';
import { gain, learn, type Learner } from '../learning';
import type { Announcement } from './announcement';
import type { Sensed } from './sensors';
import type { Topics } from './topics';
import type { ZigbeeDevice } from './zigbee';

/** One Tasmota device with all that was learned of it. */
export type TasmotaDevice = Learner & {
  readonly voice: VoiceKey;
  topics: Topics;
  /** the topics, each without its last level, on which it was heard */
  readonly heardOn: Set<string>;
  /** how its topic calls it */
  topicName: string;
  announcement: Announcement | null;
  mac: Identifier | null;
  /** what its Home Assistant discovery calls it */
  readonly linked: Set<Identifier>;
  name: string | null;
  /** `POWER`, or `POWER1`, `POWER2`, … as far as it showed them */
  readonly outputs: Set<string>;
  readonly senses: Set<Capability>;
  hasSensor: boolean;
  metersPower: boolean;
  relaysOthers: boolean;
  dims: boolean;
  /** the Zigbee devices that it hears, by their short addresses */
  readonly behind: Map<string, ZigbeeDevice>;
  /** those of them that did not tell an address of their own yet */
  readonly nameless: Set<string>;
  will: LastWill;
};

export function openDevice(voice: VoiceKey, topics: Topics, topicName: string): TasmotaDevice {
  return {
    isNews: true,
    voice,
    topics,
    heardOn: new Set(),
    topicName,
    announcement: null,
    mac: null,
    linked: new Set(),
    name: null,
    outputs: new Set(),
    senses: new Set(),
    hasSensor: false,
    metersPower: false,
    relaysOthers: false,
    dims: false,
    behind: new Map(),
    nameless: new Set(),
    will: openLastWill(),
  };
}

export function learnSensors(device: TasmotaDevice, sensed: Sensed): void {
  for (const sense of sensed.senses) gain(device, device.senses, sense);
  if (sensed.hasSensor) learn(device, 'hasSensor', true);
  if (sensed.metersPower) learn(device, 'metersPower', true);
  if (sensed.relaysOthers) learn(device, 'relaysOthers', true);
}

export function identityOf(device: TasmotaDevice): Fact {
  const { announcement, mac, name, topicName } = device;
  return {
    type: 'identity',
    identifiers: identifiersOf(device),
    name: (name ?? topicName).slice(0, limits.textLength),
    nameIsDerived: name === null,
    room: null,
    vendor: 'Tasmota',
    model: announcement?.model ?? null,
    kind: kindOf(device),
    capabilities: capabilitiesOf(device),
    power: announcement === null ? null : announcement.isBatteryPowered ? 'battery' : mac === null ? null : 'mains',
    via: null,
    disabled: false,
  };
}

/**
 * The address where it is known; else the topic, which is the device's own as long as it works at all. To Home Assistant it
 * calls itself by the end of its address (xdrv_12_home_assistant).
 */
function identifiersOf({ announcement, mac, linked, topicName }: TasmotaDevice): readonly Identifier[] {
  const id = mac === null ? announcement?.id : mac.slice('mac:'.length).replaceAll(':', '');
  if (id === undefined) return [`tasmota-topic:${topicName.toLowerCase()}`, ...linked];
  return mac === null ? [`tasmota:${id}`, ...linked] : [mac, `tasmota:${id}`, `ha:${id.slice(-6)}`, ...linked];
}

/** What it is follows from what is wired to it; one relay with a meter is what people plug things into. */
function kindOf(device: TasmotaDevice): DeviceKind {
  const { announcement, metersPower } = device;
  if (announcement?.hasCamera) return 'camera';
  if (device.relaysOthers) return 'hub';
  const outputs = announcement?.outputs ?? [];
  if (outputs.includes('shutter')) return 'cover';
  if (outputs.includes('light') || device.dims) return 'light';
  if (outputs.includes('relay') || device.outputs.size > 0)
    return metersPower && hasOneOutput(device) ? 'plug' : 'other';
  return device.hasSensor || (announcement?.inputs.size ?? 0) > 0 ? 'sensor' : 'other';
}

/** Only one output is the device's own state; of several, none is. */
export function hasOneOutput({ announcement, outputs }: TasmotaDevice): boolean {
  const announced = announcement?.outputs ?? [];
  if (announced.length > 0) return announced.length === 1 && announced[0] !== 'shutter';
  return outputs.size === 1 && outputs.has('POWER');
}

function capabilitiesOf(device: TasmotaDevice): readonly Capability[] {
  const { topics, senses } = device;
  const found = new Set<Capability>(device.relaysOthers ? [] : senses);
  if (hasOneOutput(device)) found.add('switch');
  if (device.announcement?.outputs.includes('shutter')) found.add('cover');
  if (topics.cmnd !== null) found.add('firmware-update').add('firmware-source');
  return [...found];
}
