import type { SimulatedDevice } from '@/simulator/device';
import type { Role } from '@/simulator/models';
import type { SimulatedHome } from '@/simulator/simulated-home';

/** Who plays a part: the device of that name, else one of its kind; null: this home has none. Only who is there. */
export function cast(home: SimulatedHome, name: string, role: Role): SimulatedDevice | null {
  const named = home.byName.get(name);
  if (named !== undefined && isThere(named)) return named;
  return [...home.devices.values()].find((device) => device.plan.model.role === role && isThere(device)) ?? null;
}

/** Devices with a fault of their own have a story of their own. */
export function isThere({ available, plan }: SimulatedDevice): boolean {
  return available && plan.fault === null;
}
