import { perform } from './acts';
import { bridgeState } from './bridge';
import { actLater, openCameras, receiveCommand, stepCameras } from './cameras/cameras';
import { aboutOf, cameraPlans } from './cameras/plans';
import type { DeviceMessage } from './cameras/words';
import { ieeeOf, pair, type SimulatedDevice } from './device';
import { householdSize, plansFor } from './household';
import { begin, happen } from './life';
import type { Role } from './models';
import { openPrograms, passTime, type OfProgram } from './programs';
import { openRandom } from './random';
import { handle } from './requests';
import { openSchedule } from './schedule';
import { filtersOf, greeting, type BridgeLogin, type Planned, type SimulatedHome } from './simulated-home';
import type { SimulatedMessage, Tell } from './types';

export type HomeOptions = {
  readonly seed: number;
  /** how many devices beside the coordinator; absent: the household of a newcomer */
  readonly devices?: number;
  /** the home's clock, ms since the epoch */
  readonly startAt: number;
  /** how far the clocks on its walls are ahead of UTC at a moment; absent: they show UTC */
  readonly wallMinutes?: (at: number) => number;
  /** while all sleep no door and no window is opened; absent: now and then one is, so that a demo is never still */
  readonly doorsSleep?: boolean;
  readonly baseTopic?: string;
  /** with the three cameras and the doorbell; absent: without */
  readonly cameras?: boolean;
  /** with the plugs, lamps, gates and servers that speak dialects of their own; absent: without */
  readonly programs?: boolean;
  /** with which account its bridge logs in; absent: it does not tell */
  readonly user?: string;
  /** its environment says how it logs in, and wins over its settings without a word */
  readonly loginIsOverridden?: boolean;
};

/** `messages` are the bridge's; `ofDevices` and `ofPrograms` those of devices that have a connection of their own. */
type Told = {
  readonly home: SimulatedHome;
  readonly messages: readonly SimulatedMessage[];
  readonly ofDevices: readonly DeviceMessage[];
  readonly ofPrograms: readonly OfProgram[];
};

/** A home as it is when its bridge starts, and what the bridge says then. The same options give the same home. */
export function openHome(options: HomeOptions): Told {
  const { seed, devices = householdSize, startAt, baseTopic = 'zigbee2mqtt', user = null } = options;
  const { cameras = false, programs = false, wallMinutes = () => 0, loginIsOverridden = false } = options;
  const { doorsSleep = false } = options;
  const random = openRandom(seed);
  const paired = plansFor(devices, random).map((plan, index) => pair(plan, ieeeOf(index), random));
  const home: SimulatedHome = {
    base: baseTopic,
    random,
    schedule: openSchedule(),
    devices: new Map(paired.map((device) => [device.ieee, device])),
    byName: new Map(paired.map((device) => [device.name, device])),
    byRole: byRoleOf(paired),
    now: startAt,
    wallMs: (at) => wallMinutes(at) * 60_000,
    atHome: 0,
    awake: true,
    doorsSleep,
    permitJoinUntil: 0,
    bridge: { user, wanted: null, logIn: null, isOverridden: loginIsOverridden },
    filters: [],
    cameras: openCameras(cameras ? cameraPlans : [], seed, startAt),
    programs: programs ? openPrograms(seed, startAt) : [],
  };
  home.filters = filtersOf(home);
  begin(home);
  return { home, messages: greeting(home), ofDevices: [], ofPrograms: [] };
}

function byRoleOf(devices: readonly SimulatedDevice[]): ReadonlyMap<Role, readonly SimulatedDevice[]> {
  const roles = new Map<Role, SimulatedDevice[]>();
  for (const device of devices) {
    const { role } = device.plan.model;
    roles.set(role, [...(roles.get(role) ?? []), device]);
  }
  return roles;
}

/** Lets `seconds` pass. What was asked meanwhile and takes its time happens here. */
export function step(home: SimulatedHome, seconds: number): Told {
  const until = home.now + seconds * 1_000;
  const messages: SimulatedMessage[] = [];
  const ofDevices: DeviceMessage[] = [];
  const ofPrograms: OfProgram[] = [];
  for (;;) {
    const next = home.schedule.takeDue(until);
    if (next === null) break;
    home.now = Math.max(home.now, next.at);
    const tell: Tell = (message) => messages.push(message);
    if (next.what.type === 'act') perform(home, next.what.act, tell);
    else happen(home, next.what, tell);
  }
  home.now = until;
  stepCameras(home.cameras, until, home, (message) => ofDevices.push(message));
  passTime(home.programs, until, home, (said) => ofPrograms.push(said));
  return { home, messages, ofDevices, ofPrograms };
}

/** Lets something happen that is not of the household's own doing, beside what its people do meanwhile. */
export function happenLater(home: SimulatedHome, plan: readonly Planned[]): void {
  for (const { afterSeconds, act } of plan) {
    if (act.type === 'camera') actLater(home.cameras, act.id, act.act, afterSeconds);
    else home.schedule.add(home.now + afterSeconds * 1_000, { type: 'act', act });
  }
}

/** A message that somebody published for the home reached its bridge. Whatever it holds, the home answers as Zigbee2MQTT does. */
export function receive(home: SimulatedHome, topic: string, payload: string): Told {
  const messages: SimulatedMessage[] = [];
  handle(home, topic, payload, (message) => messages.push(message));
  return { home, messages, ofDevices: [], ofPrograms: [] };
}

/** A command reached a device that has a connection of its own. */
export function receiveFor(home: SimulatedHome, device: string, payload: string): Told {
  const ofDevices: DeviceMessage[] = [];
  receiveCommand(home.cameras, device, payload, (message) => ofDevices.push(message));
  return { home, messages: [], ofDevices, ofPrograms: [] };
}

/** A device with a connection of its own: it logs in itself, and announces itself with `about`. */
export type ConnectedDevice = {
  readonly id: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly ignoresOffers: boolean;
};

export function connectedDevices(home: SimulatedHome): readonly ConnectedDevice[] {
  return [...home.cameras.byId.values()].map(({ plan }) => ({
    id: plan.id,
    about: aboutOf(plan),
    ignoresOffers: plan.ignoresOffers,
  }));
}

/** The log-in that the bridge was restarted with since this was last asked; null: it goes on with the one it has. */
export function takeLogIn({ bridge }: SimulatedHome): BridgeLogin | null {
  const { logIn } = bridge;
  bridge.logIn = null;
  return logIn;
}

/** What the bridge says when it is stopped. */
export function closeHome(home: SimulatedHome): readonly SimulatedMessage[] {
  return [bridgeState(home.base, 'offline')];
}

/** The bridge's last will. */
export function bridgeWill(home: SimulatedHome): SimulatedMessage {
  return bridgeState(home.base, 'offline');
}

/** What the bridge has to subscribe to; the same array as long as no device comes, goes or changes its name. */
export function commandFilters(home: SimulatedHome): readonly string[] {
  return home.filters;
}
