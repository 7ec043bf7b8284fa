import * as v from 'valibot';

import { fromBase64 } from '@/core/base64';
import type { Message } from '@/core/message';

/** One line of a recording (CONTRACT.md, "A recording is JSON lines"). */
const line = v.object({
  t: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(8.64e15))),
  topic: v.string(),
  payload: v.optional(v.string()),
  payload_base64: v.optional(v.string()),
  retain: v.optional(v.boolean()),
  qos: v.optional(v.picklist([0, 1, 2])),
});

export type RecordedMessage = {
  readonly message: Message;
  /** the line tells its own time */
  readonly timed: boolean;
  /** its publisher asked the broker to keep it */
  readonly kept: boolean;
};

/** A recording that cannot be read. `line` counts from 1. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  readonly code = 'bad-recording';
  readonly line: number;
  constructor(line: number, reason: string) {
    super(
      `Line ${line} of the recording ${reason}. Each line must be JSON such as {"t": 0, "topic": "a/b", "payload": "…"}.`,
    );
    this.line = line;
  }
}

/**
 * The messages of a recording in the order of its lines; blank lines are passed over. A line without `t` comes 1 ms
 * after the one before. Every line is live unless `asRetained`.
 */
export function* readRecording(lines: Iterable<string>, asRetained: boolean): Generator<RecordedMessage> {
  const encoder = new TextEncoder();
  let number = 0;
  let at = -1;
  for (const whole of lines) {
    number += 1;
    // what Windows saves may begin with a byte order mark, which is white space here
    const text = whole.trim();
    if (text === '') continue;
    const parsed = v.safeParse(line, readJson(text, number));
    if (!parsed.success) throw new RecordingError(number, `has a wrong shape (${parsed.issues[0].message})`);
    const { t, topic, payload, payload_base64: base64, retain = false } = parsed.output;
    at = t ?? at + 1;
    const bytes = base64 === undefined ? encoder.encode(payload ?? '') : bytesOf(base64, number);
    yield { message: { topic, payload: bytes, retained: asRetained, at }, timed: t !== undefined, kept: retain };
  }
}

function readJson(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RecordingError(number, 'is not JSON');
  }
}

function bytesOf(base64: string, number: number): Uint8Array {
  const bytes = fromBase64(base64);
  if (bytes === null) throw new RecordingError(number, 'has a payload_base64 that is not base64');
  return bytes;
}
