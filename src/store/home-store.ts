import type { AdminState } from '@/core/log-ins/account';
import { noKnowledge, type FirmwareKnowledge } from '@/core/firmware/advisory';
import type { Alert, AlertId } from '@/core/alerts/alert';
import { activityBetween, type Activity } from '@/core/activity';
import { noCodesNews, type CodesNews } from '@/core/codes/code-owner';
import type { Device, DeviceId } from '@/core/device';
import type {
  AlertSharing,
  Batch,
  ConnectionState,
  Elsewhere,
  LastSeen,
  Listening,
  Withheld,
  WireProblem,
} from '@/core/feed';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { HistoryState } from '@/core/history';
import type { Mapping } from '@/core/mapping';
import type { Mute } from '@/core/alerts/mute';
import type { Rotation } from '@/core/log-ins/rotation';
import type { LookAround } from '@/core/unknown-traffic';
import { noPlan, type ShownPlan } from '@/core/firmware/update-plan';
import type { VaultState } from '@/core/log-ins/vault';
import type { Watch } from '@/core/watcher';
import { isSameView, type MessageNews, type MessageView, type ShownMessage } from '@/core/shown-message';

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
  readonly vault: VaultState;
  readonly rotations: readonly Rotation[];
  readonly codes: CodesNews;
  readonly firmwareTasks: readonly FirmwareTask[];
  readonly updates: ShownPlan;
  readonly firmwareKnowledge: FirmwareKnowledge;
  /** every alert, in the order in which they became known; a new list whenever one changes */
  readonly alerts: readonly Alert[];
  readonly alertSharing: AlertSharing;
  readonly mutes: readonly Mute[];
  readonly history: HistoryState;
  readonly lastHome: LastSeen | null;
  readonly messages: SeenMessages;
  readonly mappings: readonly Mapping[];
  readonly lookAround: LookAround | null;
  readonly watch: Watch;
  readonly [device: `device ${DeviceId}`]: Device | undefined;
  /** what a device did since the page opened, newest last */
  readonly [activity: `activity ${DeviceId}`]: readonly Activity[];
};
export type ReadingKey = keyof Readings;

/** The messages that the page watches, oldest first. `view`: which these are; null: none were told yet. */
export type SeenMessages = {
  readonly view: MessageView | null;
  readonly messages: readonly ShownMessage[];
  /** so many came since the view was paused */
  readonly waiting: number;
};

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

const kept = { messages: 1_000, activities: 50, activitiesInAll: 100_000 } as const;
/** so many devices that were removed keep what they did, in case they are paired again */
const mostDeparted = 64;
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
    ['vault', { status: 'unknown' }],
    ['rotations', nothing],
    ['codes', noCodesNews],
    ['firmwareTasks', nothing],
    ['updates', noPlan],
    ['firmwareKnowledge', noKnowledge],
    ['alerts', nothing],
    ['alertSharing', 'unknown'],
    ['mutes', nothing],
    ['history', { status: 'off' }],
    ['lastHome', null],
    ['messages', { view: null, messages: nothing, waiting: 0 } satisfies SeenMessages],
    ['mappings', nothing],
    ['lookAround', null],
    ['watch', { status: 'unknown' }],
  ]);
  const readers = new Map<string, Set<() => void>>();
  const listeners = new Set<(touched: readonly DeviceId[]) => void>();
  const ids = new Set<DeviceId>();
  const departed = new Set<DeviceId>();
  const alerts = new Map<AlertId, Alert>();
  let revision = 0;

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
      if (values.delete(`device ${id}`)) woken.add(`device ${id}`);
      departed.add(id);
    }
    for (const device of batch.devices) {
      put(`activity ${device.id}`, activityAfter(device));
      put(`device ${device.id}`, device);
      ids.add(device.id);
      departed.delete(device.id);
    }
    for (const id of departed) {
      // a home that was left as a whole is forgotten as a whole
      if (departed.size <= mostDeparted && ids.size > 0) break;
      departed.delete(id);
      if (values.delete(`activity ${id}`)) woken.add(`activity ${id}`);
    }
    if (membership || ids.size !== before) put('ids', [...ids]);
    put('told', true);
    if (batch.connection) put('connection', batch.connection);
    if (batch.elsewhere !== undefined) put('elsewhere', batch.elsewhere);
    if (batch.listening) put('listening', batch.listening);
    if (batch.withheld) put('withheld', batch.withheld);
    if (batch.problems) put('problems', batch.problems);
    if (batch.admin) put('admin', batch.admin);
    if (batch.vault) put('vault', batch.vault);
    if (batch.rotations) put('rotations', batch.rotations);
    if (batch.codes) put('codes', batch.codes);
    if (batch.updates) {
      put('updates', batch.updates);
      put('firmwareTasks', batch.updates.tasks);
    }
    if (batch.firmwareKnowledge) put('firmwareKnowledge', batch.firmwareKnowledge);
    if (batch.alertSharing) put('alertSharing', batch.alertSharing);
    if (batch.mutes) put('mutes', batch.mutes);
    if (batch.lastHome !== undefined) put('lastHome', batch.lastHome);
    if (batch.history) put('history', batch.history);
    if (batch.mappings) put('mappings', batch.mappings);
    if (batch.lookAround !== undefined) put('lookAround', batch.lookAround);
    if (batch.watch) put('watch', batch.watch);
    if (batch.alerts) {
      for (const id of batch.alerts.gone) alerts.delete(id);
      for (const alert of batch.alerts.changed) alerts.set(alert.id, alert);
      put('alerts', [...alerts.values()]);
    }
    if (batch.messages) put('messages', after(read('messages'), batch.messages));
    const touched = [...batch.removed, ...batch.devices.map((device) => device.id)];
    if (touched.length > 0) revision += 1;
    for (const key of woken) for (const wake of readers.get(key) ?? nothing) wake();
    if (touched.length > 0) for (const listener of listeners) listener(touched);
  }

  function activityAfter(device: Device): readonly Activity[] {
    const known = departed.size === 0 ? read(`activity ${device.id}`) : activityOfAll(device);
    const more = activityBetween(read(`device ${device.id}`), device);
    const most = Math.min(kept.activities, Math.ceil(kept.activitiesInAll / (ids.size + 1)));
    return more.length === 0 ? known : [...known, ...more].slice(-most);
  }

  /** With what a device did that turned out to be this one. */
  function activityOfAll({ id, identifiers }: Device): readonly Activity[] {
    const twins = identifiers.filter((one) => one !== id && departed.delete(one));
    const more = twins.flatMap((twin) => read(`activity ${twin}`));
    for (const twin of twins) values.delete(`activity ${twin}`);
    const own = read(`activity ${id}`);
    return more.length === 0 ? own : [...more, ...own].toSorted((one, other) => one.at - other.at);
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

function after(seen: SeenMessages, { view, isFresh, messages, waiting }: MessageNews): SeenMessages {
  if (isFresh || seen.view === null || !isSameView(seen.view, view)) return { view, waiting, messages };
  // whoever shows them is not woken by a count
  const all = messages.length === 0 ? seen.messages : [...seen.messages, ...messages].slice(-kept.messages);
  return { view, waiting, messages: all };
}
