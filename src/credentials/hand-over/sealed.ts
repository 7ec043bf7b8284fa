import { FlattenedEncrypt, importJWK, type FlattenedJWE, type JWK } from 'jose';
import * as v from 'valibot';

import { readJson } from '../read-json';

/**
 * The sealed hand-over of Gatehouse's own profile (CREDENTIALS.md, "Secret in transit"): a flattened JWE (RFC 7516 §7.2.2,
 * ECDH-ES with A256GCM) to the device's public key. Topic, rotation and sequence are authenticated with it, so that an offer
 * cannot be given to another device, or twice.
 */

const keyShape = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: v.pipe(v.string(), v.maxLength(64)),
  y: v.pipe(v.string(), v.maxLength(64)),
});

export type DeviceKey = v.InferOutput<typeof keyShape>;

/** The public key of a device as it publishes it; null: it is none that can be sealed to. */
export function readDeviceKey(text: string): DeviceKey | null {
  return readJson(keyShape, text);
}

export type Offer = {
  /** the topic the offer is published on */
  readonly topic: string;
  readonly rotation: string;
  /** higher than that of every offer before it to this device */
  readonly sequence: number;
  readonly username: string;
  readonly password: string;
};

/** What a device receives: only the device can open `jwe`. */
export type SealedOffer = {
  readonly v: 1;
  readonly rotation: string;
  readonly sequence: number;
  readonly jwe: FlattenedJWE;
};

/** Seals `offer` to the device. Rejects where the key is no point of the curve. */
export async function seal(offer: Offer, key: DeviceKey): Promise<SealedOffer> {
  const { topic, rotation, sequence, username, password } = offer;
  const encoder = new TextEncoder();
  const slot = username.slice(username.lastIndexOf('.') + 1);
  const secret = encoder.encode(JSON.stringify({ username, password, rotation, sequence, slot }));
  const publicKey = await importJWK(key as JWK, 'ECDH-ES');
  const jwe = await new FlattenedEncrypt(secret)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setAdditionalAuthenticatedData(encoder.encode(sealedFor(topic, rotation, sequence)))
    .encrypt(publicKey);
  return { v: 1, rotation, sequence, jwe };
}

/** What is authenticated with the secret: it opens on this topic, for this rotation, once. */
function sealedFor(topic: string, rotation: string, sequence: number): string {
  return `${topic}|${rotation}|${sequence}`;
}

/** A device takes only what is numbered higher than all it has taken, so the highest there is would be its last. */
const sequenceShape = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const offerShape = v.object({
  v: v.literal(1),
  rotation: v.pipe(v.string(), v.maxLength(128)),
  sequence: sequenceShape,
});

/** Which rotation a retained offer is of; null: it is no offer. */
export function readOffer(text: string): { readonly rotation: string; readonly sequence: number } | null {
  return readJson(offerShape, text);
}

const toldShape = v.object({ lastSequence: sequenceShape });

/** The number of the last offer that a device has taken, as it tells beside its key; null: it does not tell. */
export function readLastSequence(text: string): number | null {
  return readJson(toldShape, text)?.lastSequence ?? null;
}

const dayMs = 24 * 60 * 60_000;

/**
 * The number of the next offer: the time, for the order of what several browsers offer, and in any case more than the device
 * has taken. `now`: ms since the epoch. `retained`: of the offer that stands; whoever may write there may number it as he
 * likes, so one that is more than a day ahead counts for nothing. null: there is no higher one.
 */
export function nextSequence(now: number, retained: number | null, taken: number | null): number | null {
  const stands = retained !== null && retained <= now + dayMs ? retained : -1;
  const next = Math.max(now, stands + 1, (taken ?? -1) + 1);
  return Number.isSafeInteger(next) ? next : null;
}
