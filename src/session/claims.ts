import { covers } from '@/broker/topic';
import type { Reader } from '@/conventions/convention';
import type { ConventionName } from '@/core/observation';

/** Which topics the readers listen to, and who speaks below which first level. */
export type Claims = {
  /** a reader wants this topic, or one above it, and not only because it looks for devices everywhere */
  has(topic: string): boolean;
  /** who speaks below the first level of this topic; null: nobody */
  speaker(topic: string): ConventionName | null;
  /** the first levels below which somebody speaks for certain */
  heads(): readonly string[];
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
  const wide: string[] = [];
  const speakers = new Map<string, ConventionName>();

  function learn(): void {
    const now = readers.reduce((sum, reader) => sum + reader.filtersRevision, 0);
    if (now === revision) return;
    revision = now;
    literal.clear();
    wide.length = 0;
    speakers.clear();
    for (const reader of readers) for (const filter of reader.filters()) add(reader.convention, filter);
  }

  function add(convention: ConventionName, filter: string): void {
    const head = headOf(filter);
    if (head === '+' || head === '#') return;
    const isWide = /[+#]/.test(filter);
    if (isWide) wide.push(filter);
    else literal.add(filter);
    // discovery names the topics of others: only where it announces it speaks itself
    const speaksThere = convention !== 'mapped' && (isWide || convention !== 'home-assistant');
    if (speaksThere && !speakers.has(head)) speakers.set(head, convention);
  }

  return {
    has(topic) {
      learn();
      if (topic.startsWith('gatehouse/v1/')) return true;
      for (let end = topic.length; end > 0; end = topic.lastIndexOf('/', end - 1)) {
        if (literal.has(topic.slice(0, end))) return true;
      }
      return wide.some((filter) => covers(filter, topic));
    },
    speaker(topic) {
      learn();
      return speakers.get(headOf(topic)) ?? null;
    },
    heads() {
      learn();
      return [...new Set([...literal].map(headOf))];
    },
  };
}

export function headOf(topic: string): string {
  const slash = topic.indexOf('/');
  return slash < 0 ? topic : topic.slice(0, slash);
}
