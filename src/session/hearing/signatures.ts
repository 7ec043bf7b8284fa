import { looksSigned } from '@/core/compact-jws';
import { worthKeeping } from '@/core/log-ins/known-signer';
import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import { noProof, type MessageProof } from '@/core/message-proof';
import type { Verifier } from '@/credentials/signatures/verifier';
import type { Anchor } from '@/credentials/signatures/chain';
import type { CertificateStore } from '@/history/certificate-store';
import type { SignerMemory } from '@/history/signer-memory';

import { loadOnce } from '../load-once';
import { openRest } from '../rest';

/** So many words wait at most; what is more is passed on as not verified, and so believed by nobody. */
const mostWords = 256;
/** what need not be proven takes no room of theirs: a picture comes in a thousand pieces, and announcements all at once */
const mostBeside = { messages: 4_096, bytes: 16 * 1_048_576 } as const;
const restMs = 20_000;
const prefix = 'gatehouse/v1/device/';

/** Asked anew for each announcement: what is trusted may change. */
export type Anchors = () => Promise<readonly Anchor[]>;

type Parts = {
  readonly store: CertificateStore;
  /** authorities that are trusted besides those of the store, for whoever has no browser to keep them */
  readonly anchors?: Anchors | undefined;
  readonly memory: SignerMemory;
  /** takes the messages from here, each device's in their order */
  readonly pass: (message: Message) => void;
};

/**
 * Looks at the signatures of messages before they are read (DESIGN.md, "Trust"): what is not proven must not even teach the
 * reader. Only messages of devices that sign wait, and only for each other: all else passes at once.
 */
export type Signatures = {
  /** what is remembered of this home; resolves when its signers are known */
  enter(home: string): Promise<void>;
  take(message: Message): void;
  /** kept when nothing waits any more */
  settled(): Promise<void>;
  tick(now: number): void;
  /** what waits is not passed any more */
  forget(): void;
};

type Held = { readonly message: Message; readonly check: 'about' | 'word' | null };

export function openSignatures({ store, anchors = async () => [], memory, pass }: Parts): Signatures {
  let home: string | null = null;
  let verifier = loadOnce(load);
  let opened: Verifier | null = null;
  /** devices that sign, as far as is known: whatever they say is looked at */
  const signing = new Set<string>();
  let queues = new Map<string, Held[]>();
  let waiting = nothingHeld;
  const draining = new Map<string, Promise<void>>();
  let rest = openRest(restMs);
  let kept = '';

  function take(message: Message): void {
    const { topic, payload } = message;
    if (!topic.startsWith(prefix)) return pass(message);
    const end = topic.indexOf('/', prefix.length);
    const id = topic.slice(prefix.length, end);
    const check = payload.byteLength > limits.stateBytes ? null : checkOf(topic.slice(end + 1), id, payload);
    const queue = queues.get(id);
    if (check === null && queue === undefined) return pass(message);
    const one = { message, check };
    waiting = counted(waiting, one, 1);
    while (isTooMuch(waiting) && queues.size > 0) release();
    const mine = queues.get(id);
    if (mine === undefined) queues.set(id, [one]);
    else mine.push(one);
    if (!draining.has(id)) draining.set(id, drain(id));
  }

  function checkOf(what: string, id: string, payload: Uint8Array): Held['check'] {
    if (payload.byteLength === 0) return null;
    if (what === 'about') return signing.has(id) || declaresKey(payload) ? 'about' : null;
    if (what !== 'telemetry' && what !== 'event') return null;
    return signing.has(id) || looksSigned(payload) ? 'word' : null;
  }

  /** Of the device for which most waits, the first goes on unverified: who floods takes nobody else's room. */
  function release(): void {
    let [longest = ''] = queues.keys();
    for (const [id, { length }] of queues) if (length > (queues.get(longest)?.length ?? 0)) longest = id;
    const first = shift(longest);
    if (first !== undefined) pass(unverified(first));
  }

  function shift(id: string): Held | undefined {
    const queue = queues.get(id);
    const first = queue?.shift();
    if (first !== undefined) waiting = counted(waiting, first, -1);
    if (queue?.length === 0) queues.delete(id);
    return first;
  }

  async function drain(id: string): Promise<void> {
    const mine = queues;
    for (let first = mine.get(id)?.[0]; first !== undefined; first = mine.get(id)?.[0]) {
      const proof = first.check === null ? null : await proofOf(id, first);
      if (mine !== queues) return; // forgotten meanwhile
      // it may have had to make room
      if (mine.get(id)?.[0] !== first) continue;
      shift(id);
      pass(proof === null ? first.message : { ...first.message, proof });
    }
    draining.delete(id);
  }

  async function proofOf(id: string, { message, check }: Held): Promise<MessageProof | null> {
    if (signing.size < limits.devices) signing.add(id);
    try {
      const checker = await verifier();
      if (checker !== null)
        return await (check === 'about' ? checker.readAbout(id, message) : checker.readWord(id, message));
    } catch {
      // the page's server may be away: the home waits for nothing that cannot be had, and the next message asks for it anew
    }
    return looksSigned(message.payload) ? noProof : null;
  }

  /** null: this page cannot check signatures. */
  async function load(): Promise<Verifier | null> {
    if ((crypto.subtle as SubtleCrypto | undefined) === undefined) return null; // a page without https has none
    const at = home;
    const known = at === null ? [] : await memory.recall(at);
    const { openVerifier } = await import('@/credentials/signatures/verifier');
    const made = openVerifier({ known, anchors: async () => [...(await anchorsOf(store, at)), ...(await anchors())] });
    if (at === home) {
      opened = made;
      rest = openRest(restMs);
    }
    return made;
  }

  function forget(): void {
    queues = new Map();
    draining.clear();
    waiting = nothingHeld;
  }

  return {
    async enter(next) {
      forget();
      home = next;
      verifier = loadOnce(load);
      opened = null;
      kept = '';
      signing.clear();
      const known = await memory.recall(next);
      if (home === next) for (const { id } of known) signing.add(id);
    },
    take,
    async settled() {
      while (draining.size > 0) await Promise.all(draining.values());
    },
    tick(now) {
      if (opened === null || home === null || !rest.isDue(now)) return;
      const signers = worthKeeping(opened.known(), now);
      const text = JSON.stringify(signers);
      if (text === kept) return;
      kept = text;
      void memory.remember(home, signers);
    },
    forget,
  };
}

/** The authorities that this browser keeps for the home at this address, with what each took back. */
export async function anchorsOf(store: CertificateStore, address: string | null) {
  const ours = (await store.all()).filter(({ homes }) => address !== null && homes.includes(address));
  return ours.map(({ certificate, certificates }) => ({
    certificate,
    revoked: new Set(certificates.filter(({ revokedAt }) => revokedAt !== null).map(({ serial }) => serial)),
  }));
}

type Waiting = { readonly words: number; readonly beside: number; readonly bytes: number };
const nothingHeld: Waiting = { words: 0, beside: 0, bytes: 0 };

function counted({ words, beside, bytes }: Waiting, { message, check }: Held, more: 1 | -1): Waiting {
  if (check === 'word') return { words: words + more, beside, bytes };
  return { words, beside: beside + more, bytes: bytes + more * message.payload.byteLength };
}

function isTooMuch({ words, beside, bytes }: Waiting): boolean {
  return words > mostWords || beside > mostBeside.messages || bytes > mostBeside.bytes;
}

/** An announcement is read all the same: nobody signs those. */
function unverified({ message, check }: Held): Message {
  if (check === null) return message;
  return { ...message, proof: { ...noProof, reason: check === 'word' ? 'overflow' : 'too-many' } };
}

function declaresKey(payload: Uint8Array): boolean {
  return new TextDecoder().decode(payload).includes('"signing"');
}
