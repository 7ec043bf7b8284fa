import { conventionName } from './convention-words';
import { sayReading } from './reading-words';
import type { Said, Testimony } from './testimony';

/** Two readings of one battery differ by so much, and are still one word: voices report at different times. */
const batteryTolerance = 10;

/** What a voice says, one word for each thing that it told: "locked", "online", "battery 80 %". */
export function saidWords(said: Said): readonly string[] {
  return topics.flatMap(({ words }) => words(said) ?? []);
}

/** "Zigbee2MQTT says locked, Home Assistant discovery says unlocked", once for each thing in which voices differ. */
export function disagreements(testimonies: readonly Testimony[]): readonly string[] {
  return topics.flatMap(({ words, differ }) => {
    const telling = testimonies.filter((one) => words(one) !== null);
    const isAgreed = telling.every((one, index) => telling.slice(index + 1).every((other) => !differ(one, other)));
    return isAgreed ? [] : [telling.map((one) => `${who(one, testimonies)} says ${words(one) ?? ''}`).join(', ')];
  });
}

type Topic = {
  /** null: it told nothing of it */
  readonly words: (said: Said) => string | null;
  readonly differ: (one: Said, other: Said) => boolean;
};

const topics: readonly Topic[] = [
  {
    words: ({ lock }) => (lock === null ? null : lower(sayReading('lock', lock).words)),
    // between locked and unlocked a bolt is on its way, and neither is wrong
    differ: (one, other) => boltOf(one) !== null && boltOf(other) !== null && boltOf(one) !== boltOf(other),
  },
  {
    words: ({ contact }) => (contact === null ? null : lower(sayReading('contact', contact).words)),
    differ: (one, other) => one.contact !== other.contact,
  },
  {
    words: ({ reachability }) => (reachability === null || reachability === 'unknown' ? null : reachability),
    // a sleeper is there, too
    differ: (one, other) => (one.reachability === 'offline') !== (other.reachability === 'offline'),
  },
  {
    words: ({ batteryPercent }) => (batteryPercent === null ? null : `battery ${Math.round(batteryPercent)} %`),
    differ: (one, other) => Math.abs((one.batteryPercent ?? 0) - (other.batteryPercent ?? 0)) > batteryTolerance,
  },
  {
    words: ({ firmware }) => (firmware === null ? null : `firmware ${firmware}`),
    // "1.14.0" and "20230913-112003/v1.14.0-gcb84623" are two ways to write one version
    differ: (one, other) => !isPart(one.firmware ?? '', other.firmware ?? ''),
  },
];

function boltOf({ lock }: Said): 'locked' | 'unlocked' | null {
  if (lock === null || lock === 'locking' || lock === 'unlocking' || lock === 'opening') return null;
  return lock === 'locked' ? 'locked' : 'unlocked';
}

function isPart(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other]
    .map((text) => text.toLowerCase())
    .toSorted((a, b) => a.length - b.length);
  return long.includes(short.replace(/^v/, ''));
}

/** A convention by its name; where it speaks twice, by what it calls the device too. */
function who({ by, name }: Testimony, all: readonly Testimony[]): string {
  const isOnly = all.filter((one) => one.by === by).length === 1;
  return isOnly ? conventionName(by) : `${conventionName(by)} (“${name}”)`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
