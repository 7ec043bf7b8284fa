import { limits } from '@/core/limits';
import type { Capability, DeviceKind, Fact, Identifier, VoiceKey } from '@/core/observation';

import { openLastWill, type LastWill } from '../../last-will';
import type { Learner } from '../../learning';
import { isPlug, readId, sensesOfSleeper, type ShellyId } from '../shelly-id';

/** How many of each it has, as its status lists them. */
export type Parts = {
  readonly relays: number;
  readonly lights: number;
  readonly rollers: number;
  readonly thermostats: number;
  readonly inputs: number;
};

/** One Shelly of the first generation with all that was learned of it. */
export type Gen1Device = Learner & {
  readonly voice: VoiceKey;
  /** as it stands in its topics */
  readonly topicId: string;
  readonly id: ShellyId;
  mac: Identifier | null;
  model: string | null;
  /** null: it has not sent its whole status yet */
  parts: Parts | null;
  readonly senses: Set<Capability>;
  hasBattery: boolean;
  metersPower: boolean;
  /** a rain sensor is wet without anything leaking */
  sensesRain: boolean;
  /** null: it did not tell in which degrees it speaks */
  fahrenheit: boolean | null;
  /** the version from which it is being updated */
  updatingFrom: string | null;
  readonly will: LastWill;
};

export function openGen1Device(topicId: string): Gen1Device {
  const id = readId(topicId);
  const senses = sensesOfSleeper(id);
  return {
    isNews: true,
    voice: `shelly:shellies/${topicId}`,
    topicId,
    id,
    mac: id.mac,
    model: null,
    parts: null,
    senses: new Set(senses),
    hasBattery: senses !== null,
    metersPower: false,
    sensesRain: false,
    fahrenheit: null,
    updatingFrom: null,
    will: openLastWill(senses !== null),
  };
}

export function gen1Identity(device: Gen1Device): Fact {
  const { id, mac, topicId, model, hasBattery, parts } = device;
  return {
    type: 'identity',
    identifiers: mac === null ? [id.identifier] : [mac, id.identifier],
    name: topicId.slice(0, limits.textLength),
    nameIsDerived: true,
    room: null,
    vendor: 'Shelly',
    model,
    kind: kindOf(device),
    capabilities: capabilitiesOf(device),
    power: hasBattery ? 'battery' : parts !== null && outputsOf(parts) > 0 ? 'mains' : null,
    via: null,
    disabled: false,
  };
}

function outputsOf({ relays, lights, rollers }: Parts): number {
  return relays + lights + rollers;
}

function kindOf({ parts, model, senses }: Gen1Device): DeviceKind {
  if (parts !== null) {
    if (parts.lights > 0) return 'light';
    if (parts.rollers > 0) return 'cover';
    if (parts.thermostats > 0) return 'climate';
    if (parts.relays > 0) return isPlug(model) ? 'plug' : 'other';
  }
  return senses.size > 0 ? 'sensor' : 'other';
}

/** Where it is switched, below its topic; null: it has no output, or several, of which none is the device's own. */
export function outputOf({ parts, model }: Gen1Device): 'relay/0' | 'color/0' | 'light/0' | null {
  if (parts === null || outputsOf(parts) !== 1 || parts.rollers > 0) return null;
  if (parts.relays === 1) return 'relay/0';
  return model !== null && /^SH(?:CB|BLB|RGBW)/.test(model) ? 'color/0' : 'light/0';
}

function capabilitiesOf(device: Gen1Device): readonly Capability[] {
  const { parts, senses, hasBattery, metersPower } = device;
  const found = new Set<Capability>(senses);
  if (outputOf(device) !== null) found.add('switch');
  if (parts !== null && parts.rollers > 0) found.add('cover');
  if (metersPower) found.add('power');
  if (hasBattery) found.add('battery');
  if (parts !== null && parts.inputs > 0 && outputsOf(parts) === 0) found.add('button');
  found.add('firmware-update');
  return [...found];
}
