import type { Aedes } from 'aedes';

/** The two ends of the way a message takes through aedes, which has no hook for either. */
type Way = {
  publish(packet: unknown, client: unknown, done?: Done): void;
  readonly mq: { emit(packet: unknown, done: Done): void };
};
type Done = (error?: Error | null) => void;

/**
 * Lets no message overtake another. aedes stores a retained or QoS 1 message before it passes it on, and passes a plain
 * one on at once: of a burst the plain ones come first, and the others, whose number is then too low, are taken for
 * duplicates and lost. Here the next starts when the one before was passed on; nobody waits for deliveries.
 */
export function keepOrder(aedes: Aedes): void {
  const way = aedes as unknown as Way;
  const publish = way.publish.bind(aedes);
  const emit = way.mq.emit.bind(way.mq);
  const waiting: (() => void)[] = [];
  let underWay: symbol | null = null;

  function passed(): void {
    underWay = null;
    queueMicrotask(() => underWay ?? waiting.shift()?.());
  }

  way.mq.emit = (packet, done) => {
    emit(packet, done);
    passed();
  };
  way.publish = (packet, client, done) => {
    if (typeof client === 'function') return way.publish(packet, null, client as Done); // its other signature
    const start = () => {
      const mine = (underWay = Symbol());
      publish(packet, client, (error) => {
        if (underWay === mine) passed(); // it failed before it was passed on
        done?.(error);
      });
    };
    if (underWay === null && waiting.length === 0) start();
    else waiting.push(start);
  };
}
