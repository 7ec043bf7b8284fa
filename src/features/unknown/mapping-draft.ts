import { factOf, guessMeaning, sayMapped, valueAt } from '@/core/mapped-value';
import {
  aspectOf,
  commandable,
  mappedKindOf,
  type AspectName,
  type MappedKind,
  type MappedReading,
  type Mapping,
} from '@/core/mapping';

import { jsonOf, type Leaf } from './leaves';

/** A reading while somebody describes it. `path` null: no value was pointed at yet. */
export type DraftReading = {
  readonly id: number;
  readonly aspect: AspectName;
  readonly topic: string;
  readonly path: readonly string[] | null;
  /** by meaning, the word that means it; empty: none does */
  readonly words: Readonly<Record<string, string>>;
};

/** A device while somebody describes it; its first reading is what it is about. */
export type MappingDraft = {
  readonly kind: MappedKind;
  readonly name: string;
  readonly room: string;
  readonly readings: readonly DraftReading[];
  readonly commandTopic: string;
  /** by meaning, what is published */
  readonly commands: Readonly<Record<string, string>>;
};

export function openDraft(topic: string, kind: MappedKind, leaves: readonly Leaf[]): MappingDraft {
  const about = openReading(0, mappedKindOf(kind).main, topic, leaves);
  return { kind, name: nameFrom(topic), room: '', readings: [about], commandTopic: '', commands: {} };
}

/** Where there is only one value, or one that can be no other, it is pointed at already. */
export function openReading(id: number, aspect: AspectName, topic: string, leaves: readonly Leaf[]): DraftReading {
  const blank: DraftReading = { id, aspect, topic, path: null, words: {} };
  if (aspect === 'picture') return { ...blank, path: [] };
  const likely = leaves.length === 1 ? leaves : leaves.filter((leaf) => isLikely(aspect, leaf));
  const [only] = likely;
  return likely.length === 1 && only !== undefined ? pointAt(blank, only) : blank;
}

/** The key says what it is, and the value could be that. */
function isLikely(aspect: AspectName, { path, word }: Leaf): boolean {
  const key = path.at(-1)?.toLowerCase() ?? '';
  const about = aspectOf(aspect);
  if (!key.includes(aspect === 'online' ? 'online' : (aspect.split('-')[0] ?? aspect))) return false;
  return about.form === 'number' ? /^[+-]?\d/.test(word) : guessMeaning(aspect, word) !== null;
}

/** Points at a value: what it likely means, and the word for the opposite, are filled in where nothing stands yet. */
export function pointAt(reading: DraftReading, { path, word }: Leaf): DraftReading {
  const about = aspectOf(reading.aspect);
  if (about.form !== 'words') return { ...reading, path };
  const guess = guessMeaning(reading.aspect, word);
  const words: Record<string, string> = {};
  if (guess !== null) words[guess] = word;
  const other = guess === null ? null : oppositeOf(word);
  const meaning = other === null ? null : guessMeaning(reading.aspect, other);
  if (other !== null && meaning !== null && meaning !== guess) words[meaning] = other;
  return { ...reading, path, words };
}

const opposites: readonly (readonly [string, string])[] = [
  ['locked', 'unlocked'],
  ['lock', 'unlock'],
  ['open', 'closed'],
  ['on', 'off'],
  ['true', 'false'],
  ['yes', 'no'],
  ['1', '0'],
  ['online', 'offline'],
  ['up', 'down'],
  ['wet', 'dry'],
  ['low', 'ok'],
];

/** The other word of a pair, written as loudly: "LOCKED" and "UNLOCKED". */
function oppositeOf(word: string): string | null {
  const lower = word.toLowerCase();
  const pair = opposites.find((one) => one.includes(lower));
  const other = pair?.find((one) => one !== lower);
  if (other === undefined) return null;
  if (word === lower) return other;
  return word === word.toUpperCase() ? other.toUpperCase() : other.charAt(0).toUpperCase() + other.slice(1);
}

/** "diy/shed/lock" → "Shed": the last level that does not only say what is told there. */
function nameFrom(topic: string): string {
  const levels = topic.split('/').filter((level) => level !== '');
  const own = levels.findLast((level) => !sayings.test(level));
  const words = (own ?? topic).replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const sayings =
  /^(?:state|status|stat|tele|value|telemetry|data|json|sensor|lock|contact|motion|smoke|leak|temperature|switch|siren)$/i;

/** Another kind: what was said of the value is about something else now. */
export function ofKind(draft: MappingDraft, kind: MappedKind, leaves: readonly Leaf[]): MappingDraft {
  const topic = draft.readings[0]?.topic ?? '';
  const about = openReading(0, mappedKindOf(kind).main, topic, leaves);
  return { ...draft, kind, readings: [about, ...draft.readings.slice(1)], commandTopic: '', commands: {} };
}

export function withReading(draft: MappingDraft, changed: DraftReading): MappingDraft {
  return { ...draft, readings: draft.readings.map((one) => (one.id === changed.id ? changed : one)) };
}

/** What is missing, as a sentence that says what to do; null: nothing. */
export function missingIn(draft: MappingDraft): string | null {
  if (draft.name.trim() === '') return 'Give it a name.';
  for (const reading of draft.readings) {
    const { label, form } = aspectOf(reading.aspect);
    if (reading.path === null) return `Choose the value that tells “${label}”.`;
    if (form === 'words' && valuesOf(reading).length === 0) return `Say which value means what for “${label}”.`;
  }
  const told = commandable(draft.kind).filter(({ means }) => (draft.commands[means] ?? '') !== '');
  if (draft.commandTopic.trim() === '' && told.length === 0) return null;
  if (draft.commandTopic.trim() === '') return 'Say on which topic it takes commands.';
  if (/[+#]/.test(draft.commandTopic)) return 'The topic for commands may hold no + and no #.';
  return told.length === commandable(draft.kind).length ? null : 'Say what is sent for each command, or for none.';
}

export function mappingOf(draft: MappingDraft): Mapping {
  const payloads = commandable(draft.kind).flatMap(({ means }) => {
    const payload = draft.commands[means] ?? '';
    return payload === '' ? [] : [{ means, payload }];
  });
  const topic = draft.commandTopic.trim();
  return {
    kind: draft.kind,
    name: draft.name.trim(),
    room: draft.room.trim() === '' ? null : draft.room.trim(),
    readings: draft.readings.map(readingOf),
    command: topic === '' || payloads.length === 0 ? null : { topic, payloads },
  };
}

function readingOf({ aspect, topic, path, ...words }: DraftReading): MappedReading {
  return { aspect, topic, path: path ?? [], values: valuesOf({ aspect, ...words }) };
}

function valuesOf({ aspect, words }: Pick<DraftReading, 'aspect' | 'words'>): MappedReading['values'] {
  const about = aspectOf(aspect);
  if (about.form !== 'words') return [];
  return about.meanings.flatMap(({ means }) => {
    const value = (words[means] ?? '').trim();
    return value === '' ? [] : [{ value, means }];
  });
}

/** What the reading says of an example: "Now: Locked", or why it says nothing. */
export function previewOf(draft: DraftReading, text: string | null): string {
  if (draft.aspect === 'picture') return 'Each message is shown as a picture.';
  if (draft.path === null) return 'Choose a value, and it is shown here what it means.';
  if (text === null) return 'Nothing was heard on this topic yet.';
  const json = jsonOf(text);
  const value = draft.path.length > 0 ? valueAt(json, draft.path) : typeof json === 'string' ? json : text;
  const reading = readingOf(draft);
  if (factOf(reading, value) === null) return 'Now: unknown, because nobody said what this value means.';
  return `Now: ${sayMapped(reading, value) ?? 'unknown'}`;
}
