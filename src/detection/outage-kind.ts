import type { AlertClass } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

/** What "many at once" means: so many devices of one bridge, and this share of those that were there, within this time. */
export const many: Bar = { devices: 4, share: 0.3, mains: 0.5, withinMs: 2 * 60_000 };
/** And what "one after the other" means, of whoever jams more and more of them: none comes back meanwhile. */
export const creeping: Bar = { devices: 5, share: 0.5, mains: 1, withinMs: 30 * 60_000 };
/** Of those that speak for themselves, over the Wi-Fi: what they share is the router. */
const ofRouter = { share: 0.5 } as const;
/** Through whom devices speak; null: each for itself. */
export type Way = DeviceId | null;
/** `mains`: where this share of what hangs on mains goes too, it is a power cut */
type Bar = {
  readonly devices: number;
  readonly share: number;
  readonly mains: number;
  readonly withinMs: number;
};
/** Why many devices of one bridge went away at once. */
export type Kind = 'jamming' | 'power-cut';
export const alertOf: Readonly<Record<Kind, { readonly class: AlertClass; subject(way: Way): string }>> = {
  jamming: { class: 'jamming', subject: (way) => way ?? 'home' },
  'power-cut': { class: 'silent_device', subject: (way) => `${way ?? 'home'} together` },
};

/** A camera is told of by itself, whatever else is gone: whoever blinds it is quick. */
export function isEye({ kind }: Device): boolean {
  return kind === 'camera' || kind === 'doorbell';
}

/** Does it share its way with others, and would it go with them? */
export function isOnWay(device: Device, way: Way): boolean {
  return device.via === way && (way !== null || (device.kind !== 'hub' && !isEye(device)));
}

/** Behind a bridge that is down nobody knows: that is not back. */
export function isThere(device: Device | undefined): boolean {
  return device?.reachability === 'online' || device?.reachability === 'asleep';
}

/** null: not that many went away at once, or the bridge itself is down. */
export function kindOf(
  devices: ReadonlyMap<DeviceId, Device>,
  way: Way,
  gone: { has(device: DeviceId): boolean },
  bar: Bar = many,
): Kind | null {
  const bridge = way === null ? null : devices.get(way);
  if (bridge === undefined || bridge?.reachability === 'offline') return null;
  const there = { radio: 0, mains: 0 };
  const lost = { radio: 0, mains: 0 };
  for (const device of devices.values()) {
    const { id, power, reachability, disabled } = device;
    if (!isOnWay(device, way) || disabled) continue;
    const sort = power === 'mains' ? 'mains' : 'radio';
    const isLost = gone.has(id) && reachability === 'offline';
    if (isLost) lost[sort] += 1;
    if (isLost || isThere(device)) there[sort] += 1;
  }
  const all = lost.radio + lost.mains;
  if (all < bar.devices) return null;
  if (bridge === null) return all >= (there.radio + there.mains) * ofRouter.share ? 'power-cut' : null;
  // one alone, where others stay, went for a reason of its own
  const cut = Math.min(there.mains, Math.max(2, there.mains * bar.mains));
  if (lost.mains > 0 && lost.mains >= cut) return 'power-cut';
  return lost.radio >= there.radio * bar.share && lost.radio >= bar.devices ? 'jamming' : null;
}

/** `isSlow`: not at once, but one after the other */
export function titleOf(kind: Kind, hub: Device | undefined, count: number, isSlow: boolean): string {
  if (hub === undefined) return `${count} devices went away together: perhaps the Wi-Fi, its router or the power`;
  const bridge = spokenName(hub.name);
  const how = isSlow ? 'one after the other' : 'at once';
  return kind === 'jamming'
    ? `${count} devices of ${bridge} fell silent ${how}, and it is still there: somebody may be jamming the radio`
    : `${count} devices of ${bridge} went away together, mains devices among them: perhaps a power cut`;
}
