import type { Device, DeviceId } from '../device';
import { countsItsBridgeIn } from './first-hand';
import type { Changes, Home } from '../home';
import type { Reachability, VoiceKey } from '../observation';

/**
 * Behind a bridge that is down nothing is known of a device, whatever was said before; but offline stays offline where the
 * convention counts the bridge in (CONTRACT.md, "Inventory document").
 */
export function effectiveReachability(home: Home, device: Device): Reachability {
  const said = device.said?.value ?? 'unknown';
  if (device.via === null || home.devices.get(device.via)?.reachability !== 'offline') return said;
  return said === 'offline' && countsItsBridgeIn(device) ? 'offline' : 'unknown';
}

/** What changed of a bridge is told to all that speak through it. */
export function passOnReachability(home: Home, bridge: Device, changes: Changes): void {
  for (const device of devicesBehind(home, bridge)) {
    if (device.via !== bridge.id) continue;
    const reachability = effectiveReachability(home, device);
    if (reachability === device.reachability) continue;
    home.devices.set(device.id, { ...device, reachability });
    changes.changed.add(device.id);
  }
}

/** Devices that named this voice as their bridge before the bridge itself was known. */
export function adopt(home: Home, bridgeVoice: VoiceKey, bridge: Device, changes: Changes): void {
  for (const device of devicesOf(home, home.behind.get(bridgeVoice))) {
    if (device.via === bridge.id || device.id === bridge.id) continue;
    const adopted = { ...device, via: bridge.id };
    home.devices.set(device.id, { ...adopted, reachability: effectiveReachability(home, adopted) });
    changes.changed.add(device.id);
  }
}

export function voicesBehind(home: Home, bridge: VoiceKey): Set<VoiceKey> {
  let voices = home.behind.get(bridge);
  if (voices === undefined) home.behind.set(bridge, (voices = new Set()));
  return voices;
}

function* devicesBehind(home: Home, bridge: Device): Iterable<Device> {
  for (const voice of bridge.voices) yield* devicesOf(home, home.behind.get(voice));
}

function* devicesOf(home: Home, voices: Iterable<VoiceKey> | undefined): Iterable<Device> {
  for (const voice of voices ?? []) {
    const id: DeviceId | undefined = home.byVoice.get(voice);
    const device = id === undefined ? undefined : home.devices.get(id);
    if (device !== undefined) yield device;
  }
}
