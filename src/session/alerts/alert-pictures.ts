import type { Alert, AlertId } from '@/core/alerts/alert';
import { isLive } from '@/core/alerts/alert';
import type { Home } from '@/core/home';
import { witnessOf } from '@/core/witness';

import type { Pictures } from '../recent/pictures';
import type { AlertPicture } from '../protocol';

const bytesInAll = 16 * 1024 * 1024;

/** What a camera saw when an alert was opened: the picture stays with the alert, also when the camera has newer ones. */
export type AlertPictures = {
  /** an alert was just opened, or got worse */
  keep(alert: Alert): void;
  /** the picture of that moment, else for an alert that still wants somebody the newest one; null: there is none */
  of(alert: Alert): AlertPicture | null;
  forget(id: AlertId): void;
};

export function openAlertPictures(home: Home, pictures: Pictures, most = bytesInAll): AlertPictures {
  /** the oldest stands first */
  const kept = new Map<AlertId, AlertPicture>();
  let held = 0;

  function forget(id: AlertId): void {
    held -= kept.get(id)?.bytes.byteLength ?? 0;
    kept.delete(id);
  }

  function newest({ device: id }: Alert): AlertPicture | null {
    const device = id === null ? undefined : home.devices.get(id);
    const camera = device === undefined ? null : witnessOf(device, home.devices.values());
    const picture = camera === null ? null : pictures.newestOf(camera.voices);
    if (camera === null || camera.picture === null || picture === null) return null;
    return { camera: camera.id, told: camera.picture, ...picture };
  }

  return {
    keep(alert) {
      const picture = kept.has(alert.id) ? null : newest(alert);
      if (picture === null) return;
      kept.set(alert.id, picture);
      held += picture.bytes.byteLength;
      for (const oldest of kept.keys()) {
        if (held <= most) break;
        forget(oldest);
      }
    },
    of(alert) {
      const picture = kept.get(alert.id);
      if (picture !== undefined) return { ...picture, bytes: new Uint8Array(picture.bytes) };
      return isLive(alert) ? newest(alert) : null;
    },
    forget,
  };
}
