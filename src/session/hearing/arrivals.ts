import type { Message } from '@/core/message';

/** Of what waits, at most so much is kept; then the oldest is heard by those who are there. */
const mostMessages = 20_000;
const mostBytes = 32 * 1024 * 1024;

type Parts = {
  /** null: the message can be heard at once (`Readers.prepare`) */
  readonly prepare: (message: Message) => Promise<unknown> | null;
  readonly hear: (message: Message) => void;
};

/**
 * Messages in the order in which they came. While a convention is loaded that a message may be of, that one and all after
 * it wait: a home is the same whether its conventions were there already or not, and nothing retained is lost.
 */
export type Arrivals = {
  take(message: Message): void;
  /** kept when nothing waits any more */
  settled(): Promise<void>;
  /** what waits is not heard any more */
  forget(): void;
};

export function openArrivals({ prepare, hear }: Parts): Arrivals {
  let waiting: Message[] = [];
  let bytes = 0;
  let draining: Promise<void> | null = null;

  function take(message: Message): void {
    // asked in any case, so that what several messages need is fetched side by side
    const loading = prepare(message);
    if (waiting.length === 0 && loading === null) return hear(message);
    waiting.push(message);
    bytes += message.payload.byteLength;
    while (waiting.length > mostMessages || bytes > mostBytes) hearFirst();
    draining ??= drain();
  }

  function hearFirst(): void {
    const message = waiting.shift();
    if (message === undefined) return;
    bytes -= message.payload.byteLength;
    hear(message);
  }

  async function drain(): Promise<void> {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      const mine = waiting;
      const loading = prepare(first);
      if (loading !== null) await loading;
      // meanwhile it may have been heard for want of room, or forgotten
      if (mine === waiting && waiting[0] === first) hearFirst();
    }
    draining = null;
  }

  async function settled(): Promise<void> {
    if (draining === null) return;
    await draining;
    return settled();
  }

  return {
    take,
    settled,
    forget() {
      waiting = [];
      bytes = 0;
    },
  };
}
