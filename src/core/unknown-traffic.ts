import type { ConventionName, SecretKind } from './observation';

/** What a payload is that somebody might explain. `long`: more than Gatehouse reads of a topic that nobody claims. */
export type PayloadForm = 'text' | 'picture' | 'binary' | 'long' | 'empty';

/** Longer messages than this are shown by their beginning, and cannot be explained value by value. */
export const mostExplainedBytes = 8_192;

/** One topic that no reader claims. Its text is masked before it is kept. */
export type UnknownTopic = {
  readonly topic: string;
  readonly form: PayloadForm;
  /** of the last message: its beginning, or more of it where a page asked for that; null where it is no text */
  readonly text: string | null;
  /** `text` is all of it */
  readonly whole: boolean;
  readonly bytes: number;
  /** ms since the epoch: when it was last heard live; null: only the broker remembers it */
  readonly heardAt: number | null;
  /** messages heard live since looking began */
  readonly live: number;
  /** whose way of speaking it looks like, or who speaks below the same first level; null: nobody’s */
  readonly maybe: ConventionName | null;
  /** secrets that stood in it in clear */
  readonly secrets: readonly SecretKind[];
};

/** Something that looking around did not reach. */
export type Unseen = {
  /**
   * `denied`: the account may not listen there; `too-many`: the broker holds more than it hands out at once; `spoken-for`: a
   * program that Gatehouse understands speaks there; `memory-only`: on MQTT 3.1.1 nothing live is listened to, because that
   * would bring all that is retained again
   */
  readonly reason: 'denied' | 'too-many' | 'spoken-for' | 'memory-only';
  readonly filters: readonly string[];
};

/** What was found by looking around, as far as it has come. */
export type LookAround = {
  /** `looking`: through what the broker remembers; `listening`: to what is said now; `failed`: the broker let nobody in */
  readonly phase: 'looking' | 'listening' | 'over' | 'failed';
  /** ms since the epoch */
  readonly since: number;
  readonly endsAt: number;
  readonly topics: readonly UnknownTopic[];
  /** messages on further topics, which are not kept */
  readonly beyond: number;
  readonly unseen: readonly Unseen[];
};

/** How a page wants to look around: which first level besides those that are found, and which topics it reads closely. */
export type Look = { readonly below: string | null; readonly focus: readonly string[] };
