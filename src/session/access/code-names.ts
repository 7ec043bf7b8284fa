import type { Broker } from '@/broker/broker';
import type { CodeOwner } from '@/core/code-owner';
import type { Message } from '@/core/message';
import { isSameNames, namesTopic, noNames, readNames, writeNames, type Names } from '@/credentials/codes/names';

/** Whose code is where, as everybody in the house may read it. */
export type CodeNames = {
  readonly owners: readonly CodeOwner[];
  /** the broker does not let this account write them down */
  readonly isRefused: boolean;
  readonly all: Names;
  hear(message: Message): boolean;
  /** changes what stands there now, and tells the others */
  change(work: (names: Names) => Names): Promise<void>;
  /** the same, and again where somebody who had not read it yet wrote over it: doing it twice must be doing it once */
  keep(work: (names: Names) => Names): Promise<void>;
  /** resolves when everything has been heard that the broker had when it was asked */
  look(): Promise<void>;
  /** connected: where the broker has lost them (retained messages do not survive every crash), it is told them again */
  joined(): Promise<void>;
  forget(): void;
};

const mostPassedOver = 8;
const settling = { quietMs: 150, maxMs: 3_000 } as const;
/** live words come before the answer to the ping that `settle` ends with */
const looking = { quietMs: 10, maxMs: 3_000 } as const;
const tries = 4;

export function openCodeNames(broker: () => Broker | null, onChange: () => void): CodeNames {
  let names = noNames;
  let isHeard = false;
  let isRefused = false;
  /** what we wrote last and have not heard back yet */
  let own: string | null = null;
  let passedOver = 0;

  /**
   * What comes before our own last word was written over by it, be it ours or another's. A broker that takes a word and
   * never brings it back (MQTT 3.1.1 has no "denied") is not waited for longer than this.
   */
  function isOvertaken(payload: Uint8Array): boolean {
    if (own === null) return false;
    const isOwn = new TextDecoder().decode(payload) === own;
    passedOver += 1;
    if (!isOwn && passedOver <= mostPassedOver) return true;
    own = null;
    return false;
  }

  async function publish(connection: Broker | null): Promise<void> {
    own = writeNames(names);
    passedOver = 0;
    const sent = await connection?.publish({ topic: namesTopic, payload: own, qos: 1, retain: true });
    if (sent?.outcome !== 'sent') own = null;
    // a word that is lost with the connection is no "may not": it is told again when the connection is back
    if (sent !== undefined && (sent.outcome === 'sent' || sent.reason === 'not-authorised'))
      isRefused = sent.outcome !== 'sent';
    onChange();
  }

  /** Whoever has just come must not write over what he has not read yet. */
  async function read(): Promise<Broker | null> {
    const connection = broker();
    if (!isHeard) await connection?.settle(settling);
    return connection;
  }

  async function change(work: (all: Names) => Names): Promise<void> {
    const connection = await read();
    names = work(names);
    await publish(connection);
  }

  async function look(): Promise<void> {
    await broker()?.settle(looking);
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
    hear({ topic, payload, retained }) {
      if (topic !== namesTopic) return false;
      isHeard = true;
      if (!retained && isOvertaken(payload)) return true;
      names = readNames(payload) ?? names;
      onChange();
      return true;
    },
    change,
    async keep(work) {
      await read();
      for (let attempt = 0; attempt < tries && !isSameNames(work(names), names); attempt++) {
        await change(work);
        if (isRefused) return;
        await look();
      }
    },
    look,
    async joined() {
      const connection = broker();
      isHeard = false;
      own = null;
      if (names.codes.length === 0 || connection === null) return;
      await connection.subscribe([namesTopic]);
      await connection.settle(settling);
      if (connection === broker() && !isHeard && names.codes.length > 0) await publish(connection);
    },
    forget() {
      names = noNames;
      own = null;
      isHeard = false;
      isRefused = false;
    },
  };
}
