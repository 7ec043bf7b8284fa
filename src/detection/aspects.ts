import type { Device } from '@/core/device';

/** What of a device a rule rests on, as bits: most messages change one or two of them, and most rules rest on one. */
export const aspect = {
  state: 1,
  reachability: 2,
  firmware: 4,
  /** how an update ended */
  update: 8,
  event: 16,
  battery: 32,
  /** who it is: names, model, kind, and whether it is switched off on purpose */
  identity: 64,
  pairing: 128,
  leaks: 256,
  login: 512,
  /** it was heard */
  heard: 1024,
  /** what its signatures show */
  proof: 2048,
} as const;
export const everyAspect = 4095;

/** What one message changed of a device. Devices are never changed in place, so this compares references. */
export function aspectsChanged(before: Device | undefined, after: Device): number {
  if (before === undefined) return everyAspect;
  let changed = 0;
  if (before.state !== after.state) changed |= aspect.state;
  if (before.reachability !== after.reachability || before.said !== after.said) changed |= aspect.reachability;
  if (before.firmware !== after.firmware) changed |= aspect.firmware;
  if (before.lastUpdate !== after.lastUpdate) changed |= aspect.update;
  if (before.lastEvent !== after.lastEvent) changed |= aspect.event;
  if (before.battery !== after.battery) changed |= aspect.battery;
  if (before.pairing !== after.pairing) changed |= aspect.pairing;
  if (before.leaks !== after.leaks) changed |= aspect.leaks;
  if (before.login !== after.login) changed |= aspect.login;
  if (before.proof !== after.proof) changed |= aspect.proof;
  if (before.messages !== after.messages) changed |= aspect.heard;
  if (isSomebodyElse(before, after)) changed |= aspect.identity;
  return changed;
}

function isSomebodyElse(before: Device, after: Device): boolean {
  return (
    before.name !== after.name ||
    before.disabled !== after.disabled ||
    before.identifiers !== after.identifiers ||
    before.voices !== after.voices ||
    before.kind !== after.kind ||
    before.model !== after.model ||
    before.via !== after.via ||
    before.capabilities !== after.capabilities
  );
}
