import { covers } from '@/broker/topic';
import type { Reader } from '@/conventions/convention';
import type { ConventionName } from '@/core/observation';

/** Which topics the readers listen to, and who speaks below which first level. */
export type Claims = {
  /** a reader wants this topic, or its device's above it, and not only because it looks for devices everywhere */
  has(topic: string): boolean;
  /** who speaks below the first level of this topic; null: nobody */
  speaker(topic: string): ConventionName | null;
  /** the first levels on which the readers wait for somebody, whether he speaks there or not */
  heads(): readonly string[];
  /** discovery has named topics of others: its documents stand at the broker */
  isDiscovered(): boolean;
};

/** Programs with long documents, pictures or thousands of messages below their first level. */
const bulky: ReadonlySet<ConventionName> = new Set([
  'zigbee2mqtt',
  'home-assistant',
  'gatehouse',
  'zwave-js-ui',
  'frigate',
  'ring-mqtt',
  'amcrest2mqtt',
]);

export function isBulky(convention: ConventionName | null): boolean {
  return convention !== null && bulky.has(convention);
}

/** Reads what the readers want, again only when that changed. */
export function openClaims(readers: readonly Reader[]): Claims {
  let revision = -1;
  const literal = new Set<string>();
  /** nothing is known of what stands below them */
  const alone = new Set<string>();
  const wide: string[] = [];
  /** by which devices are found, whatever their first level is */
  const everywhere: (readonly [filter: string, by: ConventionName])[] = [];
  const speakers = new Map<string, ConventionName>();
  let isDiscovered = false;

  function learn(): void {
    const now = readers.reduce((sum, reader) => sum + reader.filtersRevision, 0);
    if (now === revision) return;
    revision = now;
    literal.clear();
    alone.clear();
    wide.length = 0;
    everywhere.length = 0;
    speakers.clear();
    isDiscovered = false;
    for (const reader of readers) for (const filter of reader.filters()) add(reader.convention, filter);
  }

  function add(convention: ConventionName, filter: string): void {
    const head = headOf(filter);
    if (head === '+' || head === '#') return void everywhere.push([filter, convention]);
    const isWide = /[+#]/.test(filter);
    // a person and discovery name the topics of others: only where it announces it speaks itself
    const isOfDiscovery = convention === 'home-assistant' && !isWide;
    const isOthers = convention === 'mapped' || isOfDiscovery;
    isDiscovered ||= isOfDiscovery;
    if (isWide) wide.push(filter);
    else (isOthers ? alone : literal).add(filter);
    if (!isOthers && !speakers.has(head)) speakers.set(head, convention);
  }

  return {
    has(topic) {
      learn();
      if (topic.startsWith('gatehouse/v1/') || alone.has(topic)) return true;
      for (let end = topic.length; end > 0; end = topic.lastIndexOf('/', end - 1)) {
        if (literal.has(topic.slice(0, end))) return true;
      }
      if (wide.some((filter) => covers(filter, topic))) return true;
      const speaker = speakers.get(headOf(topic));
      return everywhere.some(([filter, by]) => by === speaker && covers(filter, topic));
    },
    speaker(topic) {
      learn();
      return speakers.get(headOf(topic)) ?? null;
    },
    heads() {
      learn();
      return [...new Set([...literal].map(headOf))];
    },
    isDiscovered() {
      learn();
      return isDiscovered;
    },
  };
}

export function headOf(topic: string): string {
  const slash = topic.indexOf('/');
  return slash < 0 ? topic : topic.slice(0, slash);
}
