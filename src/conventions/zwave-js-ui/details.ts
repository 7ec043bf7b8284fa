import type { Fact, Reachability } from '@/core/observation';

import { percentIn, dbmIn, shortIn } from '../loose';
import { isObject, numberIn, type JsonObject } from '../json';
import { isNewer } from '../dotted-version';

/** What the gateway knows of a node: its `nodeinfo` topic, or one entry of the answer to `getNodes`. */
export type Details = {
  readonly id: number;
  readonly name: string | null;
  readonly location: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly description: string | null;
  readonly isController: boolean;
  readonly generic: number | null;
  readonly specific: number | null;
  readonly power: 'battery' | 'mains' | null;
  readonly canUpdate: boolean;
  readonly reachability: Reachability | null;
  readonly facts: readonly Fact[];
};

/** null: no node, or a virtual one ("Broadcast"), which is no device. */
export function readDetails(value: unknown, at: number): Details | null {
  if (!isObject(value) || value['virtual'] === true) return null;
  const id = nodeIdIn(value['id']);
  if (id === null) return null;
  const deviceClass = isObject(value['deviceClass']) ? value['deviceClass'] : {};
  const capabilities = value['firmwareCapabilities'];
  return {
    id,
    name: shortIn(value['name']),
    location: shortIn(value['loc']),
    vendor: shortIn(value['manufacturer']),
    model: shortIn(value['productLabel']),
    description: shortIn(value['productDescription']),
    isController: value['isControllerNode'] === true,
    generic: numberIn(deviceClass['generic']),
    specific: numberIn(deviceClass['specific']),
    power: powerOf(value),
    canUpdate: isObject(capabilities) && capabilities['firmwareUpgradable'] === true,
    reachability: reachabilityOf(value['status'], value['available']),
    facts: factsIn(value, at),
  };
}

/** Node ids are 1–232, with long range up to 4,000. */
export function nodeIdIn(value: unknown): number | null {
  const id = numberIn(value);
  return id !== null && Number.isInteger(id) && id > 0 && id <= 4_000 ? id : null;
}

/** Asleep is healthy. Without a status in words there is only whether the node is available. */
export function reachabilityOf(status: unknown, available: unknown): Reachability | null {
  switch (status) {
    case 'Alive':
    case 'Awake':
      return 'online';
    case 'Asleep':
      return 'asleep';
    case 'Dead':
      return 'offline';
    case 'Unknown':
      return 'unknown';
    default:
      return typeof available === 'boolean' ? (available ? 'online' : 'offline') : null;
  }
}

function factsIn(value: JsonObject, at: number): readonly Fact[] {
  const facts: Fact[] = [];
  const lastActive = heardAt(value['lastActive'], at);
  if (lastActive !== null) facts.push(lastActive);
  const firmware = firmwareIn(value);
  if (firmware !== null) facts.push(firmware);
  const percent = percentIn(value['minBatteryLevel']);
  if (percent !== null) facts.push({ type: 'battery', percent });
  const statistics = value['statistics'];
  const rssiDbm = isObject(statistics) ? dbmIn(statistics['rssi']) : null;
  if (rssiDbm !== null) facts.push({ type: 'signal', rssiDbm });
  return facts;
}

const earliest = Date.UTC(2015, 0);

/** ms since the epoch, of the gateway's clock: one that is ahead says nothing. */
export function heardAt(value: unknown, at: number): Fact | null {
  const time = numberIn(value);
  return time === null || time < earliest || time > at + 60_000 ? null : { type: 'heard', at: Math.min(time, at) };
}

function firmwareIn(value: JsonObject): Fact | null {
  const installed = shortIn(value['firmwareVersion']);
  if (installed === null) return null;
  const updates = updatesIn(value['availableFirmwareUpdates']);
  const running = value['firmwareUpdate'];
  return {
    type: 'firmware',
    installed,
    ...(updates !== null && { latest: latestOf(updates), updateAvailable: updates.length > 0 }),
    updating: isObject(running) ? { percent: percentIn(running['progress']), remainingSeconds: null } : null,
  };
}

/** The updates that lead forward; null: nobody has looked. */
export function updatesIn(value: unknown): readonly JsonObject[] | null {
  if (!Array.isArray(value)) return null;
  const updates: readonly unknown[] = value.slice(0, 32);
  return updates.filter((update) => isObject(update)).filter((update) => update['downgrade'] !== true);
}

export function latestOf(updates: readonly JsonObject[]): string | null {
  let latest: string | null = null;
  for (const update of updates) {
    const version = shortIn(update['version']);
    if (latest === null || isNewer(version, latest) === true) latest = version;
  }
  return latest;
}

/** A node that does not always listen lives on a battery. */
function powerOf(value: JsonObject): 'battery' | 'mains' | null {
  const listens = value['isListening'];
  if (numberIn(value['minBatteryLevel']) !== null) return 'battery';
  return typeof listens === 'boolean' ? (listens ? 'mains' : 'battery') : null;
}
