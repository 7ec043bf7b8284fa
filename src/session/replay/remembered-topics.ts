import type { Message } from '@/core/message';

/**
 * The last message of each topic, found by a filter without a look at every other topic. At most `mostTopics` of them with at
 * most `mostBytes` together: what was said longest ago is forgotten first.
 */
export type RememberedTopics = {
  put(message: Message): void;
  remove(topic: string): void;
  /** what `filter` covers (MQTT 5 §4.7), the earliest said first */
  matching(filter: string): readonly Message[];
};

export type Room = { readonly mostTopics: number; readonly mostBytes: number };

type Entry = { readonly message: Message; readonly number: number };

/** What stands at a place of the tree of topics, and below it. */
type Place = { entry: Entry | null; readonly below: Map<string, Place> };

export function openRememberedTopics({ mostTopics, mostBytes }: Room): RememberedTopics {
  const root = openPlace();
  /** in the order in which they were said */
  const byTopic = new Map<string, Entry>();
  let bytes = 0;
  let said = 0;

  function put(message: Message): void {
    const { topic, payload } = message;
    remove(topic);
    said += 1;
    const entry = { message, number: said };
    byTopic.set(topic, entry);
    bytes += payload.byteLength;
    let place = root;
    for (const level of topic.split('/')) {
      const next = place.below.get(level) ?? openPlace();
      place.below.set(level, next);
      place = next;
    }
    place.entry = entry;
    for (const [earliest] of byTopic) {
      if (byTopic.size <= mostTopics && bytes <= mostBytes) return;
      remove(earliest);
    }
  }

  function remove(topic: string): void {
    const entry = byTopic.get(topic);
    if (entry === undefined) return;
    byTopic.delete(topic);
    bytes -= entry.message.payload.byteLength;
    cut(root, topic.split('/'), 0);
  }

  function matching(filter: string): readonly Message[] {
    if (!/[+#]/.test(filter)) {
      const entry = byTopic.get(filter);
      return entry === undefined ? [] : [entry.message];
    }
    const found: Entry[] = [];
    gather(root, filter.split('/'), 0, found);
    return found.toSorted((one, other) => one.number - other.number).map(({ message }) => message);
  }

  return { put, remove, matching };
}

function openPlace(): Place {
  return { entry: null, below: new Map() };
}

/** Takes away what stands at the end of `levels`, and each place above it at which nothing is left. */
function cut(place: Place, levels: readonly string[], depth: number): void {
  const level = levels[depth];
  if (level === undefined) {
    place.entry = null;
    return;
  }
  const next = place.below.get(level);
  if (next === undefined) return;
  cut(next, levels, depth + 1);
  if (next.entry === null && next.below.size === 0) place.below.delete(level);
}

function gather(place: Place, wanted: readonly string[], depth: number, found: Entry[]): void {
  const level = wanted[depth];
  if (level === undefined) {
    if (place.entry !== null) found.push(place.entry);
    return;
  }
  if (level === '#') return gatherAll(place, depth, found);
  if (level !== '+') {
    const next = place.below.get(level);
    if (next !== undefined) gather(next, wanted, depth + 1, found);
    return;
  }
  for (const [name, next] of place.below) if (isCovered(name, depth)) gather(next, wanted, depth + 1, found);
}

function gatherAll(place: Place, depth: number, found: Entry[]): void {
  if (place.entry !== null) found.push(place.entry);
  for (const [name, next] of place.below) if (isCovered(name, depth)) gatherAll(next, depth + 1, found);
}

/** A wildcard in the first level does not match topics that begin with `$`. */
function isCovered(level: string, depth: number): boolean {
  return depth > 0 || !level.startsWith('$');
}
