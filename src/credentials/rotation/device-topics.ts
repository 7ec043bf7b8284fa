import type { Broker } from '@/broker/broker';
import type { Message } from '@/core/message';
import * as v from 'valibot';

import { readDeviceKey, readLastSequence, readOffer, type DeviceKey } from '../hand-over/sealed';
import { readJson } from '../read-json';
import type { SlotLetter } from './facts';

/** What a device that speaks Gatehouse's own profile and its rotator tell each other (CONTRACT.md, "Topics"). */
export type DeviceTopics = {
  /** false: not heard yet in this connection, so an empty topic means nothing */
  readonly heard: boolean;
  /** the broker does not let this administrator listen to all of them, so nothing of it will ever be heard */
  readonly isRefused: boolean;
  readonly offer: { readonly rotation: string; readonly sequence: number } | null;
  /** what stands on the guarded topic of each slot: only who logs in with that slot can write there */
  readonly proofs: ReadonlyMap<SlotLetter, string>;
  readonly key: DeviceKey | null;
  /** of the last offer that the device has taken; null: it does not tell */
  readonly lastSequence: number | null;
  readonly litter: boolean;
  hear(message: Message): void;
  /** to be called at each connect: subscribes and takes in what the broker remembers */
  begin(): Promise<void>;
  lost(): void;
  close(): void;
};

const letters: readonly SlotLetter[] = ['a', 'b'];
const settling = { quietMs: 100, maxMs: 3_000 } as const;
const mostBytes = 16 * 1024;
const proofShape = v.object({ rotation: v.pipe(v.string(), v.maxLength(128)) });

export function credentialTopics(device: string) {
  const base = `gatehouse/v1/device/${device}/credential`;
  return { offer: `${base}/offer`, key: `${base}/key`, proof: (letter: SlotLetter) => `${base}/proof/${letter}` };
}

export function openDeviceTopics(broker: Broker, device: string, onChange: () => void): DeviceTopics {
  const topics = credentialTopics(device);
  const filters = [topics.offer, topics.key, ...letters.map(topics.proof)];
  const texts = new Map<string, string>();
  const decoder = new TextDecoder();
  let heard = false;
  let isRefused = false;
  /** counts connections: what an older one was granted counts for none after it */
  let turns = 0;
  let offer: DeviceTopics['offer'] = null;
  let key: DeviceKey | null = null;
  let lastSequence: number | null = null;
  let proofs = new Map<SlotLetter, string>();

  function take(): void {
    offer = readOffer(texts.get(topics.offer) ?? '');
    key = readDeviceKey(texts.get(topics.key) ?? '');
    lastSequence = readLastSequence(texts.get(topics.key) ?? '');
    proofs = new Map();
    for (const letter of letters) {
      const rotation = readProof(texts.get(topics.proof(letter)) ?? '');
      if (rotation !== null) proofs.set(letter, rotation);
    }
    onChange();
  }

  return {
    get heard() {
      return heard;
    },
    get isRefused() {
      return isRefused;
    },
    get offer() {
      return offer;
    },
    get key() {
      return key;
    },
    get lastSequence() {
      return lastSequence;
    },
    get proofs() {
      return proofs;
    },
    get litter() {
      return [topics.offer, ...letters.map(topics.proof)].some((topic) => texts.has(topic));
    },
    hear({ topic, payload }) {
      if (!filters.includes(topic) || payload.byteLength > mostBytes) return;
      if (payload.byteLength === 0) texts.delete(topic);
      else texts.set(topic, decoder.decode(payload));
      take();
    },
    async begin() {
      const mine = ++turns;
      texts.clear(); // what was retained may have been lost with the broker
      heard = false;
      const granted = await broker.subscribe(filters);
      await broker.settle(settling);
      if (mine !== turns) return;
      heard = granted.every((one) => one.granted);
      isRefused = granted.some((one) => !one.granted && one.reason === 'refused');
      take();
    },
    lost() {
      turns += 1;
      heard = false;
    },
    close: () => void broker.unsubscribe(filters),
  };
}

function readProof(text: string): string | null {
  return readJson(proofShape, text)?.rotation ?? null;
}
