import { limits } from '@/core/limits';
import type { Capability, DeviceKind, Fact, Identifier, VoiceKey } from '@/core/observation';

import { openLastWill, type LastWill } from '../../last-will';
import { learn, type Learner } from '../../learning';
import { isPlug, readId, sensesOfSleeper } from '../shelly-id';
import { openBlu, type Blu } from './blu';

/** One Shelly of the second generation or later with all that was learned of it. */
export type Gen2Device = Learner & {
  readonly voice: VoiceKey;
  /** free text: only the default is the device's own id */
  readonly prefix: string;
  /** its own id, e.g. `shellyplus1pm-441793d69718`; null: nobody told it yet */
  id: string | null;
  /** the device said so itself; before, it is only what its prefix looks like */
  idIsTold: boolean;
  mac: Identifier | null;
  name: string | null;
  model: string | null;
  version: string | null;
  /** undefined: it did not tell what it is offered; null: nothing */
  offered: string | null | undefined;
  /** `switch:0`, `sys`, … as far as they were heard */
  readonly components: Set<string>;
  /** all its components were heard in one status */
  isWhole: boolean;
  readonly senses: Set<Capability>;
  hasBattery: boolean;
  metersPower: boolean;
  /** the last figures of each component that meters */
  readonly meters: Map<string, { readonly powerW: number | null; readonly wattHours: number | null }>;
  presses: boolean;
  /** the version from which it is being updated; null: none runs */
  updating: { readonly from: string | null } | null;
  /** it was told other settings, and uses them from its next start on */
  needsRestart: boolean;
  /** the Bluetooth sensors that it hears */
  readonly blu: Blu;
  readonly will: LastWill;
};

export function openGen2Device(prefix: string): Gen2Device {
  const id = readId(prefix);
  const senses = sensesOfSleeper(id);
  return {
    isNews: true,
    voice: `shelly:${prefix}`,
    prefix,
    id: id.app === null ? null : prefix,
    idIsTold: false,
    mac: id.mac,
    name: null,
    model: null,
    version: null,
    offered: undefined,
    components: new Set(),
    isWhole: false,
    senses: new Set(senses),
    hasBattery: senses !== null,
    metersPower: false,
    meters: new Map(),
    presses: false,
    updating: null,
    needsRestart: false,
    blu: openBlu(`shelly:${prefix}`),
    will: openLastWill(senses !== null),
  };
}

/** The device's own id, which names its address as well. false: another one was told before, so these are two devices. */
export function learnId(device: Gen2Device, told: string | null): boolean {
  if (told === null) return true;
  const id = told.slice(0, limits.textLength);
  if (device.idIsTold) return device.id?.toLowerCase() === id.toLowerCase();
  const { mac } = readId(id);
  if (device.id !== null && mac !== null) device.mac = null; // it followed from the prefix
  learn(device, 'id', id);
  learn(device, 'mac', mac);
  device.idIsTold = true;
  return true;
}

export function gen2Identity(device: Gen2Device): Fact {
  const { id, mac, name, prefix, model, hasBattery } = device;
  const own = readId(id ?? prefix).identifier;
  return {
    type: 'identity',
    identifiers: mac === null ? [own] : [mac, own],
    name: (name ?? id ?? prefix).slice(0, limits.textLength),
    nameIsDerived: name === null,
    room: null,
    vendor: 'Shelly',
    model,
    kind: kindOf(device),
    capabilities: capabilitiesOf(device),
    power: hasBattery ? 'battery' : null,
    via: null,
    disabled: false,
  };
}

/** Components that are switched on and off, and the method that does it (shelly-api-docs gen2, "Components"). */
const outputs: ReadonlyMap<string, string> = new Map([
  ['switch', 'Switch.Set'],
  ['light', 'Light.Set'],
  ['rgb', 'RGB.Set'],
  ['rgbw', 'RGBW.Set'],
  ['cct', 'CCT.Set'],
]);
const covers = new Set(['cover']);
const lights = new Set(['light', 'rgb', 'rgbw', 'cct']);

export function typeOf(component: string): string {
  const colon = component.indexOf(':');
  return colon < 0 ? component : component.slice(0, colon);
}

function hasType(device: Gen2Device, types: ReadonlySet<string>): boolean {
  for (const component of device.components) if (types.has(typeOf(component))) return true;
  return false;
}

/** The one output that is the device's own state; null: it has none or several, or nobody knows yet. */
export function outputOf(
  device: Gen2Device,
): { readonly component: string; readonly method: string; readonly id: number } | null {
  if (!device.isWhole) return null;
  const found = [...device.components].filter((component) => outputs.has(typeOf(component)));
  const [component] = found;
  const method = component === undefined ? undefined : outputs.get(typeOf(component));
  if (found.length !== 1 || component === undefined || method === undefined) return null;
  return { component, method, id: Number(component.slice(component.indexOf(':') + 1)) };
}

function kindOf(device: Gen2Device): DeviceKind {
  const app = readId(device.id ?? device.prefix).app ?? '';
  if (/^shellyblu(?:gw|dongle)/.test(app) || device.components.has('blugw')) return 'hub';
  if (hasType(device, lights)) return 'light';
  if (hasType(device, covers)) return 'cover';
  if (hasType(device, new Set(['thermostat']))) return 'climate';
  if (hasType(device, new Set(['switch']))) return isPlug(device.model) ? 'plug' : 'other';
  return device.senses.size > 0 ? 'sensor' : 'other';
}

function capabilitiesOf(device: Gen2Device): readonly Capability[] {
  const found = new Set<Capability>(device.senses);
  if (outputOf(device) !== null) found.add('switch');
  if (hasType(device, covers)) found.add('cover');
  if (device.metersPower) found.add('power');
  if (device.hasBattery) found.add('battery');
  if (device.presses) found.add('button');
  found.add('firmware-check').add('firmware-update');
  return [...found];
}
