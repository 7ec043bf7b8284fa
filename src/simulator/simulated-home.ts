import { availability, bridgeDevices, bridgeInfo, bridgeState, deviceState, retained } from './bridge';
import type { Cameras } from './cameras/cameras';
import type { SimulatedDevice } from './device';
import type { Role } from './models';
import type { Random } from './random';
import type { Schedule } from './schedule';
import type { SimulatedMessage } from './types';

/** What is to happen to the home, or in it. */
export type Event =
  | { readonly type: 'day' }
  | { readonly type: 'wake' | 'sleep' | 'leave' | 'return' | 'stir' }
  | { readonly type: 'report' | 'clear' | 'close' | 'silence' | 'flap'; readonly ieee: string }
  | { readonly type: 'move'; readonly ieee: string; readonly to: 'LOCK' | 'UNLOCK'; readonly by: Mover };

/** Who moves a bolt; without a source it was a command, which Zigbee2MQTT tells as `rf`. */
export type Mover = { readonly source: 'keypad' | 'manual' | 'rf'; readonly user: number | null };

/** A home that lives. Changed in place by `step` and `receive`, which are its only ways to change. */
export type SimulatedHome = {
  readonly base: string;
  readonly random: Random;
  readonly schedule: Schedule<Event>;
  /** by IEEE address */
  readonly devices: Map<string, SimulatedDevice>;
  readonly byName: Map<string, SimulatedDevice>;
  readonly byRole: ReadonlyMap<Role, readonly SimulatedDevice[]>;
  now: number;
  atHome: number;
  awake: boolean;
  permitJoinUntil: number;
  filters: readonly string[];
  readonly cameras: Cameras;
};

/** The topics on which it is asked for something. */
export function filtersOf({ base, byName }: SimulatedHome): readonly string[] {
  return [
    `${base}/bridge/request/#`,
    ...[...byName.keys()].flatMap((name) => [`${base}/${name}/set`, `${base}/${name}/get`]),
  ];
}

/** What the bridge says when it has started: all that is retained, then the states it had kept. */
export function greeting(home: SimulatedHome): readonly SimulatedMessage[] {
  const { base } = home;
  const devices = [...home.devices.values()];
  return [
    bridgeState(base, 'online'),
    bridgeInfo(base, false),
    bridgeDevices(base, devices),
    retained(`${base}/bridge/groups`, []),
    retained(`${base}/bridge/extensions`, []),
    ...devices.map((device) => availability(base, device)),
    ...devices.filter((device) => device.available).map((device) => deviceState(base, device)),
  ];
}
