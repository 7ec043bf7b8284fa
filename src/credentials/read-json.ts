import * as v from 'valibot';

/** What a text says, where it is JSON of this shape; null: it is none. Never throws, for anybody may have written it. */
export function readJson<S extends v.GenericSchema>(shape: S, text: string): v.InferOutput<S> | null {
  try {
    const read = v.safeParse(shape, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** What a message says, as `readJson` reads it; null also where it is longer than `mostBytes`. */
export function readPayload<S extends v.GenericSchema>(
  shape: S,
  payload: Uint8Array,
  mostBytes: number,
): v.InferOutput<S> | null {
  return payload.byteLength > mostBytes ? null : readJson(shape, new TextDecoder().decode(payload));
}
