import type { SimulatedDevice } from '@/simulator/device';
import type { Planned } from '@/simulator/simulated-home';

type Span = { readonly from: number; readonly within: number };

/** Devices that are heard no longer, one after the other within some seconds, and again later. */
export function goneAndBack(devices: readonly SimulatedDevice[], gone: Span, back: Span): readonly Planned[] {
  const each = (available: boolean, { from, within }: Span) =>
    devices.map(({ ieee }, index): Planned => ({
      afterSeconds: from + (index / devices.length) * within,
      act: { type: 'reach', ieee, available },
    }));
  return [...each(false, gone), ...each(true, back)];
}
