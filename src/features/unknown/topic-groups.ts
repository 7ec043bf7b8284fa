import type { ConventionName } from '@/core/observation';
import type { UnknownTopic } from '@/core/unknown-traffic';

/** Topics below one first level. */
export type TopicGroup = {
  readonly head: string;
  readonly topics: readonly UnknownTopic[];
  /** whose it may be, where all of them look like the same */
  readonly maybe: ConventionName | null;
};

/** Grouped by their first level; what is nobody's stands before what probably belongs to a program that is understood. */
export function groupTopics(topics: readonly UnknownTopic[]): readonly TopicGroup[] {
  const groups = new Map<string, UnknownTopic[]>();
  for (const topic of topics) {
    const head = topic.topic.split('/', 1)[0] ?? '';
    groups.set(head, [...(groups.get(head) ?? []), topic]);
  }
  return [...groups]
    .map(([head, members]) => ({ head, topics: members.toSorted(byName), maybe: sharedBy(members) }))
    .toSorted(
      (one, other) => Number(one.maybe !== null) - Number(other.maybe !== null) || compare(one.head, other.head),
    );
}

function sharedBy(topics: readonly UnknownTopic[]): ConventionName | null {
  const [first] = topics;
  return first !== undefined && topics.every(({ maybe }) => maybe === first.maybe) ? first.maybe : null;
}

function byName(one: UnknownTopic, other: UnknownTopic): number {
  return compare(one.topic, other.topic);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** How often it speaks: "about 12 a minute". `since`: when looking began */
export function rateWords(
  { live, heardAt }: Pick<UnknownTopic, 'live' | 'heardAt'>,
  since: number,
  now: number,
): string {
  if (heardAt === null) return 'not heard live, only remembered by the broker';
  const minutes = Math.max((now - since) / 60_000, 1 / 6);
  const rate = live / minutes;
  if (live < 3) return live === 1 ? 'heard once' : 'heard twice';
  return rate < 1.5 ? `heard ${live} times` : `about ${Math.round(rate)} a minute`;
}
