import type { AdminState } from '@/core/account';
import type { Alert, AlertId } from '@/core/alert';
import { activityBetween, type Activity } from '@/core/activity';
import { noCodesNews, type CodesNews } from '@/core/code-owner';
import type { Device, DeviceId } from '@/core/device';
import type {
  AlertSharing,
  Batch,
  ConnectionState,
  Elsewhere,
  Listening,
  ShownMessage,
  Withheld,
  WireProblem,
} from '@/core/feed';
import type { FirmwareTask } from '@/core/firmware-task';
import type { Rotation } from '@/core/rotation';

/** What can be read, by key: a reader of one key is woken by that key only. */
export type Readings = {
  /** every device, in the order in which they became known; a new list only when one comes or goes */
  readonly ids: readonly DeviceId[];
  readonly connection: ConnectionState;
  /** the session has spoken: until then nothing is known, not even that nobody is connected */
  readonly told: boolean;
  readonly elsewhere: Elsewhere | null;
  readonly listening: Listening;
  readonly withheld: readonly Withheld[];
  readonly problems: readonly WireProblem[];
  readonly admin: AdminState;
  readonly rotations: readonly Rotation[];
  readonly codes: CodesNews;
  readonly firmwareTasks: readonly FirmwareTask[];
  /** every alert, in the order in which they became known; a new list whenever one changes */
  readonly alerts: readonly Alert[];
  readonly alertSharing: AlertSharing;
  readonly [device: `device ${DeviceId}`]: Device | undefined;
  /** what a device did since the page opened, newest last */
  readonly [activity: `activity ${DeviceId}`]: readonly Activity[];
  /** oldest first; only of the device that is watched */
  readonly [messages: `messages ${DeviceId}`]: readonly ShownMessage[];
};
export type ReadingKey = keyof Readings;

/** The page's copy of the home: one keyed store, fed by batches. Free of React. */
export type HomeStore = {
  /** takes in everything the batch tells, then wakes each reader whose key changed, once */
  applyBatch(batch: Batch): void;
  read<K extends ReadingKey>(key: K): Readings[K];
  /** returns its undo */
  subscribe(key: ReadingKey, wake: () => void): () => void;
  /** tells which devices came, changed or went with each batch; returns its undo */
  onDevices(listener: (touched: readonly DeviceId[]) => void): () => void;
  /** counts the batches that touched a device */
  revision(): number;
};

const kept = { messages: 500, activities: 50, activitiesInAll: 100_000 } as const;
const nothing: readonly never[] = [];

export function createHomeStore(): HomeStore {
  const values = new Map<string, unknown>([
    ['ids', nothing],
    ['connection', { status: 'idle' }],
    ['told', false],
    ['elsewhere', null],
    ['listening', { phase: 'idle', filters: 0 }],
    ['withheld', nothing],
    ['problems', nothing],
    ['admin', { status: 'closed' }],
    ['rotations', nothing],
    ['codes', noCodesNews],
    ['firmwareTasks', nothing],
    ['alerts', nothing],
    ['alertSharing', 'unknown'],
  ]);
  const readers = new Map<string, Set<() => void>>();
  const listeners = new Set<(touched: readonly DeviceId[]) => void>();
  const ids = new Set<DeviceId>();
  const alerts = new Map<AlertId, Alert>();
  let revision = 0;
  let watched: DeviceId | null = null;

  function read<K extends ReadingKey>(key: K): Readings[K] {
    const absent = key.startsWith('device ') ? undefined : nothing;
    return (values.has(key) ? values.get(key) : absent) as Readings[K]; // `put` pairs each key with its value
  }

  function applyBatch(batch: Batch): void {
    const woken = new Set<string>();
    const put = <K extends ReadingKey>(key: K, value: Readings[K]) => {
      if (values.get(key) === value) return;
      values.set(key, value);
      woken.add(key);
    };
    const before = ids.size;
    let membership = false;
    for (const id of batch.removed) {
      membership = ids.delete(id) || membership;
      for (const key of [`device ${id}`, `activity ${id}`, `messages ${id}`]) if (values.delete(key)) woken.add(key);
    }
    for (const device of batch.devices) {
      put(`activity ${device.id}`, activityAfter(device));
      put(`device ${device.id}`, device);
      ids.add(device.id);
    }
    if (membership || ids.size !== before) put('ids', [...ids]);
    put('told', true);
    if (batch.connection) put('connection', batch.connection);
    if (batch.elsewhere !== undefined) put('elsewhere', batch.elsewhere);
    if (batch.listening) put('listening', batch.listening);
    if (batch.withheld) put('withheld', batch.withheld);
    if (batch.problems) put('problems', batch.problems);
    if (batch.admin) put('admin', batch.admin);
    if (batch.rotations) put('rotations', batch.rotations);
    if (batch.codes) put('codes', batch.codes);
    if (batch.firmwareTasks) put('firmwareTasks', batch.firmwareTasks);
    if (batch.alertSharing) put('alertSharing', batch.alertSharing);
    if (batch.alerts) {
      for (const id of batch.alerts.gone) alerts.delete(id);
      for (const alert of batch.alerts.changed) alerts.set(alert.id, alert);
      put('alerts', [...alerts.values()]);
    }
    if (batch.messages) {
      const { device, messages } = batch.messages;
      if (watched !== null && watched !== device && values.delete(`messages ${watched}`))
        woken.add(`messages ${watched}`);
      watched = device;
      put(`messages ${device}`, appended(read(`messages ${device}`), messages));
    }
    const touched = [...batch.removed, ...batch.devices.map((device) => device.id)];
    if (touched.length > 0) revision += 1;
    for (const key of woken) for (const wake of readers.get(key) ?? nothing) wake();
    if (touched.length > 0) for (const listener of listeners) listener(touched);
  }

  function activityAfter(device: Device): readonly Activity[] {
    const known = read(`activity ${device.id}`);
    const more = activityBetween(read(`device ${device.id}`), device);
    const most = Math.min(kept.activities, Math.ceil(kept.activitiesInAll / (ids.size + 1)));
    return more.length === 0 ? known : [...known, ...more].slice(-most);
  }

  function subscribe(key: ReadingKey, wake: () => void): () => void {
    const mine = readers.get(key) ?? new Set();
    readers.set(key, mine.add(wake));
    return () => {
      mine.delete(wake);
      if (mine.size === 0 && readers.get(key) === mine) readers.delete(key);
    };
  }

  return {
    applyBatch,
    read,
    subscribe,
    onDevices(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    revision: () => revision,
  };
}

/** A device that is watched again has its recent messages sent again: those already here are skipped. */
function appended(known: readonly ShownMessage[], more: readonly ShownMessage[]): readonly ShownMessage[] {
  const last = known.at(-1)?.id ?? -Infinity;
  const fresh = more.filter((message) => message.id > last);
  return fresh.length === 0 ? known : [...known, ...fresh].slice(-kept.messages);
}
