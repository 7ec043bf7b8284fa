import { isStale } from './describe';
import type { Device, DeviceId } from './device';
import { isJam } from './lock';
import type { State } from './state';

/** What may be wrong with a device, the worst first. */
export const concernKinds = [
  'smoke',
  'carbon-monoxide',
  'gas',
  'leak',
  'alarm',
  'siren',
  'jammed',
  'tamper',
  'unlocked',
  'open',
  'bridge-offline',
  'lock-untold',
  'offline',
  'battery-low',
  'keypad-battery-low',
  'door-sensor-battery-low',
  'secret-exposed',
] as const;
export type ConcernKind = (typeof concernKinds)[number];

/** Something about one device that a person should know. */
export type Concern = {
  readonly kind: ConcernKind;
  readonly device: DeviceId;
  readonly name: string;
  readonly room: string | null;
  /** since when it is so; for a device that is away, when it was last heard; null: nobody knows */
  readonly at: number | null;
  /** the device is away: this is what it told last */
  readonly stale: boolean;
};

type Rule = {
  readonly kind: ConcernKind;
  /** since when it holds: a moment, `null` where that is unknown, `false` where it does not hold */
  readonly since: (device: Device) => number | null | false;
};

/** a state rule: it holds while the reading passes `test` */
const reading =
  <K extends keyof State>(key: K, test: (value: NonNullable<State[K]>) => boolean): Rule['since'] =>
  ({ state }) => {
    const told = state[key];
    // `state[key]` holds the value of `key`, which TypeScript does not follow through the mapped type
    return told !== undefined && test(told.value) ? told.at : false;
  };
const isTrue = (value: boolean) => value;
const unbolted: ReadonlySet<State['lock']> = new Set(['unlocked', 'unlocking', 'open', 'opening', 'locking']);

const rules: readonly Rule[] = [
  { kind: 'smoke', since: reading('smoke', isTrue) },
  { kind: 'carbon-monoxide', since: reading('carbonMonoxide', isTrue) },
  { kind: 'gas', since: reading('gas', isTrue) },
  { kind: 'leak', since: reading('leak', isTrue) },
  { kind: 'alarm', since: reading('alarm', (value) => value === 'triggered') },
  { kind: 'siren', since: reading('siren', (value) => value === 'sounding') },
  { kind: 'jammed', since: reading('lock', isJam) },
  { kind: 'tamper', since: reading('tamper', isTrue) },
  { kind: 'unlocked', since: reading('lock', (value) => unbolted.has(value)) },
  { kind: 'open', since: reading('contact', (value) => value === 'open') },
  {
    kind: 'bridge-offline',
    since: ({ kind, reachability, said }) => kind === 'hub' && reachability === 'offline' && (said?.at ?? null),
  },
  {
    kind: 'lock-untold',
    since: (device) =>
      device.capabilities.includes('lock') && device.state.lock === undefined && !isStale(device) && null,
  },
  {
    kind: 'offline',
    since: ({ kind, reachability, lastSeen }) => kind !== 'hub' && reachability === 'offline' && lastSeen,
  },
  {
    kind: 'battery-low',
    since: ({ battery }) => battery !== null && isLow(battery.value.percent, battery.value.low) && battery.at,
  },
  { kind: 'keypad-battery-low', since: reading('keypadBatteryLow', isTrue) },
  { kind: 'door-sensor-battery-low', since: reading('doorSensorBatteryLow', isTrue) },
  { kind: 'secret-exposed', since: ({ leaks }) => leaks.length > 0 && null },
];

/** A device that says "low" is believed before its percentage. */
export function isLow(percent: number | null, low: boolean | null): boolean {
  return low === true || (percent !== null && percent <= 20);
}

/** All that may be wrong with `device`, the worst first. A device switched off on purpose concerns nobody. */
export function concernsOf(device: Device): readonly Concern[] {
  if (device.disabled) return [];
  const stale = isStale(device);
  return rules.flatMap(({ kind, since }) => {
    const at = since(device);
    return at === false ? [] : [{ kind, device: device.id, name: device.name, room: device.room, at, stale }];
  });
}
