import { availability, bridgeEvent, definitionOf } from './bridge';
import { pair, type SimulatedDevice } from './device';
import { arrive, update } from './life';
import { changed, forget } from './requests';
import { describeBridge, type Act, type SimulatedHome } from './simulated-home';
import type { Tell } from './types';

/** how long the bridge takes to ask a new device what it is */
const interviewMs = 6_000;

/** One act comes true. The bridge tells its devices, then the event, as Zigbee2MQTT does (lib/extension/bridge.ts). */
export function perform(home: SimulatedHome, act: Act, tell: Tell): void {
  if (act.type === 'permit-join') {
    home.permitJoinUntil = act.open ? Number.POSITIVE_INFINITY : 0;
    return tell(describeBridge(home));
  }
  if (act.type === 'camera') return; // cameras have a schedule of their own (`actLater`)
  if (act.type === 'join') return join(home, act, tell);
  const device = home.devices.get(act.ieee);
  if (device !== undefined) performOn(home, device, act, tell);
}

function join(home: SimulatedHome, { ieee, plan }: Extract<Act, { type: 'join' }>, tell: Tell): void {
  if (home.devices.has(ieee) || home.byName.has(plan.name)) return;
  const device = { ...pair(plan, ieee, home.random), available: false, interviewed: false };
  home.devices.set(ieee, device);
  home.byName.set(device.name, device);
  changed(home, tell);
  tell(bridgeEvent(home.base, 'device_joined', device));
  tell(bridgeEvent(home.base, 'device_interview', device, { status: 'started' }));
  home.schedule.add(home.now + interviewMs, { type: 'act', act: { type: 'interview', ieee } });
}

type ActOnDevice = Exclude<Act, { readonly type: 'permit-join' | 'join' | 'camera' }>;

function performOn(home: SimulatedHome, device: SimulatedDevice, act: ActOnDevice, tell: Tell): void {
  switch (act.type) {
    case 'say':
      return update(home, device, act.state ?? {}, tell, act.action);
    case 'drain':
      device.battery = act.percent;
      return update(home, device, {}, tell);
    case 'reach':
      return reach(home, device, act.available, tell);
    case 'move':
      return arrive(home, device, act.to, act.by, tell);
    case 'interview':
      device.interviewed = true;
      introduce(home, device, tell);
      return reach(home, device, true, tell);
    case 'announce':
      if (device.build !== act.had) return;
      device.build = act.has;
      device.state['update'] = act.update;
      tell(bridgeEvent(home.base, 'device_announce', device));
      introduce(home, device, tell);
      return update(home, device, {}, tell);
    case 'leave':
      forget(home, device, tell);
      home.devices.delete(device.ieee);
      changed(home, tell);
      return tell(bridgeEvent(home.base, 'device_leave', device));
  }
}

/** The bridge has asked a device what it is. */
function introduce(home: SimulatedHome, device: SimulatedDevice, tell: Tell): void {
  const found = { status: 'successful', supported: true, definition: definitionOf(device) };
  changed(home, tell);
  tell(bridgeEvent(home.base, 'device_interview', device, found));
}

/** Whoever is heard again says how it is. */
function reach(home: SimulatedHome, device: SimulatedDevice, available: boolean, tell: Tell): void {
  if (device.available === available) return;
  device.available = available;
  tell(availability(home.base, device));
  update(home, device, {}, tell);
}
