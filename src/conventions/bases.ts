/** The instances of one convention on a broker, each below a prefix of its own that ends in a slash. */
export type Bases<T> = {
  /** whose topic it is; a foreign topic costs one slice and one look-up */
  of(topic: string): T | null;
  /** false: there are too many already, and this one is not listened to */
  add(base: T): boolean;
  all(): Iterable<T>;
};

const mostBases = 64;

export function openBases<T extends { readonly prefix: string }>(): Bases<T> {
  const bases: T[] = [];
  /** first level of the topic → its instances, the longest prefix first: `homie/5/` is not below `homie/` */
  const byRoot = new Map<string, T[]>();
  return {
    of(topic) {
      const end = topic.indexOf('/');
      if (end < 0) return null;
      const below = byRoot.get(topic.slice(0, end));
      return below?.find(({ prefix }) => topic.startsWith(prefix)) ?? null;
    },
    add(base) {
      if (bases.length >= mostBases) return false;
      const root = base.prefix.slice(0, base.prefix.indexOf('/'));
      bases.push(base);
      const below = [...(byRoot.get(root) ?? []), base];
      byRoot.set(
        root,
        below.toSorted((one, other) => other.prefix.length - one.prefix.length),
      );
      return true;
    },
    all: () => bases,
  };
}

/** A topic level that can stand in a subscription by its own name. */
export function isOwnName(level: string): boolean {
  return level !== '' && level.length <= 256 && !/[+#/\u0000]/.test(level);
}
