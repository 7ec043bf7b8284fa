import type { Device } from '@/core/device';
import type { BeforeUpdate, TaskStage, Watch, Worse } from '@/core/firmware/firmware-task';
import { maskText } from '@/core/mask';

type Done = Extract<TaskStage, { at: 'done' }>;

/** so long a device is compared with what it was before its update */
const watchMs = 15 * 60_000;
/** a device that should have spoken fewer times than this in the watch tells nothing by its silence */
const enoughMessages = 6;
const fewerThan = 0.3;
/** a change of place of the antenna is more than the weather: LQI 0 … 255, RSSI in dBm */
const weaker = { lqi: 60, rssiDbm: 15 } as const;

/** What the device is like now, to be compared with after its update. */
export function beforeUpdate(device: Device, messagesAnHour: number | null): BeforeUpdate {
  const { firmware, signal } = device;
  return {
    installed: masked(firmware?.value.installed ?? null),
    fileInstalled: firmware?.value.fileInstalled ?? null,
    rssiDbm: signal?.value.rssiDbm ?? null,
    lqi: signal?.value.lqi ?? null,
    messagesAnHour,
    offered: { version: masked(firmware?.value.latest ?? null), file: firmware?.value.fileLatest ?? null },
  };
}

/** As it is told to others, and read back: a device may put anything into what it calls its version. */
export function masked<T extends string | null>(text: T): T {
  return (text === null ? null : maskText(text)) as T; // a text of a text
}

/** What a try is compared with: how the device did before the first, and what it runs now, for others may have updated it meanwhile. */
export function beforeTry(first: BeforeUpdate | null, now: BeforeUpdate): BeforeUpdate {
  if (first === null) return now;
  const { installed, fileInstalled, offered } = now;
  return {
    ...first,
    installed: installed ?? first.installed,
    fileInstalled: fileInstalled ?? first.fileInstalled,
    ...(offered !== undefined && { offered }),
  };
}

/** null: there is nothing to compare with. */
export function watchOf(before: BeforeUpdate | null, device: Device, now: number): Watch | null {
  if (before === null) return null;
  const { messagesAnHour, rssiDbm, lqi } = before;
  if (messagesAnHour === null && rssiDbm === null && lqi === null) return null;
  return { from: now, until: now + watchMs, messages: device.messages };
}

/** How a device does since its update; the same object until the watch is over. */
export function watched(stage: Done, before: BeforeUpdate | null, device: Device | undefined, now: number): Done {
  const { watch } = stage;
  if (watch === undefined || now < watch.until) return stage;
  const worse = before === null || device === undefined ? [] : worseThan(before, device, watch, now);
  return { at: 'done', worse };
}

function worseThan(before: BeforeUpdate, device: Device, { from, messages }: Watch, now: number): readonly Worse[] {
  const found: Worse[] = [];
  const { signal } = device;
  const fresh = signal !== null && signal.at >= from ? signal.value : null;
  if (isWeaker(before.lqi, fresh?.lqi, weaker.lqi) || isWeaker(before.rssiDbm, fresh?.rssiDbm, weaker.rssiDbm))
    found.push('weaker-signal');
  const expected = ((before.messagesAnHour ?? 0) * (now - from)) / 3_600_000;
  // the page was opened anew meanwhile: what was heard is not known
  const heard = device.messages < messages ? null : device.messages - messages;
  if (heard !== null && expected >= enoughMessages && heard < expected * fewerThan) found.push('fewer-messages');
  return found;
}

function isWeaker(before: number | null, now: number | null | undefined, by: number): boolean {
  return before !== null && now !== null && now !== undefined && before - now >= by;
}
