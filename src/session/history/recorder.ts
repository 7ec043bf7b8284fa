import { activityBetween } from '@/core/activity';
import type { Alert, AlertId } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import {
  measuredStates,
  metrics,
  mostCourses,
  type HistorySummary,
  type KeptCourses,
  type KeptEvent,
  type Metric,
} from '@/core/history';

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
  /** what it gathers began later than that: the clock was set back */
  isAhead(now: number): boolean;
  /** a live message of the device; `device` is how it stands after it. `bytes`: 0 where it is a picture */
  heard(device: Device, at: number, bytes: number): void;
  alert(alert: Alert): void;
  /** what was gathered so far; it goes on. null: nobody listens */
  look(now: number): Gathered | null;
  /** what was gathered; it begins again where `goesOn`. null: nobody listened */
  take(now: number, goesOn: boolean): { readonly log: Gathered; readonly alerts: readonly Alert[] } | null;
  /** what goes on of the courses of this home, and whether this one does */
  keeps(of: { readonly device: DeviceId; readonly metric: Metric }): KeptCourses;
  courses(): HistorySummary['courses'];
  /** the device is not in the home any more */
  gone(device: DeviceId): void;
  forget(): void;
};

/** more a series in one writing say nothing more: the last one stands for them */
const mostPointsASeries = 120;
const most = { points: 60_000, events: 5_000 } as const;
/** how large messages are is kept where that leaves room for what they tell */
const mostBeforeSizes = mostCourses / 2;

/** A device, and what it told since the last writing. */
type Entry = {
  last: Device;
  messages: number;
  /** of the largest of them */
  bytes: number;
  /** by the place of the metric in `metrics`: time and value in turns */
  courses: (number[] | undefined)[];
  /** which of them go on: in a large home not all that were told do */
  readonly goesOn: (boolean | undefined)[];
};

const places = new Map(metrics.map((metric, place) => [metric, place]));
const placeOf = (metric: Metric) => places.get(metric) ?? 0;
const [battery, lqi, rssi] = [placeOf('battery'), placeOf('lqi'), placeOf('rssi')];
const [messages, messageBytes] = [placeOf('messages'), placeOf('messageBytes')];
const measured = measuredStates.map((key) => [key, placeOf(key)] as const);

export function openRecorder(seriesKey: (name: { device: DeviceId; metric: Metric }) => string): Recorder {
  const entries = new Map<DeviceId, Entry>();
  /** those that spoke since the last writing */
  let spoke: Entry[] = [];
  let events: KeptEvent[] = [];
  let alerts = new Map<AlertId, Alert>();
  let from: number | null = null;
  let series = 0;
  let size = 0;

  function mayGoOn(entry: Entry, place: number): boolean {
    const room = place === messageBytes ? mostBeforeSizes : mostCourses;
    return (entry.goesOn[place] ||= series < room && ++series > 0);
  }

  function add(entry: Entry, place: number, at: number, value: number | null | undefined): void {
    if (value === null || value === undefined || from === null || !mayGoOn(entry, place)) return;
    const turns = (entry.courses[place] ??= []);
    if (turns.length >= mostPointsASeries * 2 || (size >= most.points && turns.length > 0)) turns.length -= 2;
    else size += 1;
    turns.push(at < from ? 0 : at - from, value);
  }

  function heard(device: Device, at: number, bytes: number): void {
    from ??= at;
    const known = entries.get(device.id);
    const entry = known ?? { last: device, messages: 0, bytes: 0, courses: [], goesOn: [] };
    if (known === undefined) entries.set(device.id, entry);
    const before = known?.last;
    entry.last = device;
    if (entry.messages++ === 0) spoke.push(entry);
    mayGoOn(entry, messages);
    if (bytes > 0 && mayGoOn(entry, messageBytes)) entry.bytes = Math.max(entry.bytes, bytes);
    if (device.battery !== before?.battery) add(entry, battery, at, device.battery?.value.percent);
    if (device.signal !== before?.signal) {
      add(entry, lqi, at, device.signal?.value.lqi);
      add(entry, rssi, at, device.signal?.value.rssiDbm);
    }
    const { state } = device;
    if (state !== before?.state) {
      for (const [key, place] of measured) {
        const told = state[key];
        if (told !== undefined && told !== before?.state[key] && !told.retained) add(entry, place, at, told.value);
      }
    }
    if (before === undefined || events.length >= most.events) return;
    for (const activity of activityBetween(before, device))
      events.push({ device: device.id, name: device.name, activity });
  }

  /** What is counted between two writings stands there once. */
  function countOf({ goesOn, ...entry }: Entry, place: number): number[] | undefined {
    const counted = place === messages ? entry.messages : place === messageBytes ? entry.bytes : 0;
    return counted > 0 && goesOn[place] === true ? [0, counted] : undefined;
  }

  function look(now: number): Gathered | null {
    if (from === null) return null;
    const points: Record<string, readonly number[]> = {};
    for (const entry of spoke) {
      const device = entry.last.id;
      for (const [place, metric] of metrics.entries()) {
        const turns = countOf(entry, place) ?? entry.courses[place];
        if (turns !== undefined) points[seriesKey({ device, metric })] = turns;
      }
    }
    return { from, to: Math.max(now, from), points, events };
  }

  function begin(now: number | null): void {
    for (const entry of spoke) {
      entry.messages = 0;
      entry.bytes = 0;
      entry.courses = [];
    }
    spoke = [];
    events = [];
    alerts = new Map();
    from = now;
    size = 0;
  }

  return {
    listen: (now) => void (from ??= now),
    isAhead: (now) => from !== null && from > now,
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
    keeps({ device, metric }) {
      if (entries.get(device)?.goesOn[placeOf(metric)] === false) return 'others';
      return series < mostCourses ? 'all' : 'this';
    },
    courses() {
      let told = series;
      for (const { goesOn } of entries.values()) told += goesOn.filter((goes) => goes === false).length;
      return { kept: series, of: told };
    },
    gone(device) {
      // whoever invents devices by the thousand, and takes them away, leaves room for the courses of others
      series -= entries.get(device)?.goesOn.filter((goes) => goes === true).length ?? 0;
      entries.delete(device);
    },
    forget() {
      begin(null);
      entries.clear();
      series = 0;
    },
  };
}
