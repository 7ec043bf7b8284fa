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

function isSpeakable(text: string): boolean {
  if (text === '' || text.length > mostBytes || unspeakable.test(text)) return false;
  return text.split('/').length <= mostLevels && encoder.encode(text).byteLength <= mostBytes;
}
