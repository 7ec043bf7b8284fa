import type { FilterChange } from '../filter-journal';
import type { DiscoveredDevice } from './device';
import type { Use } from './use';

/** Who is to be heard on one topic. */
export type Uses = {
  readonly byDevice: ReadonlyMap<DiscoveredDevice, Use>;
  /** how many of them have ears or a lens there, not only an availability */
  readonly speakers: number;
  readonly lenses: number;
  /** what was heard there last, for an entity that is announced later: the broker does not say it again */
  readonly last: LastWord;
};

/** Changed in place: it is set with every message. `text` is null while nothing was heard, or what was is too long. */
export type LastWord = { text: string | null; at: number };

/** Which devices are heard on which topics; finding one costs a look-up, whatever their number. */
export type TopicIndex = {
  /** replaces all that `device` had, and says which topics are new and which nobody is heard on any more */
  set(device: DiscoveredDevice, uses: ReadonlyMap<string, Use>): FilterChange;
  find(topic: string): Uses | undefined;
  filters(): readonly string[];
  /** counts up whenever `filters()` changes */
  readonly revision: number;
};

/** The same, kept up with each device that comes and goes: a topic of a bridge has thousands. */
type Entry = { -readonly [K in keyof Uses]: Uses[K] } & { readonly byDevice: Map<DiscoveredDevice, Use> };

export function openTopicIndex(): TopicIndex {
  const byTopic = new Map<string, Entry>();
  const topicsOf = new Map<DiscoveredDevice, readonly string[]>();
  /** topics with wildcards, by their last level */
  const patterns = new Map<string, Set<string>>();
  let revision = 0;

  function add(device: DiscoveredDevice, topic: string, use: Use): void {
    const entry = byTopic.get(topic) ?? openEntry();
    put(entry, device, use);
    byTopic.set(topic, entry);
    if (!topic.includes('+')) return;
    const end = lastLevel(topic);
    patterns.set(end, (patterns.get(end) ?? new Set()).add(topic));
  }

  /** true: nobody is heard there any more */
  function remove(device: DiscoveredDevice, topic: string): boolean {
    const entry = byTopic.get(topic);
    if (entry === undefined) return false;
    put(entry, device, undefined);
    if (entry.byDevice.size > 0) return false;
    byTopic.delete(topic);
    const end = lastLevel(topic);
    const alike = patterns.get(end);
    alike?.delete(topic);
    if (alike?.size === 0) patterns.delete(end);
    return true;
  }

  function findPattern(topic: string): Uses | undefined {
    const found = [...(patterns.get(lastLevel(topic)) ?? [])].filter((pattern) => covers(pattern, topic));
    if (found.length < 2) return byTopic.get(found[0] ?? '');
    const all = openEntry();
    for (const pattern of found)
      for (const [device, use] of byTopic.get(pattern)?.byDevice ?? []) put(all, device, use);
    return all;
  }

  return {
    set(device, uses) {
      const come = [...uses.keys()].filter((topic) => !byTopic.has(topic));
      for (const [topic, use] of uses) add(device, topic, use);
      const gone = (topicsOf.get(device) ?? []).filter((topic) => !uses.has(topic) && remove(device, topic));
      if (uses.size > 0) topicsOf.set(device, [...uses.keys()]);
      else topicsOf.delete(device);
      if (come.length > 0 || gone.length > 0) revision += 1;
      return { come, gone };
    },
    find: (topic) => byTopic.get(topic) ?? (patterns.size > 0 ? findPattern(topic) : undefined),
    filters: () => [...byTopic.keys()],
    get revision() {
      return revision;
    },
  };
}

function openEntry(): Entry {
  return { byDevice: new Map(), speakers: 0, lenses: 0, last: { text: null, at: 0 } };
}

/** `use` in place of what `device` had; undefined: it has none any more */
function put(entry: Entry, device: DiscoveredDevice, use: Use | undefined): void {
  const before = entry.byDevice.get(device);
  entry.speakers += Number(speaks(use)) - Number(speaks(before));
  entry.lenses += Number(use?.lens != null) - Number(before?.lens != null);
  if (use === undefined) entry.byDevice.delete(device);
  else entry.byDevice.set(device, use);
}

function speaks(use: Use | undefined): boolean {
  return use !== undefined && (use.ears.length > 0 || use.lens !== null);
}

function lastLevel(topic: string): string {
  return topic.slice(topic.lastIndexOf('/') + 1);
}

/** MQTT 5 §4.7.1.3: a `+` stands for one level. */
function covers(pattern: string, topic: string): boolean {
  const wanted = pattern.split('/');
  const levels = topic.split('/');
  return wanted.length === levels.length && wanted.every((level, index) => level === '+' || level === levels[index]);
}
