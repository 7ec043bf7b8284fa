import type { Device } from '@/core/device';

import { isSame } from './is-same';

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

/** What one message changed of a device. Devices are never changed in place, so this compares what they refer to. */
export function aspectsChanged(before: Device | undefined, after: Device): number {
  if (before === undefined) return everyAspect;
  let changed = 0;
  if (!isSame(before.state, after.state)) changed |= aspect.state;
  if (!isSame(before.reachability, after.reachability) || !isSame(before.said, after.said))
    changed |= aspect.reachability;
  if (!isSame(before.firmware, after.firmware)) changed |= aspect.firmware;
  if (!isSame(before.lastUpdate, after.lastUpdate)) changed |= aspect.update;
  if (!isSame(before.lastEvent, after.lastEvent)) changed |= aspect.event;
  if (!isSame(before.battery, after.battery)) changed |= aspect.battery;
  if (!isSame(before.pairing, after.pairing)) changed |= aspect.pairing;
  if (!isSame(before.leaks, after.leaks)) changed |= aspect.leaks;
  if (!isSame(before.login, after.login)) changed |= aspect.login;
  if (!isSame(before.proof, after.proof)) changed |= aspect.proof;
  if (!isSame(before.messages, after.messages)) changed |= aspect.heard;
  if (isSomebodyElse(before, after)) changed |= aspect.identity;
  return changed;
}

function isSomebodyElse(before: Device, after: Device): boolean {
  return (
    !isSame(before.name, after.name) ||
    !isSame(before.disabled, after.disabled) ||
    !isSame(before.identifiers, after.identifiers) ||
    !isSame(before.voices, after.voices) ||
    !isSame(before.kind, after.kind) ||
    !isSame(before.model, after.model) ||
    !isSame(before.via, after.via) ||
    !isSame(before.capabilities, after.capabilities)
  );
}
