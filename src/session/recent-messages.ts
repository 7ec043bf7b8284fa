import type { DeviceId } from '@/core/device';
import type { ShownMessage } from '@/core/feed';
import type { Message } from '@/core/message';

import { shareOf } from './budget';

const keptInAll = 30_000;
const keptADevice = 50;
/** the page shows the beginning of a long payload; its full size stands beside it */
const shownBytes = 4096;

type Kept = Omit<ShownMessage, 'text'> & {
  /** null: `start` may be shown as it is */
  readonly masked: string | null;
  /** a copy: a view into the socket's buffer would keep all of it alive */
  readonly start: Uint8Array;
};

/**
 * The last messages of each device, for its page. What is kept is already masked; bytes that hold no secret become text
 * only when somebody looks.
 */
export type RecentMessages = {
  keep(device: DeviceId, message: Message, masked: string | null): void;
  /** oldest first, only those after `afterId` */
  of(device: DeviceId, afterId?: number): readonly ShownMessage[];
  forget(device: DeviceId): void;
};

export function createRecentMessages(devices: () => number): RecentMessages {
  const kept = new Map<DeviceId, Kept[]>();
  const decoder = new TextDecoder();
  let nextId = 1;
  return {
    keep(device, message, masked) {
      const list = kept.get(device) ?? [];
      if (list.length === 0) kept.set(device, list);
      const start = masked === null ? message.payload.slice(0, shownBytes) : empty;
      const { at, topic, retained, payload } = message;
      list.push({ id: nextId++, at, topic, retained, bytes: payload.byteLength, masked, start });
      const most = shareOf(keptInAll, devices(), keptADevice);
      if (list.length > most * 2) list.splice(0, list.length - most);
    },
    of(device, afterId = 0) {
      const most = shareOf(keptInAll, devices(), keptADevice);
      const list = (kept.get(device) ?? []).slice(-most);
      return list.filter((one) => one.id > afterId).map((one) => shown(one, decoder));
    },
    forget: (device) => void kept.delete(device),
  };
}

const empty = new Uint8Array();

function shown({ masked, start, ...message }: Kept, decoder: TextDecoder): ShownMessage {
  return { ...message, text: masked === null ? decoder.decode(start) : masked.slice(0, shownBytes) };
}
