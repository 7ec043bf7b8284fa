/**
 * Topic filters as sets of topics (MQTT 5 §4.7): what two have in common, and what is left of one without others. What
 * Mosquitto asks of a subscription is `coversFilter`; of a topic, `covers` in `@/broker/topic`.
 */

/** Topics that begin with `$` are the broker's own; no filter that begins with a wildcard reaches them. */
function isReserved(topic: string): boolean {
  return topic.startsWith('$');
}

/** The filter of all topics that match both; null: there is none. `a/#` matches `a` too (§4.7.1.2). */
export function meet(one: string, other: string): string | null {
  if (isReserved(one) !== isReserved(other)) return null;
  const [left, right] = [one.split('/'), other.split('/')];
  const both: string[] = [];
  for (let index = 0; ; index += 1) {
    const [a, b] = [left[index], right[index]];
    if (a === '#') return [...both, ...right.slice(index)].join('/');
    if (b === '#') return [...both, ...left.slice(index)].join('/');
    if (a === undefined && b === undefined) return both.join('/');
    if (a === undefined || b === undefined || (a !== '+' && b !== '+' && a !== b)) return null;
    both.push(a === '+' ? b : a);
  }
}

/**
 * Does Mosquitto find that `pattern` covers all of `filter`? It looks level by level, and so lets `#` and `+/…` cover
 * `$…` as well: what such a subscription then brings is decided at each delivery.
 */
export function coversFilter(pattern: string, filter: string): boolean {
  if (pattern === '#') return true;
  const [granted, wanted] = [openEnded(pattern), openEnded(filter)];
  if (!granted.isOpen && (wanted.isOpen || wanted.levels.length > granted.levels.length)) return false;
  if (wanted.levels.length < granted.levels.length) return false;
  return granted.levels.every((level, index) => level === '+' || level === wanted.levels[index]);
}

/** The levels before a `#`; `#` alone is `+/#`, as it matches no topic without a level. */
function openEnded(filter: string): { readonly levels: readonly string[]; readonly isOpen: boolean } {
  if (filter === '#') return { levels: ['+'], isOpen: true };
  const isOpen = filter.endsWith('/#');
  return { levels: (isOpen ? filter.slice(0, -2) : filter).split('/'), isOpen };
}

/**
 * A topic that matches `filter` and none of `without`; null: there is none. A level that no other filter names is matched
 * by wildcards only, so a topic that has it wherever it may escapes whatever can be escaped: few have to be tried.
 */
export function topicIn(filter: string, without: readonly string[], matches: Matches): string | null {
  const levels = filter.split('/');
  const fresh = freshLevel(without);
  const isOpen = levels.at(-1) === '#';
  const fixed = (isOpen ? levels.slice(0, -1) : levels).map((level) => (level === '+' ? fresh : level));
  // beyond the longest of the others only a `#` of theirs matters, and that matches one level more as well as ten
  const longest = Math.max(0, ...without.map((one) => one.split('/').length - fixed.length)) + 1;
  for (let more = fixed.length === 0 ? 1 : 0; more <= (isOpen ? longest : 0); more += 1) {
    const topic = [...fixed, ...Array.from({ length: more }, () => fresh)].join('/');
    if (topic !== '' && !without.some((one) => matches(one, topic))) return topic;
  }
  return null;
}

type Matches = (filter: string, topic: string) => boolean;

function freshLevel(filters: readonly string[]): string {
  const named = new Set(filters.flatMap((filter) => filter.split('/')));
  let fresh = 'anything';
  while (named.has(fresh)) fresh += '-else';
  return fresh;
}
