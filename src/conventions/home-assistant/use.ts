import { isLow } from '@/core/concern';
import type { Fact } from '@/core/observation';
import type { StateKey } from '@/core/state';

import { textIn } from '../json';
import type { Source } from './availability';
import { decisive, type DiscoveredDevice } from './device';
import type { Ear, Lens, Told } from './ear';
import type { Entity } from './entity';
import { mainOf, mainSwitch } from './kind';

/** What of a device is to be heard on one topic. */
export type Use = {
  readonly ears: readonly Ear[];
  readonly lens: Lens | null;
  /** the availability of which entities it tells */
  readonly sources: readonly { readonly source: Source; readonly entity: Entity }[];
};

/** topic → what of the device is to be heard there */
export function usesOf(device: DiscoveredDevice): ReadonlyMap<string, Use> {
  const entities = [...device.entities.values()];
  const uses = new Map<string, { ears: Ear[]; lens: Lens | null; sources: Use['sources'][number][] }>();
  const at = (topic: string) => {
    let use = uses.get(topic);
    if (use === undefined) uses.set(topic, (use = { ears: [], lens: null, sources: [] }));
    return use;
  };
  for (const ear of earsOf(device, entities)) at(ear.topic).ears.push(ear);
  for (const { lenses } of entities) for (const lens of lenses) at(lens.topic).lens = lens;
  for (const entity of decisive(entities, device.kind()))
    for (const source of entity.availability.sources) at(source.topic).sources.push({ source, entity });
  return uses;
}

type Rival = { readonly entity: Entity; readonly ear: Ear };

/** What is told by several entities of a device is told once: of doors and alarms the worst, of all else the main one's. */
function earsOf(device: DiscoveredDevice, entities: readonly Entity[]): readonly Ear[] {
  const main = mainSwitch(entities, device.kind());
  const hasSources = entities.some(({ availability }) => availability.sources.length > 0);
  const bySlot = new Map<string, Rival[]>();
  for (const entity of entities) {
    for (const own of entity.ears) {
      const ear = ofPart(device, entity, own);
      if (ear.slot === 'switch' && entity !== main) continue;
      if (ear.slot === 'connectivity' && hasSources) continue;
      const rivals = bySlot.get(ear.slot);
      if (rivals === undefined) bySlot.set(ear.slot, [{ entity, ear }]);
      else rivals.push({ entity, ear });
    }
  }
  const ears = [...bySlot].flatMap(([slot, rivals]) => settle(slot, rivals));
  return ears.length > 0 ? ears : entities.flatMap(({ life }) => life).slice(0, 1);
}

const parts = [
  [/key[ _]?pad/i, 'keypadBatteryLow'],
  [/door[ _]?sensor/i, 'doorSensorBatteryLow'],
] as const satisfies readonly (readonly [name: RegExp, key: StateKey])[];

/** A lock tells of the batteries of its keypad and of its door sensor too, which are not its own, unless it is called so itself. */
function ofPart(device: DiscoveredDevice, { objectId, options }: Entity, ear: Ear): Ear {
  if (!ear.slot.startsWith('battery.') || device.kind() !== 'lock') return ear;
  const name = `${objectId} ${textIn(options['name']) ?? ''}`;
  const part = parts.find(([form]) => form.test(name) && !form.test(device.info.name ?? ''));
  if (part === undefined) return ear;
  const [, key] = part;
  return {
    ...ear,
    slot: key,
    read(value): Told {
      const told = ear.read(value);
      if (told?.type !== 'battery') return told;
      const { percent = null, low = null } = told;
      return percent === null && low === null ? null : { type: 'state', state: { [key]: isLow(percent, low) } };
    },
  };
}

function settle(slot: string, rivals: readonly Rival[]): readonly Ear[] {
  const ears = rivals.map(({ ear }) => ear);
  if (ears.length === 1 || slot.startsWith('event ') || slot.startsWith('trigger ')) return ears;
  const order = worstFirst.get(slot);
  if (order !== undefined) return worstOf(slot as StateKey, order, ears); // the slots of the map
  const main = mainOf(rivals.map(({ entity }) => entity));
  return rivals.filter(({ entity }) => entity === main).map(({ ear }) => ear);
}

const yesFirst = [true, false] as const;
/** null: one does not know any more. It is worse than all that would say that nobody can come in. */
const worstFirst: ReadonlyMap<string, readonly unknown[]> = new Map<string, readonly unknown[]>([
  ['lock', ['jammed', 'open', 'opening', 'unlocked', 'unlocking', 'locking', null, 'locked']],
  ['alarm', ['triggered', 'pending', 'arming', 'disarming', 'disarmed', null]],
  ['contact', ['open', null, 'closed']],
  ['siren', ['sounding', 'silent']],
  ...[
    'motion',
    'occupancy',
    'vibration',
    'smoke',
    'carbonMonoxide',
    'gas',
    'leak',
    'glassBreak',
    'sound',
    'tamper',
  ].map((slot) => [slot, yesFirst] as const),
]);

type StateFact = Extract<Fact, { type: 'state' | 'untold' }>;

function worstOf(key: StateKey, order: readonly unknown[], ears: readonly Ear[]): readonly Ear[] {
  const last = new Map<Ear, StateFact>();
  const place = (fact: StateFact) => {
    const index = order.indexOf(fact.type === 'untold' ? null : fact.state[key]);
    return index === -1 ? order.length : index;
  };
  return ears.map((ear) => ({
    ...ear,
    read(value): Told {
      const fact = ear.read(value);
      if (fact?.type !== 'state' && fact?.type !== 'untold') return fact;
      last.set(ear, fact);
      return [...last.values()].reduce((worst, one) => (place(one) < place(worst) ? one : worst));
    },
  }));
}
