import type { Device } from '@/core/device';
import { emptyRecord, type FirmwareDay, type FirmwareRecord, type RecordedFirmware } from '@/core/firmware-record';
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

/** The record after a look at the home at `now`. Who is away just now keeps what is remembered of him. */
export function recordAfter(
  record: FirmwareRecord,
  devices: Iterable<Device>,
  judge: FirmwareJudge,
  now: number,
): FirmwareRecord {
  const find = finderIn(record);
  const looks = [...devices]
    .filter(({ kind, firmware }) => kind !== 'hub' || firmware !== null)
    .map((device) => {
      const before = find(device);
      return { device, before, judgement: judge.judge(device, now, before?.behindSince ?? null) };
    });
  const here = looks.map(({ device, before, judgement }) => after(device, before, judgement, now));
  const names = new Set(here.flatMap((one) => one.names));
  const away = record.devices.filter((one) => !one.names.some((name) => names.has(name)));
  return {
    devices: [...here, ...away].slice(0, limits.devices),
    days: daysAfter(
      record.days,
      looks.map(({ judgement }) => judgement),
      now,
    ),
  };
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
  const behindSince =
    standing.currency === 'behind'
      ? (before?.behindSince ?? now)
      : standing.currency === 'unknown'
        ? (before?.behindSince ?? null)
        : null;
  return {
    names: lastingNames(device),
    versions: isNew ? [...versions, { version, at: now }].slice(-kept.versions) : versions,
    behindSince,
    advisories: exposures.map(({ advisory }) => advisory.cve).slice(0, kept.advisories),
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
  return [...days.filter(({ day }) => day < today.day), today].slice(-kept.days);
}

/** null: of nothing there is no median. */
export function medianOf(numbers: readonly number[]): number | null {
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
