import type { Broker } from '@/broker/broker';
import type { CodeOwner } from '@/core/code-owner';
import type { Message } from '@/core/message';
import { namesTopic, noNames, readNames, writeNames, type Names } from '@/credentials/codes/names';

/** Whose code is where, as everybody in the house may read it. */
export type CodeNames = {
  readonly owners: readonly CodeOwner[];
  /** the broker does not let this account write them down */
  readonly isRefused: boolean;
  readonly all: Names;
  hear(message: Message): boolean;
  /** changes what stands there now, and tells the others */
  change(work: (names: Names) => Names): Promise<void>;
  /** connected: where the broker has lost them (retained messages do not survive every crash), it is told them again */
  joined(): Promise<void>;
  forget(): void;
};

const settling = { quietMs: 150, maxMs: 3_000 } as const;

export function openCodeNames(broker: () => Broker | null, onChange: () => void): CodeNames {
  let names = noNames;
  let isHeard = false;
  let isRefused = false;

  async function publish(connection: Broker | null): Promise<void> {
    const sent = await connection?.publish({ topic: namesTopic, payload: writeNames(names), qos: 1, retain: true });
    isRefused = sent?.outcome !== 'sent';
    onChange();
  }

  return {
    get owners() {
      return names.codes;
    },
    get isRefused() {
      return isRefused;
    },
    get all() {
      return names;
    },
    hear({ topic, payload }) {
      if (topic !== namesTopic) return false;
      isHeard = true;
      names = readNames(payload) ?? names;
      onChange();
      return true;
    },
    async change(work) {
      const connection = broker();
      // whoever has just come must not write over what he has not read yet
      if (!isHeard) await connection?.settle(settling);
      names = work(names);
      await publish(connection);
    },
    async joined() {
      const connection = broker();
      isHeard = false;
      if (names.codes.length === 0 || connection === null) return;
      await connection.subscribe([namesTopic]);
      await connection.settle(settling);
      if (connection === broker() && !isHeard && names.codes.length > 0) await publish(connection);
    },
    forget() {
      names = noNames;
      isHeard = false;
      isRefused = false;
    },
  };
}
