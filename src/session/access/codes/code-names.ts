import type { Broker } from '@/broker/broker';
import type { CodeOwner, NamesRefusal } from '@/core/codes/code-owner';
import type { Message } from '@/core/message';
import { claimsOf, keyOfClaim, type Claim } from '@/credentials/codes/claims';
import {
  isSameNames,
  isTooLong,
  namesTopic,
  noNames,
  readNames,
  writeNames,
  type Names,
} from '@/credentials/codes/names';

/** Whose code is where, as everybody in the house may read it. */
export type CodeNames = {
  readonly owners: readonly CodeOwner[];
  /** why what is changed here is not written down for the others; null: it is */
  readonly refusal: NamesRefusal | null;
  readonly all: Names;
  /** for how long a claim has stood by our own ears, ms; 0: it was not heard yet */
  standsSinceMs(claim: Claim): number;
  hear(message: Message): boolean;
  /** changes what stands there now, and tells the others */
  change(work: (names: Names) => Names): Promise<void>;
  /**
   * The same, and again where somebody who had not read it yet wrote over it, or once the connection is back: doing it twice must be
   * doing it once, and it may be done hours later, when the places are other people's.
   */
  keep(work: (names: Names) => Names): Promise<void>;
  /** resolves when everything has been heard that the broker had when it was asked */
  look(): Promise<void>;
  /** connected: where the broker has lost them (retained messages do not survive every crash), it is told them again; and what did not leave is said */
  joined(): Promise<void>;
  forget(): void;
};

const mostPassedOver = 8;
const settling = { quietMs: 150, maxMs: 3_000 } as const;
/** live words come before the answer to the ping that `settle` ends with */
const looking = { quietMs: 10, maxMs: 3_000 } as const;
const tries = 4;
const mostUnsaid = 40;

/** `steady`: ms since anything, never set right */
export function openCodeNames(broker: () => Broker | null, onChange: () => void, steady: () => number): CodeNames {
  let names = noNames;
  let isHeard = false;
  let refusal: NamesRefusal | null = null;
  /** what we wrote last and have not heard back yet */
  let own: string | null = null;
  let passedOver = 0;
  /** since when each claim stands, by the steady clock */
  let claimedAt: ReadonlyMap<string, number> = new Map();
  /** what is to be kept, and was not seen to stand there yet: the connection may go before it leaves */
  const unsaid = new Set<(all: Names) => Names>();

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

  /** True: it left, and the broker has it. */
  async function publish(connection: Broker | null): Promise<boolean> {
    const text = writeNames(names);
    // what cannot be read here is somebody's, and what nobody can read is lost for everybody
    if (refusal === 'unreadable' || isTooLong(text)) {
      refusal ??= 'full';
      onChange();
      return false;
    }
    own = text;
    passedOver = 0;
    const sent = await connection?.publish({ topic: namesTopic, payload: own, qos: 1, retain: true });
    if (sent?.outcome !== 'sent') own = null;
    // a word that is lost with the connection is no "may not": it is told again when the connection is back
    if (sent !== undefined && (sent.outcome === 'sent' || sent.reason === 'not-authorised'))
      refusal = sent.outcome === 'sent' ? null : 'not-allowed';
    onChange();
    return sent?.outcome === 'sent';
  }

  function noteClaims(): void {
    const now = steady();
    const keys = claimsOf(names).map(keyOfClaim);
    claimedAt = new Map(keys.map((key) => [key, claimedAt.get(key) ?? now]));
  }

  /** Whoever has just come must not write over what he has not read yet. */
  async function read(): Promise<Broker | null> {
    const connection = broker();
    if (!isHeard) await connection?.settle(settling);
    return connection;
  }

  async function change(work: (all: Names) => Names): Promise<boolean> {
    const connection = await read();
    names = work(names);
    return publish(connection);
  }

  async function keep(work: (all: Names) => Names): Promise<void> {
    const [oldest] = unsaid;
    if (unsaid.size >= mostUnsaid && oldest !== undefined && !unsaid.has(work)) unsaid.delete(oldest);
    unsaid.add(work);
    await read();
    for (let attempt = 0; attempt < tries && !isSameNames(work(names), names); attempt++) {
      const hasLeft = await change(work);
      if (!hasLeft && refusal === null) return; // `joined` goes on
      if (refusal !== null) break;
      await look();
    }
    unsaid.delete(work);
  }

  async function look(): Promise<void> {
    await broker()?.settle(looking);
  }

  return {
    get owners() {
      return names.codes;
    },
    get refusal() {
      return refusal;
    },
    get all() {
      return names;
    },
    standsSinceMs(claim) {
      const now = steady();
      return now - (claimedAt.get(keyOfClaim(claim)) ?? now);
    },
    hear({ topic, payload, retained }) {
      if (topic !== namesTopic) return false;
      isHeard = true;
      if (!retained && isOvertaken(payload)) return true;
      const read = readNames(payload);
      if (read === null) refusal = 'unreadable';
      else if (refusal === 'unreadable') refusal = null;
      names = read ?? names;
      noteClaims();
      onChange();
      return true;
    },
    async change(work) {
      await change(work);
    },
    keep,
    look,
    async joined() {
      const connection = broker();
      isHeard = false;
      own = null;
      const isNothing = names.codes.length === 0 && unsaid.size === 0 && refusal !== 'unreadable';
      if (isNothing || connection === null) return;
      await connection.subscribe([namesTopic]);
      await connection.settle(settling);
      if (connection !== broker()) return;
      // it has them no more
      if (!isHeard && refusal === 'unreadable') refusal = null;
      if (!isHeard && !(await publish(connection))) return;
      for (const work of unsaid) await keep(work);
    },
    forget() {
      names = noNames;
      claimedAt = new Map();
      unsaid.clear();
      own = null;
      isHeard = false;
      refusal = null;
    },
  };
}
