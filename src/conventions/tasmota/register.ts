import type { VoiceKey } from '@/core/observation';

import type { Wanted } from '../wanted';
import { openDevice, type TasmotaDevice } from './device';
import { belowRadio, filtersOf, type Topics } from './topics';

/** a home has dozens; more are somebody's invention */
const mostDevices = 2_000;

/** What stands below one topic: what a device says, or what it is told. */
type Place = { readonly device: TasmotaDevice; readonly isCommand: boolean };

/** Which devices there are, and where each speaks. */
export type Register = {
  /** the hot path: one look-up from all but the last level of a topic */
  at(head: string): Place | undefined;
  withId(id: string): TasmotaDevice | undefined;
  withVoice(voice: VoiceKey): TasmotaDevice | undefined;
  /** null: there are too many */
  open(voice: VoiceKey, topics: Topics, topicName: string): TasmotaDevice | null;
  /** `device` speaks on `topics` from now on, and may have announced itself as `id` */
  place(device: TasmotaDevice, topics: Topics, id: string | null): void;
  forget(device: TasmotaDevice): void;
  all(): Iterable<TasmotaDevice>;
  readonly isEmpty: boolean;
};

export function openRegister(wanted: Wanted): Register {
  const byId = new Map<string, TasmotaDevice>();
  const byVoice = new Map<VoiceKey, TasmotaDevice>();
  const places = new Map<string, Place>();

  function leave(device: TasmotaDevice): void {
    const { tele, stat, cmnd } = device.topics;
    for (const head of [tele, stat, cmnd]) {
      if (head !== null && places.get(head)?.device === device) places.delete(head);
    }
    wanted.drop([...filtersOf(device.topics), ...belowRadio(device.topics)]);
  }

  function place(device: TasmotaDevice, topics: Topics, id: string | null): void {
    leave(device);
    device.topics = topics;
    for (const head of device.heardOn) if (head !== topics.tele && head !== topics.stat) device.heardOn.delete(head);
    const { tele, stat, cmnd } = topics;
    if (cmnd !== null) places.set(cmnd, { device, isCommand: true });
    if (stat !== null) places.set(stat, { device, isCommand: false });
    places.set(tele, { device, isCommand: false });
    if (id !== null) byId.set(id, device);
    wanted.add(filtersOf(topics));
    if (hasRadio(device)) wanted.add(belowRadio(topics));
  }

  return {
    at: (head) => places.get(head),
    withId: (id) => byId.get(id),
    withVoice: (voice) => byVoice.get(voice),
    open(voice, topics, topicName) {
      if (byVoice.size >= mostDevices) return null;
      const device = openDevice(voice, topics, topicName);
      byVoice.set(voice, device);
      place(device, topics, null);
      return device;
    },
    place,
    forget(device) {
      leave(device);
      byVoice.delete(device.voice);
      if (device.announcement !== null) byId.delete(device.announcement.id);
    },
    all: () => byVoice.values(),
    get isEmpty() {
      return byVoice.size === 0;
    },
  };
}

/** Its board is one with a Zigbee radio: "Sonoff ZbBridge", "Zigbee Bridge Pro", "TubeZB", … */
function hasRadio({ announcement }: TasmotaDevice): boolean {
  return /zb|zigbee/i.test(announcement?.model ?? '');
}
