import { useMemo, useSyncExternalStore } from 'react';

import type { FirmwareKnowledge } from '@/core/firmware/advisory';
import type { Alert } from '@/core/alerts/alert';
import type { Activity } from '@/core/activity';
import type { CodesNews } from '@/core/codes/code-owner';
import type { Device, DeviceId } from '@/core/device';
import type { AlertSharing, ConnectionState, Elsewhere, LastSeen, Listening, Withheld, WireProblem } from '@/core/feed';
import { openCount } from '@/core/alerts/incident';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { AdminState } from '@/core/log-ins/account';
import type { HistoryState } from '@/core/history';
import type { Mapping } from '@/core/mapping';
import type { Mute } from '@/core/alerts/mute';
import type { Rotation } from '@/core/log-ins/rotation';
import type { LookAround } from '@/core/unknown-traffic';
import type { ShownPlan } from '@/core/firmware/update-plan';
import type { VaultState } from '@/core/log-ins/vault';
import type { Watch } from '@/core/watcher';

import { openDeviceView, type DeviceView, type Source } from './device-view';
import { useHomeStore } from './home-context';
import type { ReadingKey, Readings, SeenMessages } from './home-store';

/** The one place where live data meets React. */
function useSource<T>(source: Source<T>): T {
  return useSyncExternalStore(source.subscribe, source.read);
}

function useReading<K extends ReadingKey>(key: K): Readings[K] {
  const store = useHomeStore();
  const source = useMemo(
    () => ({ read: () => store.read(key), subscribe: (wake: () => void) => store.subscribe(key, wake) }),
    [store, key],
  );
  return useSource(source);
}

/** undefined: no such device is known. */
export function useDevice(id: DeviceId): Device | undefined {
  return useReading(`device ${id}`);
}

export function useDeviceCount(): number {
  return useReading('ids').length;
}

export function useConnection(): ConnectionState {
  return useReading('connection');
}

/** Whether the session has spoken: until then nothing is known, not even that nobody is connected. */
export function useTold(): boolean {
  return useReading('told');
}

/** What another page of this browser did to the shared connection; null: nothing since this page had its own word. */
export function useElsewhere(): Elsewhere | null {
  return useReading('elsewhere');
}

export function useListening(): Listening {
  return useReading('listening');
}

export function useWithheld(): readonly Withheld[] {
  return useReading('withheld');
}

export function useProblems(): readonly WireProblem[] {
  return useReading('problems');
}

/** Checks and updates of the last round, in their order. */
export function useFirmwareTasks(): readonly FirmwareTask[] {
  return useReading('firmwareTasks');
}

/** All that is decided about updates: the tasks, the rules, the versions nobody wants. */
export function useUpdatePlan(): ShownPlan {
  return useReading('updates');
}

/** What catalogues and people know of firmware; the same object until that changes. */
export function useFirmwareKnowledge(): FirmwareKnowledge {
  return useReading('firmwareKnowledge');
}

/** Every alert, also those that are resolved. */
export function useAlerts(): readonly Alert[] {
  return useReading('alerts');
}

/** Those that want somebody now. */
export function useOpenAlerts(): readonly Alert[] {
  const alerts = useAlerts();
  return useMemo(() => alerts.filter(({ state }) => state === 'open'), [alerts]);
}

/** How many things want somebody: an incident is one. */
export function useOpenCount(): number {
  const alerts = useAlerts();
  return useMemo(() => openCount(alerts), [alerts]);
}

/** Also those of a device that turned out to be this one: its id is an identifier of this one since. */
export function useOpenAlertsOf({ id, identifiers }: Device): readonly Alert[] {
  const alerts = useOpenAlerts();
  return useMemo(
    () => alerts.filter(({ device }) => device !== null && (device === id || identifiers.includes(device))),
    [alerts, id, identifiers],
  );
}

export function useAlertSharing(): AlertSharing {
  return useReading('alertSharing');
}

/** What nobody wants to hear of for a while. */
export function useMutes(): readonly Mute[] {
  return useReading('mutes');
}

/** When the home on this page was last seen, where it is one of memory; null: it is the living one, or none. */
export function useLastHome(): LastSeen | null {
  return useReading('lastHome');
}

/** Whether this browser keeps what happens. */
export function useHistoryState(): HistoryState {
  return useReading('history');
}

/** Why what lies under the vault cannot be read; null: it can be, or there is none. Its lock is that of the history. */
export function useUnread(): 'locked' | 'damaged' | null {
  const isLocked = useHistoryState().status === 'locked';
  const isDamaged = useVault().status === 'damaged';
  return isDamaged ? 'damaged' : isLocked ? 'locked' : null;
}

/** Does anybody watch the home while no page is open? */
export function useWatch(): Watch {
  return useReading('watch');
}

/** What people said of topics that nobody claims. */
export function useMappings(): readonly Mapping[] {
  return useReading('mappings');
}

/** What looking around found; null: this page does not look around, or there is no connection. */
export function useLookAround(): LookAround | null {
  return useReading('lookAround');
}

/** May the broker be administered from this page now? */
export function useAdmin(): AdminState {
  return useReading('admin');
}

/** The log-ins that this browser remembers. */
export function useVault(): VaultState {
  return useReading('vault');
}

/** The credentials that are being replaced, or were since the page opened; the newest first. */
export function useRotations(): readonly Rotation[] {
  return useReading('rotations');
}

/** Whose code is where, and what goes on with codes. */
export function useCodesNews(): CodesNews {
  return useReading('codes');
}

/** Those of the one view that the page watches; for a moment after another was asked for, still those of the last. */
export function useMessages(): SeenMessages {
  return useReading('messages');
}

/** What the device was seen to do since the page opened, oldest first. */
export function useActivity(id: DeviceId): readonly Activity[] {
  return useReading(`activity ${id}`);
}

/** Something derived from all devices. `view` must be the same object from render to render. */
export function useDeviceView<Aspect, Result>(view: DeviceView<Aspect, Result>): Result {
  const store = useHomeStore();
  return useSource(useMemo(() => openDeviceView(store, view), [store, view]));
}
