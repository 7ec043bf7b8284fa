import { likenessOf } from '@/conventions/likeness';
import { parseJson, textOf } from '@/conventions/json';
import { pictureTypeOf } from '@/conventions/picture-type';
import { maskPayload, secretKindOf, type Masked } from '@/conventions/secrets';
import { limits } from '@/core/limits';
import { maskedText, maskJson } from '@/core/mask';
import type { Message } from '@/core/message';
import type { ConventionName, SecretKind } from '@/core/observation';
import { mostExplainedBytes, type PayloadForm, type UnknownTopic } from '@/core/unknown-traffic';

/**
 * What is kept of topics that nobody claims: at most 1,000 of them, 12 MB of their texts. What takes the place of a secret
 * may be longer than the secret.
 */
const most = { topics: 1_000, topicLength: 1_024, text: mostExplainedBytes * 1.5, shownText: 300 } as const;

/** Topics that nobody claims, while somebody looks around. Texts are masked before they are kept. */
export type UnknownTopics = {
  take(message: Message): void;
  /** messages on topics for which there was no room */
  readonly beyond: number;
  /** `focus`: the topics of which as much text as is kept is told */
  list(focus: ReadonlySet<string>): readonly UnknownTopic[];
  /** the text that is kept of a topic, if it is all of it */
  textOf(topic: string): string | null;
  forget(topic: string): void;
  clear(): void;
};

type Kept = {
  form: PayloadForm;
  text: string | null;
  bytes: number;
  heardAt: number | null;
  live: number;
  readonly maybe: ConventionName | null;
  readonly secrets: Set<SecretKind>;
};

/** `speaker`: who speaks below the first level of a topic */
export function openUnknownTopics(speaker: (topic: string) => ConventionName | null): UnknownTopics {
  const kept = new Map<string, Kept>();
  let beyond = 0;

  function open(topic: string): Kept | null {
    const known = kept.get(topic);
    if (known !== undefined) return known;
    if (kept.size >= most.topics || topic.length > most.topicLength) return null;
    const fresh: Kept = {
      form: 'empty',
      text: null,
      bytes: 0,
      heardAt: null,
      live: 0,
      maybe: likenessOf(topic) ?? speaker(topic),
      secrets: new Set(),
    };
    kept.set(topic, fresh);
    return fresh;
  }

  return {
    take({ topic, payload, retained, at }) {
      const one = open(topic);
      if (one === null) return void (beyond += 1);
      one.bytes = payload.byteLength;
      one.form = formOf(payload);
      one.text = null;
      if (one.form === 'text') {
        const text = textOf(payload);
        const masked = maskOf(topic, text);
        one.text = (masked.text ?? text).slice(0, most.text + 1);
        for (const key of masked.found) one.secrets.add(secretKindOf(key));
      }
      if (retained) return;
      one.heardAt = at;
      one.live += 1;
    },
    get beyond() {
      return beyond;
    },
    list: (focus) => [...kept].map(([topic, one]) => shown(topic, one, focus.has(topic) ? most.text : most.shownText)),
    textOf(topic) {
      const text = kept.get(topic)?.text ?? null;
      return text === null || text.length > most.text ? null : text;
    },
    forget: (topic) => void kept.delete(topic),
    clear() {
      kept.clear();
      beyond = 0;
    },
  };
}

function shown(topic: string, { text, secrets, ...one }: Kept, length: number): UnknownTopic {
  const whole = text !== null && text.length <= length;
  return { topic, ...one, text: text?.slice(0, length) ?? null, whole, secrets: [...secrets] };
}

/** Text has no control characters but those between lines, and is UTF-8. */
function formOf(payload: Uint8Array): PayloadForm {
  if (payload.byteLength === 0) return 'empty';
  if (pictureTypeOf(payload) !== null) return 'picture';
  if (payload.byteLength > limits.unknownBytes) return 'long';
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(textOf(payload.subarray(0, 512)).slice(0, -1))
    ? 'binary'
    : 'text';
}

/** Whatever stands below such a level is a secret, in whatever form: `lock/userCode/3`. */
const secretLevel = /^(?:user_?codes?|pin_?codes?|passwords?|secrets?|tokens?)$/i;

/** A bare value is a secret where the last level of its topic is called like one: `shed/lock/pin`. */
function maskOf(topic: string, text: string): Masked {
  const level = topic.split('/').find((one) => secretLevel.test(one));
  if (level !== undefined) return { text: maskedText, found: [level] };
  const json = parseJson(text);
  if (typeof json === 'object' && json !== null) return maskPayload(text, json);
  const name = topic.slice(topic.lastIndexOf('/') + 1);
  const { masked, found } = maskJson({ [name]: text });
  if (found.length === 0) return maskPayload(text, json);
  return { text: String((masked as Readonly<Record<string, unknown>>)[name]), found }; // the object made above
}
