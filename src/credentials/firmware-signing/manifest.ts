import * as v from 'valibot';

/**
 * What is signed about a firmware image of the Gatehouse profile: the payload of a compact JWS (RFC 7515, ES256) whose header has
 * the type below and the chain in `x5c` (§4.1.6): a code-signing certificate and its authority.
 */
export type Manifest = {
  /** as the device says it in `about` */
  readonly model: string;
  readonly version: string;
  /** a device has to run at least this to take the image; null: any older one will do */
  readonly minimumVersion: string | null;
  readonly sizeBytes: number;
  /** of the image, hexadecimal, lower case */
  readonly sha256: string;
};

/** Nothing that is signed for another purpose can be taken for a manifest (RFC 8725 §3.11). */
export const manifestType = 'gatehouse-firmware';

/**
 * The largest image that can be handed over by the broker. In pieces of less than 4,096 bytes it is some 730 messages: fewer than
 * the 1,000 that Mosquitto holds for a slow device before it drops the rest.
 */
export const mostImageBytes = 2 * 1024 * 1024;

/** two certificates and a few words are 3 kB */
export const longestManifest = 16 * 1024;

const version = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));
const format = v.object({
  model: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  version,
  minimumVersion: v.optional(v.nullable(version), null),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostImageBytes)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** null: it is none, or of an image that is too large. */
export function readManifest(payload: Uint8Array): Manifest | null {
  try {
    const read = v.safeParse(format, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
