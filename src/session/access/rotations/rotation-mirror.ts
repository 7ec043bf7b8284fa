import * as v from 'valibot';

import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';
import type { Message } from '@/core/message';
import type { Rotation } from '@/core/log-ins/rotation';
import { readPayload } from '@/credentials/read-json';

/** Where a rotation's progress is retained for the eyes of others; what counts stands in the account database. */
const prefix = 'gatehouse/v1/rotation/';
export const mirrorFilter = `${prefix}+`;
export const mirrorTopic = (account: string) => prefix + encodeURIComponent(account);

const mostBytes = 8 * 1024;
const mostRotations = 200;
const text = v.pipe(
  v.string(),
  v.transform((told) => maskText(told.slice(0, limits.textLength))),
);

const line = v.object({
  id: text,
  account: text,
  device: v.nullable(text),
  name: text,
  way: v.picklist(['two-slots', 'one-slot', 'by-hand']),
  startedAt: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  steps: v.pipe(
    v.array(
      v.object({
        name: v.picklist(['prepare', 'hand-over', 'prove', 'decide', 'revoke', 'tidy']),
        state: v.picklist(['waiting', 'in-progress', 'done', 'failed', 'rolled-back']),
      }),
    ),
    v.maxLength(6),
  ),
  outcome: v.nullable(v.picklist(['replaced', 'rolled-back', 'stopped'])),
  sentence: text,
});

/** What other browsers say of the rotations they carry on. Believed by nobody who acts: it may be old, or anybody's. */
export type RotationMirror = {
  readonly all: ReadonlyMap<string, Rotation>;
  /** true: the message was one about a rotation */
  hear(message: Message): boolean;
  forget(): void;
};

export function openRotationMirror(onChange: () => void): RotationMirror {
  const all = new Map<string, Rotation>();
  return {
    all,
    hear({ topic, payload }) {
      if (!topic.startsWith(prefix)) return false;
      const rotation = readPayload(line, payload, mostBytes);
      const hasRoom = all.has(topic) || all.size < mostRotations;
      if (rotation !== null && mirrorTopic(rotation.account) === topic && hasRoom)
        all.set(topic, { ...rotation, asks: [], shows: false, timeLeft: null, where: 'another-browser' });
      else all.delete(topic);
      onChange();
      return true;
    },
    forget: () => all.clear(),
  };
}
