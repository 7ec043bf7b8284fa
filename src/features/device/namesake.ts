import { isStale } from '@/core/describe';
import type { Device, DeviceId } from '@/core/device';
import type { DeviceView } from '@/store/device-view';

/** Another device of the same name and kind in the same convention, which is there; null: there is none. */
export function namesakeView(device: Device): DeviceView<DeviceId, DeviceId | null> {
  return {
    aspect: (other) => (isNamesake(device, other) && !isStale(other) ? other.id : undefined),
    same: (before, after) => before === after,
    build: (ids) => [...ids.keys()][0] ?? null,
    everyMs: 300,
  };
}

function isNamesake({ id, name, kind, conventions }: Device, other: Device): boolean {
  return (
    other.id !== id &&
    other.name === name &&
    other.kind === kind &&
    other.conventions.some((convention) => conventions.includes(convention))
  );
}

/**
 * Where the broker keeps that a Homie device is there, in `$state` ("Device Lifecycle"); null: none of Homie alone. A device of other
 * conventions goes when its bridge no longer lists it.
 */
export function keptStateOf({ voices }: Pick<Device, 'voices'>): string | null {
  const [voice, ...others] = voices;
  return voice?.startsWith('homie:') && others.length === 0 ? `${voice.slice('homie:'.length)}/$state` : null;
}
