import type { Intent } from '@/core/command';
import type { Device, DeviceId } from '@/core/device';
import type { FirmwareOrder } from '@/core/firmware-task';
import { isUnfinished, ordered, refused, review, type FirmwareQueue } from '@/firmware/queue';

import type { CommandResult } from './protocol';

/** how often the queue is looked at while no device speaks: for what never answers */
const everyMs = 1_000;

type Parts = {
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly clock: () => number;
  /** while there is no connection nothing is begun, and nothing is lost */
  readonly isConnected: () => boolean;
  readonly send: (intent: Intent) => Promise<CommandResult>;
  readonly tell: (queue: FirmwareQueue) => void;
};

/** Works off the queue of checks and updates: the clock and the commands around the pure `firmware/queue`. */
export type FirmwareWork = {
  order(order: FirmwareOrder): void;
  /** to be called after each message with the devices it changed */
  heard(changed: ReadonlySet<DeviceId>): void;
  /** another home: nothing of this one is to be done any more */
  forget(): void;
};

export function openFirmwareWork({ devices, clock, isConnected, send, tell }: Parts): FirmwareWork {
  let queue: FirmwareQueue = [];
  let timer: ReturnType<typeof setInterval> | null = null;

  function put(next: FirmwareQueue): void {
    if (next === queue) return;
    queue = next;
    tell(queue);
    const unfinished = queue.some(isUnfinished);
    if (unfinished) timer ??= setInterval(look, everyMs);
    else rest();
  }

  function rest(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  function look(): void {
    if (!isConnected()) return;
    const next = review(queue, devices, clock());
    put(next.queue);
    for (const intent of next.start) void begin(intent);
  }

  async function begin(intent: Intent): Promise<void> {
    const result = await send(intent);
    if (result.outcome === 'refused') {
      put(refused(queue, intent.device, result.reason));
      look();
    }
  }

  return {
    order(order) {
      put(ordered(queue, order, devices));
      look();
    },
    heard(changed) {
      if (timer !== null && queue.some(({ device }) => changed.has(device))) look();
    },
    forget() {
      if (queue.length > 0) put([]);
    },
  };
}
