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

/** Does `pattern` match every topic that `filter` can match? What Mosquitto asks of a subscribePattern. */
export function covers(pattern: string, filter: string): boolean {
  if (isReserved(filter) !== isReserved(pattern)) return false;
  const granted = levelsOf(pattern);
  const wanted = levelsOf(filter);
  for (const [index, level] of granted.entries()) {
    if (level === '#') return true;
    const asked = wanted[index];
    if (asked === undefined || asked === '#') return false;
    if (level !== '+' && level !== asked) return false;
  }
  return granted.length === wanted.length;
}

/** Topics that begin with `$` are the broker's own; no wildcard reaches them. */
export function isReserved(topic: string): boolean {
  return topic.startsWith('$');
}
