import { startSentence } from '@/core/spoken-name';

import { holdWords } from './hold-words';
import type { Situation } from './situation';

type InQueue = Extract<Situation, { kind: 'waiting' | 'asking' | 'starting' | 'scheduled' | 'checking' }>;

/** How a device stands that the queue has something for: a word, and a sentence. */
export type QueueWords = { readonly word: string; readonly sentence: string };

const words: Readonly<Record<InQueue['kind'], QueueWords>> = {
  waiting: { word: 'Waiting', sentence: 'It waits for its turn: one at a time on each bridge.' },
  asking: { word: 'Asking', sentence: 'Its bridge is asking it. A device that sleeps may take a minute.' },
  starting: { word: 'Starting', sentence: 'The update was asked for, and has not begun yet.' },
  scheduled: { word: 'Scheduled', sentence: 'Its bridge gives it the update when it wakes up.' },
  checking: { word: 'Checking', sentence: 'It was updated. Whether it is back and well is being checked.' },
};

/** `others`: that it waits for somebody else who carries the plan out, as a sentence; null: it does not. */
export function queueWords(situation: InQueue, others: string | null = null): QueueWords {
  if (situation.kind !== 'waiting') return words[situation.kind];
  if (situation.hold === undefined) return { ...words.waiting, sentence: others ?? words.waiting.sentence };
  return { ...words.waiting, sentence: startSentence(`it waits: ${holdWords(situation.hold)}.`) };
}
