import { components, type ConfigTopic } from './config-topic';
import { defaultPrefix, filtersOf, shapes } from './sign';

/** Where discovery messages are looked for: below the default prefix first, then below any other. */
export type DiscoveryFilters = {
  filters(): readonly string[];
  /** a discovery message was heard there */
  heard(topic: ConfigTopic): void;
  /** is the prefix one below which discovery is known to stand */
  isKnown(prefix: string): boolean;
  /** the broker holds more for `filter` than it hands out: ask for its parts besides */
  narrow(filter: string): void;
  /** all that was asked for has come: now other prefixes may be looked for */
  lookFurther(): void;
  /** filters that hold more than the broker hands out and have no parts that could be asked for */
  tooFull(): readonly string[];
  /** counts up whenever `filters()` changes */
  readonly revision: number;
};

const mostPrefixes = 8;
const mostNodes = 20_000;
const mostObjects = 500;
/** Few in any home and one of them in most: enough to find a second prefix by, without asking for all of the first again. */
const rare: readonly string[] = ['device', 'lock', 'camera', 'alarm_control_panel', 'siren'];

/** The nodes below a prefix, and the objects below each of its components: what the parts of a full filter are made of. */
type Seen = { readonly nodes: Set<string>; readonly objects: Map<string, Set<string>> };

export function openDiscoveryFilters(): DiscoveryFilters {
  const prefixes = new Map<string, Seen>([[defaultPrefix, { nodes: new Set(), objects: new Map() }]]);
  const full = new Set<string>();
  let isAnyHeard = false;
  let probes: readonly string[] = [];
  /** each filter, and whether it has parts that could be asked for; null: to be made again */
  let built: ReadonlyMap<string, boolean> | null = null;
  let revision = 0;

  function wanted(): ReadonlyMap<string, boolean> {
    built ??= build();
    return built;
  }

  function build(): ReadonlyMap<string, boolean> {
    const all = new Map<string, boolean>();
    for (const [prefix, seen] of prefixes) {
      for (const shape of shapes) {
        const every = `${prefix}/+/${shape}/config`;
        all.set(every, true);
        for (const component of full.has(every) ? components : []) {
          const one = `${prefix}/${component}/${shape}/config`;
          all.set(one, shape === '+/+');
          if (shape === '+/+' && full.has(one))
            for (const part of partsOf(prefix, component, seen)) all.set(part, false);
        }
      }
    }
    for (const probe of probes) all.set(probe, false);
    return all;
  }

  /** By object first: most devices have a `battery`, and where they are found all nodes are known. */
  function partsOf(prefix: string, component: string, { nodes, objects }: Seen): readonly string[] {
    return [
      ...Array.from(objects.get(component) ?? [], (object) => `${prefix}/${component}/+/${object}/config`),
      ...Array.from(nodes, (node) => `${prefix}/${component}/${node}/+/config`),
    ];
  }

  function rebuild(): void {
    built = null;
    revision += 1;
  }

  /** true: it was not known before */
  function see({ component, node, object }: ConfigTopic, { nodes, objects }: Seen): boolean {
    const known = objects.get(component) ?? new Set();
    objects.set(component, known);
    if (node === null || nodes.size >= mostNodes || known.size >= mostObjects) return false;
    const isNew = !nodes.has(node) || !known.has(object);
    nodes.add(node);
    known.add(object);
    return isNew;
  }

  return {
    filters: () => [...wanted().keys()],
    heard(topic) {
      isAnyHeard = true;
      const known = prefixes.get(topic.prefix);
      if (known === undefined && prefixes.size >= mostPrefixes) return;
      const seen: Seen = known ?? { nodes: new Set(), objects: new Map() };
      prefixes.set(topic.prefix, seen);
      if ((see(topic, seen) && full.size > 0) || known === undefined) rebuild();
    },
    isKnown: (prefix) => prefixes.has(prefix),
    narrow(filter) {
      if (!wanted().has(filter) || full.has(filter)) return;
      full.add(filter);
      rebuild();
    },
    lookFurther() {
      if (probes.length > 0) return;
      const levels = isAnyHeard ? rare : ['+'];
      probes = levels.flatMap((component) => filtersOf('+', component));
      rebuild();
    },
    tooFull: () => [...full].filter((filter) => wanted().get(filter) === false && !isByObject(filter)),
    get revision() {
      return revision;
    },
  };
}

/** What one of these leaves out comes by node. */
function isByObject(filter: string): boolean {
  return /\/\+\/[^+/]+\/config$/.test(filter);
}
