import type { Device, DeviceId } from '@/core/device';
import type { HealthPoint } from '@/core/feed';

import { shareOf } from './budget';

const pointsInAll = 120_000;
const pointsADevice = 720;
const bucketMs = 10_000;

type Bucket = {
  readonly at: number;
  messages: number;
  batteryPercent: number | null;
  lqi: number | null;
  rssiDbm: number | null;
};

/** Battery, signal and message rate of each device since the session began, in buckets of ten seconds. */
export type HealthSeries = {
  /** a live message of the device; `device` is how it stands after it */
  count(device: Device, at: number): void;
  /** points of the last ones kept, up to now: silence is drawn as zero messages */
  of(device: Device | undefined, now: number): readonly HealthPoint[];
  forget(device: DeviceId): void;
};

export function createHealthSeries(devices: () => number, startedAt: number): HealthSeries {
  const buckets = new Map<DeviceId, Bucket[]>();
  const bucketStart = (at: number) => at - (at % bucketMs);
  let began = startedAt;

  function count(device: Device, at: number): void {
    // the clock was set back
    if (at < began) began = at;
    const list = buckets.get(device.id) ?? [];
    if (list.length === 0) buckets.set(device.id, list);
    const start = bucketStart(at);
    const last = list.at(-1);
    if (last?.at === start) {
      last.messages += 1;
      Object.assign(last, readings(device));
      return;
    }
    list.push({ at: start, messages: 1, ...readings(device) });
    const most = shareOf(pointsInAll, devices(), pointsADevice);
    if (list.length > most * 2) list.splice(0, list.length - most);
  }

  function of(device: Device | undefined, now: number): readonly HealthPoint[] {
    if (device === undefined) return [];
    const list = buckets.get(device.id) ?? [];
    const byStart = new Map(list.map((bucket) => [bucket.at, bucket]));
    const end = bucketStart(now);
    const start = Math.max(bucketStart(began), end - (pointsADevice - 1) * bucketMs);
    const points: HealthPoint[] = [];
    let known: Pick<HealthPoint, 'batteryPercent' | 'lqi' | 'rssiDbm'> = {
      batteryPercent: null,
      lqi: null,
      rssiDbm: null,
    };
    for (let at = start; at <= end; at += bucketMs) {
      const bucket = byStart.get(at);
      if (bucket !== undefined) known = bucket;
      else if (at === end) known = readings(device);
      const { batteryPercent, lqi, rssiDbm } = known;
      points.push({
        at,
        batteryPercent,
        lqi,
        rssiDbm,
        messagesPerMinute: (bucket?.messages ?? 0) * (60_000 / bucketMs),
      });
    }
    return points;
  }

  return { count, of, forget: (device) => void buckets.delete(device) };
}

function readings(device: Device): Pick<HealthPoint, 'batteryPercent' | 'lqi' | 'rssiDbm'> {
  return {
    batteryPercent: device.battery?.value.percent ?? null,
    lqi: device.signal?.value.lqi ?? null,
    rssiDbm: device.signal?.value.rssiDbm ?? null,
  };
}
