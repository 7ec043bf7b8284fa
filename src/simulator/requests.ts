import { answer, availability, bridgeDevices, bridgeState, cleared, deviceState } from './bridge';
import { readCode, setCode } from './codes';
import { freshen, type SimulatedDevice } from './device';
import { describeBridge, filtersOf, type SimulatedHome } from './simulated-home';
import { abortUpdate, checkForUpdate, scheduleUpdate, startUpdate } from './ota';
import type { Tell } from './types';

type Request = Readonly<Record<string, unknown>>;

/** how long a motor takes from end to end */
const boltMs = 2_000;
const restartMs = 2_000;
const longestAlarmSeconds = 600;

/** What the bridge does with a message that reached it. */
export function handle(home: SimulatedHome, topic: string, payload: string, tell: Tell): void {
  const { base } = home;
  if (!topic.startsWith(`${base}/`)) return;
  const rest = topic.slice(base.length + 1);
  if (rest.startsWith('bridge/request/')) return request(home, rest.slice('bridge/request/'.length), payload, tell);
  const [, name, verb] = /^(.+)\/(set|get)$/s.exec(rest) ?? [];
  const device = name === undefined ? undefined : home.byName.get(name);
  if (device === undefined || !device.available || device.plan.fault === 'never-answers') return;
  const body = verb === 'set' && /^(?:LOCK|UNLOCK|ON|OFF|TOGGLE)$/i.test(payload) ? { state: payload } : parse(payload);
  if (body === null) return;
  if (verb === 'set') set(home, device, body, tell);
  else if ('pin_code' in body) readCode(home, device, body['pin_code'], tell);
  else {
    freshen(device, home.now, home.random);
    tell(deviceState(base, device));
  }
}

function set(home: SimulatedHome, device: SimulatedDevice, body: Request, tell: Tell): void {
  const wanted = typeof body['state'] === 'string' ? body['state'].toUpperCase() : null;
  switch (device.plan.model.role) {
    case 'lock':
      if ('pin_code' in body) setCode(home, device, body['pin_code'], tell);
      if (wanted !== 'LOCK' && wanted !== 'UNLOCK') return;
      // At once the wish, with the bolt as it still is; the bolt's own report follows (CONVENTIONS.md 11).
      tell(deviceState(home.base, device, { state: wanted }));
      return home.schedule.add(home.now + boltMs, {
        type: 'move',
        ieee: device.ieee,
        to: wanted,
        by: { source: 'rf', user: null },
      });
    case 'plug': {
      const on = wanted === 'TOGGLE' ? device.state['state'] !== 'ON' : wanted === 'ON';
      if (wanted !== 'TOGGLE' && wanted !== 'ON' && wanted !== 'OFF') return;
      Object.assign(device.state, { power: on ? 60 : 0, state: on ? 'ON' : 'OFF' });
      freshen(device, home.now, home.random);
      return tell(deviceState(home.base, device));
    }
    case 'siren':
      return sound(home, device, body['warning'], tell);
    default:
  }
}

/** A siren tells nothing of its sounding; like the real one it only answers that it is there. */
function sound(home: SimulatedHome, device: SimulatedDevice, warning: unknown, tell: Tell): void {
  if (typeof warning !== 'object' || warning === null) return;
  const { duration } = warning as Request;
  const seconds = Math.min(typeof duration === 'number' && duration > 0 ? duration : 10, longestAlarmSeconds);
  freshen(device, home.now, home.random);
  tell(deviceState(home.base, device));
  home.schedule.add(home.now + seconds * 1_000, { type: 'silence', ieee: device.ieee });
}

function request(home: SimulatedHome, what: string, payload: string, tell: Tell): void {
  const { base } = home;
  const body = payload === '' ? {} : (parse(payload) ?? {});
  const { transaction } = body;
  switch (what) {
    case 'health_check':
      return tell(answer(base, what, transaction, { healthy: true }));
    case 'permit_join': {
      const time = typeof body['time'] === 'number' ? Math.max(0, Math.min(254, body['time'])) : 0;
      home.permitJoinUntil = home.now + time * 1_000;
      if (time > 0) home.schedule.add(home.permitJoinUntil, { type: 'permit-over' });
      tell(describeBridge(home));
      return tell(answer(base, what, transaction, { time }));
    }
    case 'options':
      return changeOptions(home, body, tell);
    case 'restart':
      return restart(home, transaction, tell);
    case 'device/rename':
      return rename(home, what, body, tell);
    case 'device/remove':
      return remove(home, what, body, tell);
    case 'device/ota_update/check':
      return checkForUpdate(home, body, tell);
    case 'device/ota_update/update':
      return startUpdate(home, body, tell);
    case 'device/ota_update/schedule':
    case 'device/ota_update/unschedule':
      return scheduleUpdate(home, what, body, tell);
    case 'device/ota_update/update/abort':
      return abortUpdate(home, what, body, tell);
    default:
  }
}

/** Settings are kept at once; those of the connection take effect at the restart, which the answer asks for. */
function changeOptions(home: SimulatedHome, body: Request, tell: Tell): void {
  const { options, transaction } = body;
  if (typeof options !== 'object' || options === null) {
    return tell(answer(home.base, 'options', transaction, {}, 'Invalid payload'));
  }
  const { mqtt } = options as Request;
  const { user, password } = (typeof mqtt === 'object' && mqtt !== null ? mqtt : {}) as Request;
  if (typeof user === 'string' && typeof password === 'string') home.bridge.wanted = { username: user, password };
  tell(describeBridge(home));
  tell(answer(home.base, 'options', transaction, { restart_required: home.bridge.wanted !== null }));
}

/** It goes, and is there again a moment later, with the log-in that its settings, or its environment, say then. */
function restart(home: SimulatedHome, transaction: unknown, tell: Tell): void {
  const { bridge } = home;
  tell(answer(home.base, 'restart', transaction, {}));
  tell(bridgeState(home.base, 'offline'));
  if (bridge.wanted !== null && !bridge.isOverridden) {
    bridge.logIn = bridge.wanted;
    bridge.user = bridge.wanted.username;
  }
  bridge.wanted = null;
  home.schedule.add(home.now + restartMs, { type: 'started' });
}

function rename(home: SimulatedHome, what: string, body: Request, tell: Tell): void {
  const { from, to, transaction } = body;
  const device = typeof from === 'string' ? (home.byName.get(from) ?? home.devices.get(from)) : undefined;
  if (device === undefined || typeof to !== 'string' || to === '') {
    return tell(answer(home.base, what, transaction, {}, `Device '${String(from)}' does not exist`));
  }
  if (home.byName.has(to) || /[+#]|^bridge\//.test(to)) {
    return tell(answer(home.base, what, transaction, {}, `friendly_name '${to}' is already in use`));
  }
  forget(home, device, tell);
  const was = device.name;
  device.name = to;
  home.byName.set(to, device);
  changed(home, tell);
  tell(availability(home.base, device));
  tell(deviceState(home.base, device));
  tell(answer(home.base, what, transaction, { from: was, homeassistant_rename: false, to }));
}

function remove(home: SimulatedHome, what: string, body: Request, tell: Tell): void {
  const { id, transaction } = body;
  const device = typeof id === 'string' ? (home.byName.get(id) ?? home.devices.get(id)) : undefined;
  if (device === undefined)
    return tell(answer(home.base, what, transaction, {}, `Device '${String(id)}' does not exist`));
  forget(home, device, tell);
  home.devices.delete(device.ieee);
  changed(home, tell);
  tell(answer(home.base, what, transaction, { block: false, force: false, id }));
}

/** The topics of its name are taken back. */
export function forget(home: SimulatedHome, device: SimulatedDevice, tell: Tell): void {
  home.byName.delete(device.name);
  tell(cleared(`${home.base}/${device.name}/availability`));
  tell(cleared(`${home.base}/${device.name}`));
}

/** Devices came, went, or have other names: the bridge tells all of them again. */
export function changed(home: SimulatedHome, tell: Tell): void {
  home.filters = filtersOf(home);
  tell(bridgeDevices(home.base, home.devices.values()));
}

function parse(payload: string): Request | null {
  try {
    const value: unknown = JSON.parse(payload);
    // an object or a list: a list has no property that is asked for
    return typeof value === 'object' && value !== null ? (value as Request) : null;
  } catch {
    return null;
  }
}
