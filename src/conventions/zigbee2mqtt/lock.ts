import type { LockState } from '@/core/state';

/**
 * The bolt, from a lock's `state` and `lock_state`. After a command Zigbee2MQTT publishes the new `state` at once and the
 * old `lock_state` until the lock reports: while the two disagree and `state` is what changed, the bolt is on its way. A
 * jam is `not_fully_locked` (CONVENTIONS.md 11.6).
 */
export function readLock(state: unknown, lockState: unknown, lastState: unknown): LockState | null {
  if (lockState === 'not_fully_locked') return 'not_fully_locked';
  const wanted = state === 'LOCK' ? 'locked' : state === 'UNLOCK' ? 'unlocked' : null;
  const bolt = lockState === 'locked' || lockState === 'unlocked' ? lockState : null;
  if (wanted === null || bolt === null || wanted === bolt) return bolt ?? wanted;
  if (lastState === undefined || lastState === state) return bolt;
  return wanted === 'locked' ? 'locking' : 'unlocking';
}
