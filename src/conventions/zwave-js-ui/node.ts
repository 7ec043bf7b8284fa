import { limits } from '@/core/limits';
import type { Capability, DeviceKind, Fact, Identifier, VoiceKey } from '@/core/observation';

import type { JsonObject } from '../json';
import type { Details } from './details';
import type { Thermostat } from './thermostat';

/** One node as far as it was told, with what has to be remembered between its messages. */
export type Node = {
  readonly voice: VoiceKey;
  /** below the prefix: `[location/]name`, or `[location/]id`; null while only `getNodes` has told of it */
  topic: string | null;
  /** when it was last called so, ms by the gateway's clock; −1: not told */
  namedAt: number;
  id: number | null;
  details: Details | null;
  /** when its bolt was last told of, ms; −1: never */
  boltAt: number;
  readonly capabilities: Set<Capability>;
  readonly thermostat: Thermostat;
  /** address → unit, of values that were told whole */
  readonly units: Map<string, string>;
  /** where its lock, its switch, its siren and its codes are set: the very form of topic the gateway uses */
  readonly setters: Map<'lock' | 'switch' | 'siren' | 'codes', string>;
  /** the updates that the last check found, as the gateway wants them back */
  updates: readonly JsonObject[];
};

export function openNode(voice: VoiceKey): Node {
  return {
    voice,
    topic: null,
    namedAt: -1,
    id: null,
    details: null,
    boltAt: -1,
    capabilities: new Set(),
    thermostat: { mode: null, setpoints: new Map() },
    units: new Map(),
    setters: new Map(),
    updates: [],
  };
}

export function identityOf(node: Node, identifiers: readonly Identifier[], hub: VoiceKey | null): Fact {
  const { details, topic } = node;
  const isHub = details?.isController === true;
  const [own = '', place = null] = topic?.split('/').toReversed() ?? [];
  const name = details?.name ?? null;
  return {
    type: 'identity',
    identifiers,
    name: (name ?? details?.description ?? madeUpName(node, own)).slice(0, limits.textLength),
    nameIsDerived: name === null,
    room: details === null ? (place?.replaceAll('_', ' ') ?? null) : details.location,
    vendor: details?.vendor ?? null,
    model: details?.model ?? null,
    kind: kindOf(node),
    capabilities: capabilitiesOf(node),
    power: details?.power ?? null,
    via: isHub ? null : hub,
    disabled: false,
  };
}

function madeUpName({ id }: Node, topic: string): string {
  return topic === '' || /^(?:nodeID_)?\d+$/.test(topic) ? `Node ${id ?? topic}` : topic.replaceAll('_', ' ');
}

function capabilitiesOf({ capabilities, details, updates }: Node): readonly Capability[] {
  const updating: Capability[] = updates.length > 0 ? ['firmware-check', 'firmware-update'] : ['firmware-check'];
  return details?.canUpdate === true && !details.isController ? [...capabilities, ...updating] : [...capabilities];
}

/** Motors among the multilevel switches (Z-Wave device class specification, generic 0x11). */
const motors: ReadonlySet<number> = new Set([3, 5, 6, 7]);
/** Doors, gates and what opens or closes them, among the entry controls (generic 0x40), of which most are locks. */
const barriers: ReadonlySet<number> = new Set([5, 6, 7, 8, 9]);
const senses: readonly Capability[] = ['contact', 'motion', 'smoke', 'carbon-monoxide', 'gas', 'leak'];

/** What a node is: first from what it can do, then from its device class. */
function kindOf({ capabilities, details }: Node): DeviceKind {
  if (details?.isController === true) return 'hub';
  if (capabilities.has('lock')) return 'lock';
  if (details?.generic === 0x40) return barriers.has(details.specific ?? 0) ? 'cover' : 'lock';
  if (capabilities.has('siren')) return 'siren';
  if (capabilities.has('climate')) return 'climate';
  switch (details?.generic) {
    case 0x07:
    case 0x20:
    case 0x21:
    case 0xa1:
      return 'sensor';
    case 0x08:
      return 'climate';
    case 0x10:
      return capabilities.has('power') ? 'plug' : 'other';
    case 0x11:
      return motors.has(details.specific ?? 0) ? 'cover' : 'light';
    default:
      return !capabilities.has('switch') && senses.some((one) => capabilities.has(one)) ? 'sensor' : 'other';
  }
}
