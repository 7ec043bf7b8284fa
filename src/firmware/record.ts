import type { Device } from '@/core/device';
import {
  emptyRecord,
  type FirmwareDay,
  type FirmwareRecord,
  type RecordedFirmware,
} from '@/core/firmware/firmware-record';
import { lastingNames } from '@/core/known-device';
import { limits } from '@/core/limits';

import type { FirmwareJudge, Judgement } from './judge';

/** A year of days is some 30 kB, and nobody looks further back. */
const kept = { versions: 24, days: 366, advisories: 64 } as const;

export type RecordFinder = (device: Device) => RecordedFirmware | undefined;

/** Finds what is remembered of a device, by any of its lasting names. */
export function finderIn({ devices }: FirmwareRecord): RecordFinder {
  const byName = new Map<string, RecordedFirmware>();
  for (const recorded of devices) for (const name of recorded.names) byName.set(name, recorded);
  return (device) => {
    for (const name of lastingNames(device)) {
      const found = byName.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The record after a look at the home at `now`; the same object where nothing changed. Who is away is remembered. */
export function recordAfter(
  record: FirmwareRecord,
  devices: Iterable<Device>,
  judge: FirmwareJudge,
  now: number,
): FirmwareRecord {
  const find = finderIn(record);
  const judgements: Judgement[] = [];
  const here: RecordedFirmware[] = [];
  for (const device of devices) {
    if (device.kind === 'hub' && device.firmware === null) continue;
    const before = find(device);
    const judgement = judge.judge(device, now, before?.behindSince ?? null);
    judgements.push(judgement);
    here.push(after(device, before, judgement, now));
  }
  const names = new Set(here.flatMap((one) => one.names));
  const away = record.devices.filter((one) => !one.names.some((name) => names.has(name)));
  const next = [...here, ...away].slice(0, limits.devices);
  const days = daysAfter(record.days, judgements, now);
  const known = new Set(record.devices);
  const isSame = next.length === record.devices.length && next.every((one) => known.has(one));
  return isSame && days === record.days ? record : { devices: next, days };
}

function after(
  device: Device,
  before: RecordedFirmware | undefined,
  { standing, exposures }: Judgement,
  now: number,
): RecordedFirmware {
  const version = runningOf(device);
  const versions = before?.versions ?? [];
  const isNew = version !== null && versions.at(-1)?.version !== version;
  const since = before?.behindSince ?? null;
  const behindSince = standing.currency === 'behind' ? (since ?? now) : standing.currency === 'unknown' ? since : null;
  const names = lastingNames(device);
  const advisories = exposures.map(({ advisory }) => advisory.cve).slice(0, kept.advisories);
  const isSame =
    !isNew &&
    before?.behindSince === behindSince &&
    before.names.join() === names.join() &&
    before.advisories.join() === advisories.join();
  if (isSame) return before;
  return {
    names,
    versions: isNew ? [...versions, { version, at: now }].slice(-kept.versions) : versions,
    behindSince,
    advisories,
  };
}

/** What runs, as a person would tell it apart: Zigbee files are numbered on their own. */
function runningOf({ firmware }: Device): string | null {
  if (firmware === null) return null;
  const { installed, fileInstalled } = firmware.value;
  return installed ?? (fileInstalled === null ? null : `File ${fileInstalled}`);
}

function daysAfter(
  days: readonly FirmwareDay[],
  judgements: readonly Judgement[],
  now: number,
): readonly FirmwareDay[] {
  if (judgements.length === 0) return days;
  const behind = judgements.flatMap(({ standing, lag }) =>
    standing.currency === 'behind' && lag.days !== null ? [lag.days] : [],
  );
  const today: FirmwareDay = {
    day: new Date(now).toISOString().slice(0, 10),
    devices: judgements.length,
    current: judgements.filter(({ currency }) => currency === 'current').length,
    medianDaysBehind: medianOf(behind),
  };
  const last = days.at(-1);
  const isSame =
    last?.day === today.day &&
    last.devices === today.devices &&
    last.current === today.current &&
    last.medianDaysBehind === today.medianDaysBehind;
  return isSame ? days : [...days.filter(({ day }) => day < today.day), today].slice(-kept.days);
}

/** null: of nothing there is no median. */
function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** What was kept, if it is of this form at all; an older form begins anew. */
export function recordIn(value: unknown): FirmwareRecord {
  const record = value as Partial<FirmwareRecord> | null | undefined;
  return Array.isArray(record?.devices) && Array.isArray(record.days) ? (record as FirmwareRecord) : emptyRecord;
}
