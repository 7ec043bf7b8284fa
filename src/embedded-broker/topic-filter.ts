const levelsOf = (topic: string) => topic.split('/');

/**
 * Does `filter` match `topic`? A filter that begins with a wildcard does not reach topics that begin with `$`
 * (MQTT 5 §4.7.2), and `a/#` matches `a` too (§4.7.1.2).
 */
export function matches(filter: string, topic: string): boolean {
  if (isReserved(topic) !== isReserved(filter)) return false;
  const wanted = levelsOf(filter);
  const levels = levelsOf(topic);
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length) return false;
    if (level !== '+' && level !== levels[index]) return false;
  }
  return wanted.length === levels.length || wanted[levels.length] === '#';
}

/**
 * Does `pattern` match every topic that `filter` can match? What Mosquitto asks of a subscribePattern. It looks level by
 * level and so lets `#` and `+/…` cover `$…` as well: what such a subscription then brings, `mayReceive` decides.
 */
export function covers(pattern: string, filter: string): boolean {
  if (pattern === '#') return true;
  const granted = openEnded(pattern);
  const wanted = openEnded(filter);
  if (wanted.isOpen && !granted.isOpen) return false;
  if (wanted.levels.length < granted.levels.length) return false;
  if (wanted.levels.length > granted.levels.length && !granted.isOpen) return false;
  return granted.levels.every((level, index) => level === '+' || level === wanted.levels[index]);
}

/** The levels of a filter before its `#`. `#` alone is `+/#`: it has one level at least. */
function openEnded(filter: string): { readonly levels: readonly string[]; readonly isOpen: boolean } {
  if (filter === '#') return { levels: ['+'], isOpen: true };
  const isOpen = filter.endsWith('/#');
  return { levels: levelsOf(isOpen ? filter.slice(0, -2) : filter), isOpen };
}

/** Topics that begin with `$` are the broker's own; no wildcard reaches them. */
export function isReserved(topic: string): boolean {
  return topic.startsWith('$');
}
