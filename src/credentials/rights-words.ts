/** One rule of a role, as dynamic security tells it (CREDENTIALS.md 1.6). */
export type Right = {
  readonly type: string;
  readonly topic: string;
  readonly allow: boolean;
};

const administration = ['$CONTROL/dynamic-security/v1', '$CONTROL/dynamic-security/#', '$CONTROL/#'];

/** Whoever may speak there can give himself any right. */
export function administers(rights: readonly Right[]): boolean {
  return rights.some(
    ({ type, topic, allow }) => allow && type === 'publishClientSend' && administration.includes(topic),
  );
}

/** What an account may do, in a few plain words made from its rules: names of roles are anybody's choice. */
export function rightsWords(rights: readonly Right[]): string {
  const allowed = (type: string) =>
    rights.filter((right) => right.allow && right.type === type).map(({ topic }) => topic);
  const sends = allowed('publishClientSend');
  const hears = allowed('publishClientReceive');
  if (administers(rights)) return 'Administers the broker';
  const hearsAll = hears.includes('#');
  if (sends.includes('#')) return hearsAll ? 'Reads and writes everything' : 'Writes everything';
  if (hearsAll) return sends.length > 0 ? 'Sees the whole home and sends commands' : 'Sees the whole home';
  const place = commonPlace(sends) ?? commonPlace(hears);
  if (place !== null) return sends.length > 0 ? `Speaks below ${place}` : `Hears below ${place}`;
  return sends.length + hears.length > 0 ? 'Speaks on some topics' : 'May do nothing';
}

/** The levels that all topics begin with, wildcards left out; null: they have none in common. */
function commonPlace(topics: readonly string[]): string | null {
  const [first = [], ...others] = topics.map((topic) => topic.split('/').filter((level) => !/[+#]/.test(level)));
  let length = first.length;
  for (const levels of others) {
    while (length > 0 && levels.slice(0, length).join('/') !== first.slice(0, length).join('/')) length -= 1;
  }
  return length === 0 ? null : first.slice(0, length).join('/');
}
