import type { SimulatedDevice } from '@/simulator/device';
import type { Planned } from '@/simulator/simulated-home';

const everySeconds = 3;

/** Wrong codes at a lock's own keypad, one every three seconds. */
export function wrongCodesAtLock({ ieee }: SimulatedDevice, tries: number, fromSecond: number): readonly Planned[] {
  const action = {
    action: 'unlock_failure_invalid_pin_or_id',
    action_source: 0,
    action_source_name: 'keypad',
    action_user: null,
  };
  return Array.from({ length: tries }, (_, index) => ({
    afterSeconds: fromSecond + index * everySeconds,
    act: { type: 'say', ieee, action },
  }));
}

/** Wrong codes at a keypad of the alarm, which tells the broker every code that was tried. */
export function wrongCodesAtKeypad(
  { ieee }: SimulatedDevice,
  codes: readonly string[],
  fromSecond: number,
): readonly Planned[] {
  return codes.map((code, index) => ({
    afterSeconds: fromSecond + index * everySeconds,
    act: {
      type: 'say',
      ieee,
      action: { action: 'invalid_code', action_code: code, action_transaction: index + 1, action_zone: 0 },
    },
  }));
}
