import type { Device } from './device';
import type { LockState } from './state';

const jams: ReadonlySet<unknown> = new Set<LockState>(['jammed', 'not_fully_locked']);
const moving: ReadonlySet<unknown> = new Set<LockState>(['locking', 'unlocking', 'opening']);

/** The bolt stopped before its end. */
export function isJam(reading: unknown): boolean {
  return jams.has(reading);
}

/** The bolt is on its way: what comes next is the answer. */
export function isMoving(reading: unknown): boolean {
  return moving.has(reading);
}

export function isJammed(device: Device): boolean {
  return device.state.lock !== undefined && isJam(device.state.lock.value);
}
