import { noKnowledge, type FirmwareKnowledge } from '@/core/firmware/advisory';
import { isLive, type Alert, type AlertId } from '@/core/alerts/alert';
import type { Currency } from '@/core/firmware/currency';
import type { Device, DeviceId, ToldState } from '@/core/device';
import type { WireProblem } from '@/core/feed';
import { isTaken } from '@/core/codes/lock-code';
import type { ConventionName, DeviceKind, FirmwareFacts, Reachability } from '@/core/observation';
import { openFirmwareJudge, type FirmwareJudge } from '@/firmware/judge';

/** One device of the inventory (CONTRACT.md, "Inventory document"). Unknown values are null, never invented. */
export type InventoryDevice = {
  readonly id: string;
  readonly name: string;
  readonly nameIsDerived?: true;
  readonly room: string | null;
  readonly kind: DeviceKind;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly conventions: readonly ConventionName[];
  readonly identifiers: readonly string[];
  readonly reachability: Reachability;
  readonly lastSeen: string | null;
  readonly lastSeenLive: boolean;
  readonly battery: { readonly percent: number | null; readonly low: boolean | null };
  readonly signal: { readonly rssiDbm: number | null; readonly lqi: number | null };
  readonly firmware: {
    readonly installed: string | null;
    readonly latest: string | null;
    readonly currency: Currency;
    readonly updateAvailable: boolean | null;
    readonly updating: FirmwareFacts['updating'] | null;
    /** numbers of attacked weaknesses that concern it or have to be checked; not those that only possibly do */
    readonly advisories: readonly string[];
  };
  readonly state: Record<string, unknown>;
  readonly credentials: readonly InventoryCredential[];
  readonly alerts: readonly string[];
};

/** Something a device proves itself with, never the secret. Times are ISO 8601; null: nobody told. */
type InventoryCredential = {
  readonly kind: 'mqtt' | 'pin' | 'certificate' | 'web';
  readonly label: string;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
};

export type InventoryDocument = {
  readonly format: 'gatehouse-inventory/1';
  /** null where a recording does not tell its time */
  readonly at: string | null;
  readonly broker: string | null;
  readonly devices: readonly InventoryDevice[];
  readonly problems: readonly WireProblem[];
};

export type InventorySource = {
  readonly at: number | null;
  readonly broker: string | null;
  readonly devices: Iterable<Device>;
  readonly alerts: Iterable<Alert>;
  readonly problems: readonly WireProblem[];
  /** false: the recording has no times, so nothing is known of when a device was heard */
  readonly timed: boolean;
  /** what catalogues tell of firmware; left out: nothing */
  readonly knowledge?: FirmwareKnowledge;
};

export function inventoryDocument(source: InventorySource): InventoryDocument {
  const { at, broker, devices, problems, timed, knowledge = noKnowledge } = source;
  const judge = openFirmwareJudge(knowledge);
  const alerts = alertsByDevice(source.alerts);
  return {
    format: 'gatehouse-inventory/1',
    at: iso(at),
    broker,
    devices: [...devices]
      .map((device) => {
        const firmware = inventoryFirmware(device, judge, at ?? device.firmware?.at ?? 0);
        return inventoryDevice(device, firmware, timed, alerts.get(device.id) ?? []);
      })
      .toSorted(byId),
    problems,
  };
}

function inventoryDevice(
  device: Device,
  firmware: InventoryDevice['firmware'],
  timed: boolean,
  alerts: readonly AlertId[],
): InventoryDevice {
  return {
    id: device.id,
    name: device.name,
    ...(device.nameIsDerived && { nameIsDerived: true as const }),
    room: device.room,
    kind: device.kind,
    vendor: device.vendor,
    model: device.model,
    conventions: device.conventions,
    identifiers: device.identifiers,
    reachability: device.reachability,
    lastSeen: timed ? iso(device.lastSeen) : null,
    lastSeenLive: device.lastSeenLive,
    battery: device.battery?.value ?? { percent: null, low: null },
    signal: device.signal?.value ?? { rssiDbm: null, lqi: null },
    firmware,
    state: { lock: null, contact: null, ...plainState(device.state) },
    credentials: credentialsOf(device),
    alerts,
  };
}

function inventoryFirmware(device: Device, judge: FirmwareJudge, now: number): InventoryDevice['firmware'] {
  const firmware = device.firmware?.value;
  const { currency, exposures } = judge.judge(device, now);
  return {
    installed: firmware?.installed ?? null,
    latest: firmware?.latest ?? null,
    currency,
    updateAvailable: firmware?.updateAvailable ?? null,
    updating: firmware?.updating ?? null,
    advisories: exposures.filter(({ fit }) => fit !== 'possibly').map(({ advisory }) => advisory.cve),
  };
}

function credentialsOf({ login, codes }: Device): readonly InventoryCredential[] {
  const label = login?.value.username ?? login?.value.clientId ?? null;
  const pins = (codes?.slots ?? []).filter(isTaken).map(({ slot, name, createdAt, until }): InventoryCredential => ({
    kind: 'pin',
    label: name ?? `place ${slot}`,
    issuedAt: iso(createdAt),
    expiresAt: iso(until),
  }));
  if (label === null) return pins;
  const { certificate, certificateEndsAt = null } = login?.value ?? {};
  const account: InventoryCredential =
    certificate == null
      ? { kind: 'mqtt', label, issuedAt: null, expiresAt: null }
      : { kind: 'certificate', label, issuedAt: null, expiresAt: iso(certificateEndsAt) };
  return [account, ...pins];
}

/** Those that still want somebody, in the order of their ids. */
function alertsByDevice(alerts: Iterable<Alert>): ReadonlyMap<DeviceId, readonly AlertId[]> {
  const ids = new Map<DeviceId, AlertId[]>();
  for (const alert of alerts) {
    if (alert.device === null || !isLive(alert)) continue;
    ids.set(alert.device, [...(ids.get(alert.device) ?? []), alert.id].toSorted());
  }
  return ids;
}

function plainState(state: ToldState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).map(([key, told]) => [key, told.value]));
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function byId(one: InventoryDevice, other: InventoryDevice): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
