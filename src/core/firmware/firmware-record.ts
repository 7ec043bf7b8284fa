/** What is remembered of a device's firmware from visit to visit. Times are ms since the epoch. */
export type RecordedFirmware = {
  /** what it is known by again, see `lastingNames` */
  readonly names: readonly string[];
  /** what it ran, and since when that was seen; the oldest first */
  readonly versions: readonly { readonly version: string; readonly at: number }[];
  /** since when something newer was seen on offer; null: nothing is */
  readonly behindSince: number | null;
  /** the advisories that were seen to concern it, or to be checked */
  readonly advisories: readonly string[];
};

/** How a home stood on one day, `YYYY-MM-DD` (UTC), as it was last seen then. */
export type FirmwareDay = {
  readonly day: string;
  readonly devices: number;
  /** of those, how many ran the latest, as far as is known */
  readonly current: number;
  /** of those behind of which it is known how long; null: there are none */
  readonly medianDaysBehind: number | null;
};

export type FirmwareRecord = { readonly devices: readonly RecordedFirmware[]; readonly days: readonly FirmwareDay[] };

export const emptyRecord: FirmwareRecord = { devices: [], days: [] };
