import { activityBetween } from '@/core/activity';
import type { Alert, AlertId } from '@/core/alert';
import type { Device, DeviceId } from '@/core/device';
import { measuredStates, type KeptEvent, type Metric } from '@/core/history';

/** What is gathered between two writes: as `history/history-records` keeps it. */
export type Gathered = {
  readonly from: number;
  readonly to: number;
  readonly points: Readonly<Record<string, readonly number[]>>;
  readonly events: readonly KeptEvent[];
};

/** Gathers what devices tell, at one look a message: what it gathered is written now and then by whoever takes it. */
export type Recorder = {
  /** from now on somebody listens */
  listen(now: number): void;
  /** a live message of the device; `device` is how it stands after it */
  heard(device: Device, at: number): void;
  alert(alert: Alert): void;
  /** what was gathered so far; it goes on. null: nobody listens */
  look(now: number): Gathered | null;
  /** what was gathered; it begins again where `goesOn`. null: nobody listened */
  take(now: number, goesOn: boolean): { readonly log: Gathered; readonly alerts: readonly Alert[] } | null;
  /** the device is not in the home any more */
  gone(device: DeviceId): void;
  forget(): void;
};

/** more a series in one writing say nothing more: the last one stands for them */
const mostPointsASeries = 120;
/** `series`: a course once begun goes on, and in a larger home the last ones are not begun */
const most = { points: 60_000, events: 5_000, series: 4_000 } as const;

export function openRecorder(seriesKey: (name: { device: DeviceId; metric: Metric }) => string): Recorder {
  const last = new Map<DeviceId, Device>();
  const begun = new Set<string>();
  let from: number | null = null;
  let points = new Map<string, number[]>();
  let counts = new Map<DeviceId, number>();
  let events: KeptEvent[] = [];
  let alerts = new Map<AlertId, Alert>();
  let size = 0;

  function add(device: DeviceId, metric: Metric, at: number, value: number | null | undefined): void {
    if (value === null || value === undefined || from === null) return;
    const key = seriesKey({ device, metric });
    if (!goesOn(key)) return;
    let turns = points.get(key);
    if (turns === undefined) points.set(key, (turns = []));
    const isFull = turns.length >= mostPointsASeries * 2 || size >= most.points;
    if (isFull) turns.splice(-2);
    else size += 1;
    turns.push(Math.max(0, at - from), value);
  }

  function goesOn(key: string): boolean {
    if (begun.has(key)) return true;
    if (begun.size >= most.series) return false;
    begun.add(key);
    return true;
  }

  function heard(device: Device, at: number): void {
    const { id } = device;
    from ??= at;
    const before = last.get(id);
    last.set(id, device);
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (device.battery !== before?.battery) add(id, 'battery', at, device.battery?.value.percent);
    if (device.signal !== before?.signal) {
      add(id, 'lqi', at, device.signal?.value.lqi);
      add(id, 'rssi', at, device.signal?.value.rssiDbm);
    }
    if (device.state !== before?.state) {
      for (const metric of measuredStates) {
        const told = device.state[metric];
        if (told !== undefined && told !== before?.state[metric] && !told.retained) add(id, metric, at, told.value);
      }
    }
    if (before === undefined || events.length >= most.events) return;
    for (const activity of activityBetween(before, device)) events.push({ device: id, name: device.name, activity });
  }

  function look(now: number): Gathered | null {
    if (from === null) return null;
    const all: Record<string, readonly number[]> = Object.fromEntries(points);
    for (const [device, count] of counts) {
      const key = seriesKey({ device, metric: 'messages' });
      if (goesOn(key)) all[key] = [0, count];
    }
    return { from, to: Math.max(now, from), points: all, events };
  }

  function begin(now: number | null): void {
    from = now;
    points = new Map();
    counts = new Map();
    events = [];
    alerts = new Map();
    size = 0;
  }

  return {
    listen: (now) => void (from ??= now),
    heard,
    alert: (alert) => void alerts.set(alert.id, alert),
    look,
    take(now, goesOn) {
      const log = look(now);
      if (log === null) return null;
      const taken = { log, alerts: [...alerts.values()] };
      begin(goesOn ? now : null);
      return taken;
    },
    gone: (device) => void last.delete(device),
    forget() {
      begin(null);
      last.clear();
      begun.clear();
    },
  };
}
