import { limits } from '@/core/limits';
import type { Capability, DeviceKind, Fact, VoiceKey } from '@/core/observation';

/** The part of a Ring system a device belongs to, as it stands in its topic. */
export type Category = 'alarm' | 'camera' | 'chime' | 'intercom' | 'lighting';

/** One Ring device, as far as its topics have shown what it has. */
export type RingDevice = {
  readonly id: string;
  readonly topic: string;
  readonly voice: VoiceKey;
  readonly category: Category;
  readonly entities: Set<string>;
  readonly capabilities: Set<Capability>;
  serial: string | null;
  hasBattery: boolean;
};

/** Names live in Home Assistant's discovery only; Ring's own id is what both know it by. */
export function ringIdentity(device: RingDevice): Fact {
  const { id, category, capabilities, serial } = device;
  const own = id.toLowerCase();
  return {
    type: 'identity',
    identifiers: [`ring:${own}`, `ha:${own}`, ...(serial === null ? [] : [`serial:${serial.toLowerCase()}`])],
    name: `Ring ${category} ${id}`.slice(0, limits.textLength),
    nameIsDerived: true,
    room: null,
    vendor: 'Ring',
    model: null,
    kind: kindOf(device),
    capabilities: [...capabilities],
    power: device.hasBattery ? 'battery' : null,
    via: null,
    disabled: false,
  };
}

const senses: readonly Capability[] = ['contact', 'motion', 'leak', 'smoke', 'carbon-monoxide', 'glass-break'];

function kindOf({ category, entities, capabilities }: RingDevice): DeviceKind {
  if (capabilities.has('alarm-panel')) return 'alarm';
  if (category === 'camera') return capabilities.has('doorbell') ? 'doorbell' : 'camera';
  if (category === 'intercom') return 'doorbell';
  if (capabilities.has('lock')) return 'lock';
  if (category === 'lighting' || entities.has('light')) return 'light';
  if (senses.some((one) => capabilities.has(one))) return 'sensor';
  if (capabilities.has('siren')) return 'siren';
  return 'other';
}
