import { availability, deviceState } from './bridge';
import { passBy } from './cameras/cameras';
import { freshen, type SimulatedDevice } from './device';
import { describeBridge, greeting, type Event, type Mover, type SimulatedHome } from './simulated-home';
import type { Role } from './models';
import { day, dayOf, household, midnightOf, usuallyAt } from './people';
import { answerCheck, endUpdate, goOnUpdating, wakeForUpdate } from './ota';
import type { Tell } from './types';

const second = 1_000;
const minute = 60 * second;

/** how often a device says how it is although nothing happened; sleepy ones are hurried for the sake of who watches */
const reportEvery: Readonly<Record<Role, readonly [number, number]>> = {
  plug: [8 * second, 15 * second],
  climate: [20 * second, 60 * second],
  lock: [4 * minute, 8 * minute],
  contact: [60 * second, 150 * second],
  motion: [60 * second, 150 * second],
  smoke: [60 * second, 150 * second],
  leak: [60 * second, 150 * second],
  siren: [60 * second, 150 * second],
  keypad: [60 * second, 150 * second],
};

/** Everybody says how it is soon after the start; then life takes its course from this hour of this day. */
export function begin(home: SimulatedHome): void {
  const usual = usuallyAt(home.now + home.wallMs(home.now));
  home.atHome = usual.home;
  home.awake = usual.awake;
  for (const device of home.devices.values()) {
    settleDevice(home, device);
    if (device.available)
      home.schedule.add(home.now + home.random.between(0, 20 * second), { type: 'report', ieee: device.ieee });
    else
      home.schedule.add(home.now + home.random.between(2 * minute, 10 * minute), { type: 'flap', ieee: device.ieee });
  }
  beginDay(home);
  home.schedule.add(home.now + home.random.between(2 * second, 6 * second), { type: 'stir' });
}

/** What is left of this day, by the clocks on the walls: one on which they are set forward is an hour shorter. */
function beginDay(home: SimulatedHome): void {
  const midnight = midnightOf(home.now + home.wallMs(home.now));
  const momentOf = (wall: number) => wall - home.wallMs(wall - home.wallMs(wall));
  for (const { at, what } of dayOf(midnight, home.random)) {
    if (momentOf(at) > home.now) home.schedule.add(momentOf(at), what);
  }
  home.schedule.add(momentOf(midnight + day), { type: 'day' });
}

/** How a device stands before the visitor comes. */
function settleDevice(home: SimulatedHome, device: SimulatedDevice): void {
  const { state } = device;
  switch (device.plan.model.role) {
    case 'lock': {
      const locked = device.plan.fault === null;
      Object.assign(state, { lock_state: locked ? 'locked' : 'unlocked', state: locked ? 'LOCK' : 'UNLOCK' });
      break;
    }
    case 'contact':
      state['contact'] = true;
      if ('tamper' in state) state['tamper'] = false;
      break;
    case 'motion':
      state['occupancy'] = false;
      break;
    case 'smoke':
      state['smoke'] = false;
      break;
    case 'leak':
      state['water_leak'] = false;
      break;
    case 'keypad':
      state['tamper'] = false;
      break;
    case 'plug':
      Object.assign(state, { energy: Math.round(home.random.between(20, 300) * 100) / 100, power: 0, state: 'ON' });
      break;
    case 'climate':
    case 'siren':
      break;
  }
  freshen(device, home.now - home.random.whole(second, 10 * minute), home.random);
}

/** One event of the schedule comes true. */
export function happen(home: SimulatedHome, event: Exclude<Event, { type: 'act' }>, tell: Tell): void {
  switch (event.type) {
    case 'day':
      return beginDay(home);
    case 'wake':
      home.awake = true;
      return keypad(home, 'disarm', tell);
    case 'sleep':
      home.awake = false;
      lockUp(home, tell);
      return keypad(home, 'arm_night_zones', tell);
    case 'leave':
      home.atHome = Math.max(0, home.atHome - 1);
      beSeen(home, 'leave');
      return passDoor(home, home.atHome === 0, tell);
    case 'return':
      home.atHome = Math.min(household, home.atHome + 1);
      beSeen(home, 'return');
      return passDoor(home, false, tell);
    case 'stir':
      return stir(home, tell);
    case 'started':
      return greeting(home).forEach(tell);
    case 'permit-over':
      return home.permitJoinUntil > home.now ? undefined : tell(describeBridge(home));
    default: {
      const device = home.devices.get(event.ieee);
      if (device !== undefined) happenTo(home, device, event, tell);
    }
  }
}

/** Cameras and gates notice who comes and goes. */
function beSeen({ cameras, programs, now }: SimulatedHome, way: 'leave' | 'return'): void {
  passBy(cameras, now, way);
  for (const program of programs) program.notice(way, now);
}

function happenTo(
  home: SimulatedHome,
  device: SimulatedDevice,
  event: Extract<Event, { readonly ieee: string }>,
  tell: Tell,
): void {
  switch (event.type) {
    case 'report':
      return report(home, device, tell);
    case 'clear':
      return update(home, device, { occupancy: false }, tell);
    case 'close':
      return update(home, device, { contact: true }, tell);
    case 'silence':
      return update(home, device, {}, tell);
    case 'flap':
      device.available = !device.available;
      tell(availability(home.base, device));
      if (device.available) update(home, device, { contact: home.random.chance(0.9) }, tell);
      return home.schedule.add(home.now + home.random.between(2 * minute, 15 * minute), event);
    case 'move':
      return arrive(home, device, event.to, event.by, tell);
    case 'checked':
      return answerCheck(home, device, tell);
    case 'updating':
      return goOnUpdating(home, device, event.percent, tell);
    case 'asks':
      return wakeForUpdate(home, device, tell);
    case 'stuck':
      // unless it was aborted meanwhile
      return device.request === null ? undefined : endUpdate(home, device, 'failed', tell);
  }
}

function report(home: SimulatedHome, device: SimulatedDevice, tell: Tell): void {
  update(home, device, readings(home, device), tell);
  const [soonest, latest] = reportEvery[device.plan.model.role];
  // the floors of a large building are not hurried: there it is the number that makes life
  const patience = Math.max(1, home.devices.size / 100);
  home.schedule.add(home.now + home.random.between(soonest, latest) * patience, { type: 'report', ieee: device.ieee });
}

function readings(home: SimulatedHome, device: SimulatedDevice): Record<string, unknown> {
  const { random } = home;
  const hours = (home.now % day) / (60 * minute);
  const warmth = Math.sin(((hours - 9) / 24) * 2 * Math.PI);
  switch (device.plan.model.role) {
    case 'plug': {
      if (device.state['state'] !== 'ON') return { power: 0 };
      const busy =
        device.plan.room === 'kitchen' ? hours * 3 - Math.floor(hours * 3) < 0.4 : home.awake && home.atHome > 0;
      const power = Math.round(busy ? random.between(70, 110) : random.between(0.4, 2));
      const energy = Number(device.state['energy']) + (power / 1_000) * (11.5 / 3_600);
      return { energy: Math.round(energy * 10_000) / 10_000, power };
    }
    case 'climate':
      return {
        humidity: Math.round((48 - 5 * warmth + random.between(-1.5, 1.5)) * 100) / 100,
        pressure: Math.round((1_013 + random.between(-1, 1)) * 10) / 10,
        temperature: Math.round((20.5 + 1.8 * warmth + random.between(-0.2, 0.2)) * 100) / 100,
      };
    case 'smoke':
      return 'temperature' in device.state
        ? { temperature: Math.round(205 + 15 * warmth + random.between(-3, 3)) / 10 }
        : {};
    case 'motion':
      return 'illuminance' in device.state
        ? { illuminance: Math.round(Math.max(0, 200 * warmth + random.between(0, 40))) }
        : {};
    default:
      return {};
  }
}

/** A device changes and says so; one that is away changes in silence. */
export function update(
  home: SimulatedHome,
  device: SimulatedDevice,
  changes: Record<string, unknown>,
  tell: Tell,
  action: object = {},
): void {
  Object.assign(device.state, changes);
  if (!device.available) return;
  freshen(device, home.now, home.random);
  tell(deviceState(home.base, device, action));
}

/** Somebody at home and awake moves about; at night hardly anybody does, and nobody in an empty house. */
function stir(home: SimulatedHome, tell: Tell): void {
  const { random } = home;
  const quiet = home.atHome === 0 ? 0 : home.awake ? 1 : 0.05;
  if (random.chance(quiet)) {
    const roll = random.next();
    if (roll < 0.75) move(home, tell);
    else if (roll < 0.9) {
      if (home.awake || !home.doorsSleep)
        open(home, pickDevice(home, 'contact'), random.between(20 * second, 4 * minute), tell);
    } else toggleTv(home, tell);
  }
  home.schedule.add(home.now + random.between(6 * second, 16 * second), { type: 'stir' });
}

function move(home: SimulatedHome, tell: Tell): void {
  const sensor = pickDevice(home, 'motion');
  if (sensor === null) return;
  update(home, sensor, { occupancy: true, ...readings(home, sensor) }, tell);
  home.schedule.add(home.now + home.random.between(25 * second, 90 * second), { type: 'clear', ieee: sensor.ieee });
}

function open(home: SimulatedHome, contact: SimulatedDevice | null, forMs: number, tell: Tell): void {
  if (contact === null || contact.state['contact'] === false) return;
  update(home, contact, { contact: false }, tell);
  home.schedule.add(home.now + forMs, { type: 'close', ieee: contact.ieee });
}

function toggleTv(home: SimulatedHome, tell: Tell): void {
  const tv = home.byName.get('Living room TV');
  if (tv === undefined) return;
  const on = tv.state['state'] === 'ON';
  update(home, tv, { power: on ? 0 : 92, state: on ? 'OFF' : 'ON' }, tell);
}

/** Through the front door, which is unlocked before and locked behind by whoever leaves the house empty. */
function passDoor(home: SimulatedHome, lockBehind: boolean, tell: Tell): void {
  const lock = home.byName.get('Front door');
  const { random } = home;
  if (lock !== undefined) {
    const user = random.whole(1, household);
    arrive(home, lock, 'UNLOCK', { source: lockBehind ? 'manual' : 'keypad', user: lockBehind ? null : user }, tell);
    if (lockBehind || random.chance(0.7)) {
      const at = home.now + random.between(25 * second, 50 * second);
      home.schedule.add(at, { type: 'move', ieee: lock.ieee, to: 'LOCK', by: { source: 'keypad', user } });
    }
  }
  open(home, home.byName.get('Front door contact') ?? null, random.between(5 * second, 15 * second), tell);
  move(home, tell);
}

function lockUp(home: SimulatedHome, tell: Tell): void {
  for (const device of home.devices.values()) {
    if (device.plan.model.role !== 'lock' || device.plan.fault !== null || device.state['state'] === 'LOCK') continue;
    arrive(home, device, 'LOCK', { source: 'manual', user: null }, tell);
  }
}

/** The bolt has arrived, or jammed on the way. */
export function arrive(
  home: SimulatedHome,
  device: SimulatedDevice,
  to: 'LOCK' | 'UNLOCK',
  { source, user }: Mover,
  tell: Tell,
): void {
  const jammed = to === 'LOCK' && device.plan.fault === 'jams';
  const changes = jammed
    ? { lock_state: 'not_fully_locked', state: 'UNLOCK' }
    : { lock_state: to === 'LOCK' ? 'locked' : 'unlocked', state: to };
  const action = { action: to === 'LOCK' ? 'lock' : 'unlock', action_source_name: source, action_user: user };
  update(home, device, changes, tell, jammed ? {} : action);
}

/** Somebody uses the keypad: the code stands in clear in that message, as it does with the real one (CONVENTIONS.md 2). */
function keypad(home: SimulatedHome, action: string, tell: Tell): void {
  const pad = home.byName.get('Front door keypad');
  if (pad === undefined) return;
  const code = action === 'disarm' ? '4821' : null;
  update(home, pad, {}, tell, { action, action_code: code, action_transaction: home.random.whole(1, 250) });
}

function pickDevice(home: SimulatedHome, role: Role): SimulatedDevice | null {
  const those = home.byRole.get(role)?.filter(({ ieee, available }) => available && home.devices.has(ieee)) ?? [];
  const [first, ...more] = those;
  return first === undefined ? null : home.random.pick([first, ...more]);
}
