import type { Plan } from './household';
import type { Random } from './random';

/** A paired device: what the bridge would keep of it. Changed in place by the home that owns it. */
export type SimulatedDevice = {
  readonly ieee: string;
  name: string;
  readonly plan: Plan;
  /** the cached state that every message of it carries */
  readonly state: Record<string, unknown>;
  /** the readable version of its firmware, as it names it itself, and the number of its file */
  build: string | null;
  file: number;
  readonly newestFile: number;
  /** the request for its firmware that the bridge is at work on: what comes back in the answer */
  request: { readonly id: unknown; readonly transaction: unknown } | null;
  /** the bridge gives it its file when it asks */
  scheduled: boolean;
  /** the bridge hears it; a device that is away says nothing */
  available: boolean;
  /** the bridge knows what it is */
  interviewed: boolean;
  /** percent, unrounded */
  battery: number;
  lastSeen: number;
  readonly baseQuality: number;
  /** a lock's code table, by place */
  readonly codes: Map<number, string>;
};

/** a lithium cell lasts two years, a lock's four cells nine months: percent an hour */
const drainAnHour = { lock: 0.015, other: 0.006 } as const;

/** The address of the device that was paired as the `index`th. */
export function ieeeOf(index: number): string {
  return `0x${(0x00124b0018000000n + BigInt(index + 1) * 0x101n).toString(16).padStart(16, '0')}`;
}

export function pair(plan: Plan, ieee: string, random: Random): SimulatedDevice {
  const answers = plan.fault !== 'never-answers';
  const file = firstFile;
  const newestFile = plan.newer ? firstFile + 0x100 : firstFile;
  return {
    ieee,
    name: plan.name,
    plan,
    state: emptyState(plan, plan.asked ? askedState({ file, newestFile }) : neverAsked),
    build: plan.model.build,
    file,
    newestFile,
    request: null,
    scheduled: false,
    available: answers,
    interviewed: true,
    battery: plan.battery,
    lastSeen: 0,
    baseQuality: random.whole(60, 220),
    codes: new Map(Object.entries(plan.codes?.taken ?? {}).map(([place, code]) => [Number(place), code])),
  };
}

/** Everything it exposes is null until it is told; what can only be set is no part of its state. */
function emptyState({ model }: Plan, update: object): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  for (const expose of model.exposes) {
    const features =
      Array.isArray(expose['features']) && expose['type'] !== 'composite' ? expose['features'] : [expose];
    for (const { property, access } of features as { property: string; access: number }[]) {
      if ((access & 1) !== 0 && property !== 'action') state[property] = null;
    }
  }
  if (model.ota) state['update'] = update;
  return state;
}

const neverAsked = { installed_version: -1, latest_version: -1, state: null };
const firstFile = 0x01000010;

/** What the bridge knows of its firmware once it has asked. The numbers are those of files, not of versions. */
export function askedState({ file, newestFile }: Pick<SimulatedDevice, 'file' | 'newestFile'>) {
  const newer = newestFile > file;
  return {
    installed_version: file,
    latest_release_notes: newer ? 'Security fixes' : null,
    latest_source: `https://example.org/${newestFile}.ota`,
    latest_version: newestFile,
    state: newer ? 'available' : 'idle',
  };
}

/** What it says with every message: its battery after `hours` more, and how well it was heard. */
export function freshen(device: SimulatedDevice, now: number, random: Random): void {
  const hours = device.lastSeen === 0 ? 0 : (now - device.lastSeen) / 3_600_000;
  const { model } = device.plan;
  device.battery = Math.max(0, device.battery - hours * drainAnHour[model.role === 'lock' ? 'lock' : 'other']);
  device.lastSeen = now;
  const { state } = device;
  if ('battery' in state) state['battery'] = Math.ceil(device.battery);
  if ('battery_low' in state) state['battery_low'] = device.battery < 10;
  if ('voltage' in state) state['voltage'] = Math.round((2_500 + device.battery * 6.5) / 100) * 100;
  state['last_seen'] = new Date(now).toISOString();
  state['linkquality'] = Math.min(255, Math.max(1, Math.round(device.baseQuality + random.between(-12, 12))));
}
