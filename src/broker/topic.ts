const encoder = new TextEncoder();
/** MQTT 5 §1.5.4: the length of a string has two bytes. */
const mostBytes = 65_535;
/** Mosquitto cuts a client that names a topic of more levels. */
const mostLevels = 201;
/** MQTT 5 §1.5.4: NUL and lone surrogates never, the others better not; Mosquitto cuts the connection for each of them. */
const unspeakable = /\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/u;

/**
 * May this be published to? Topics are made from names that anybody on the home network can choose; one that the broker
 * takes for a protocol error would cost the connection, again after each reconnect.
 */
export function isTopic(text: string): boolean {
  return isSpeakable(text) && !/[+#]/.test(text);
}

/** May this be subscribed to? MQTT 5 §4.7.1. */
export function isFilter(text: string): boolean {
  if (!isSpeakable(text)) return false;
  const levels = text.split('/');
  return levels.every((level, index) => {
    if (level === '+' || (level === '#' && index === levels.length - 1)) return true;
    return !/[+#]/.test(level);
  });
}

/** Does `filter` cover `topic`? MQTT 5 §4.7: a wildcard in the first level does not match topics that begin with `$`. */
export function covers(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}

/** What of a filter stands at one level and after it. */
type Level = Map<string, Level>;

/** Does one of `filters` cover a topic? A look-up a level, whatever their number. */
export function coveredBy(filters: Iterable<string>): (topic: string) => boolean {
  const root: Level = new Map();
  for (const filter of filters) {
    let level = root;
    // no level of a filter or topic holds a slash: there it ends
    for (const name of [...filter.split('/'), '/']) {
      const next = level.get(name) ?? new Map();
      level.set(name, next);
      level = next;
    }
  }
  const isBelow = (level: Level | undefined, levels: readonly string[], depth: number): boolean => {
    if (level === undefined) return false;
    const name = levels[depth];
    const isWild = depth > 0 || name?.startsWith('$') !== true;
    if (isWild && level.has('#')) return true;
    if (name === undefined) return level.has('/');
    return isBelow(level.get(name), levels, depth + 1) || (isWild && isBelow(level.get('+'), levels, depth + 1));
  };
  return (topic) => isBelow(root, topic.split('/'), 0);
}

function isSpeakable(text: string): boolean {
  if (text === '' || text.length > mostBytes || unspeakable.test(text)) return false;
  return text.split('/').length <= mostLevels && encoder.encode(text).byteLength <= mostBytes;
}
