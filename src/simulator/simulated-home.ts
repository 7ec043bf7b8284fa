import { availability, bridgeDevices, bridgeInfo, bridgeState, deviceState, retained } from './bridge';
import type { CameraAct, Cameras } from './cameras/cameras';
import type { SimulatedDevice } from './device';
import type { Plan } from './household';
import type { Role } from './models';
import type { Program } from './program';
import type { Random } from './random';
import type { Schedule } from './schedule';
import type { SimulatedMessage } from './types';

/** What is to happen to the home, or in it. */
export type Event =
  | { readonly type: 'day' }
  /** the bridge is there again after a restart; nobody may join any more */
  | { readonly type: 'started' | 'permit-over' }
  | { readonly type: 'wake' | 'sleep' | 'leave' | 'return' | 'stir' }
  | { readonly type: 'report' | 'clear' | 'close' | 'silence' | 'flap'; readonly ieee: string }
  | { readonly type: 'move'; readonly ieee: string; readonly to: 'LOCK' | 'UNLOCK'; readonly by: Mover }
  /** a device that was asked for its firmware answers; an update makes no progress any more; a sleeper asks for its file */
  | { readonly type: 'checked' | 'stuck' | 'asks'; readonly ieee: string }
  | { readonly type: 'updating'; readonly ieee: string; readonly percent: number }
  | { readonly type: 'act'; readonly act: Act };

/** What may befall a home besides its own life, as its bridge would notice it. About a device that is gone: nothing. */
export type Act =
  /** a device says how it is, changed by `state`; `action` stands in this one message */
  | {
      readonly type: 'say';
      readonly ieee: string;
      readonly state?: Readonly<Record<string, unknown>>;
      readonly action?: Readonly<Record<string, unknown>>;
    }
  /** what its battery has left */
  | { readonly type: 'drain'; readonly ieee: string; readonly percent: number }
  /** the bridge hears a device no longer, or again */
  | { readonly type: 'reach'; readonly ieee: string; readonly available: boolean }
  | { readonly type: 'move'; readonly ieee: string; readonly to: 'LOCK' | 'UNLOCK'; readonly by: Mover }
  | { readonly type: 'permit-join'; readonly open: boolean }
  /** a device joins that nobody had paired; the bridge finds out in `join` and `interview` what it is */
  | { readonly type: 'join'; readonly ieee: string; readonly plan: Plan }
  | { readonly type: 'interview'; readonly ieee: string }
  | { readonly type: 'leave'; readonly ieee: string }
  /** somebody does something with a camera */
  | { readonly type: 'camera'; readonly id: string; readonly act: CameraAct }
  /** a device that had one firmware comes back with another; one that has a third meanwhile does not */
  | {
      readonly type: 'announce';
      readonly ieee: string;
      readonly had: string;
      readonly has: string;
      /** what its state says of updates then */
      readonly update: unknown;
    };

/** An act and when, counted from the moment it is planned. */
export type Planned = { readonly afterSeconds: number; readonly act: Act };

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
  /** how far the clocks on its walls are ahead of UTC, by which its people live */
  readonly wallMs: (at: number) => number;
  atHome: number;
  awake: boolean;
  readonly doorsSleep: boolean;
  permitJoinUntil: number;
  readonly bridge: BridgeAccount;
  filters: readonly string[];
  readonly cameras: Cameras;
  /** what speaks for itself, in dialects of its own */
  readonly programs: readonly Program[];
};

/** The log-in of the bridge at the broker. */
export type BridgeAccount = {
  /** the account it was started with; null: none */
  user: string | null;
  /** what its settings say since; takes effect at its restart */
  wanted: BridgeLogin | null;
  /** it has been restarted with this log-in, and whoever connects it has to know */
  logIn: BridgeLogin | null;
  /** its environment says how it logs in (ZIGBEE2MQTT_CONFIG_MQTT_USER), whatever is written into its settings */
  readonly isOverridden: boolean;
};
export type BridgeLogin = { readonly username: string; readonly password: string };

/** How it describes itself now. */
export function describeBridge({ base, bridge, now, permitJoinUntil }: SimulatedHome): SimulatedMessage {
  return bridgeInfo(base, {
    permitJoin: permitJoinUntil > now,
    user: bridge.wanted?.username ?? bridge.user,
    restartRequired: bridge.wanted !== null,
  });
}

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
    describeBridge(home),
    bridgeDevices(base, devices),
    retained(`${base}/bridge/groups`, []),
    retained(`${base}/bridge/extensions`, []),
    ...devices.map((device) => availability(base, device)),
    ...devices.filter((device) => device.available).map((device) => deviceState(base, device)),
  ];
}
