import { bridgeless } from '@/conventions/bridgeless';
import type { Convention, LazyConvention, Reader, Sign } from '@/conventions/convention';
import { openPending } from '@/conventions/pending';
import { conventionName } from '@/core/convention-words';
import type { Message } from '@/core/message';
import type { ConventionName, Problem } from '@/core/observation';

/** One reader a convention, in the order of the conventions; a stand-in where the convention is not loaded yet. */
export type Readers = {
  readonly all: readonly Reader[];
  /** those of `all` that are no stand-ins: nobody else reads a message */
  readonly loaded: readonly Reader[];
  /**
   * Loads the conventions whose sign `message` bears. null: all of them are here; else the message and those after it are
   * to be heard when the promise is kept. It never rejects: what cannot be loaded is a problem, and tried again later.
   */
  prepare(message: Message): Promise<unknown> | null;
  /** every reader begins anew with an empty memory */
  forget(): void;
};

/** What cannot be loaded is left alone for so long: the page's server may be away for a while. */
const retryAfterMs = 60_000;

/** A convention that is not loaded yet, and who stands in for its reader. */
type Absent = {
  readonly sign: Sign;
  readonly fetch: LazyConvention['load'];
  readonly place: number;
  standIn: StandIn;
  loading: Promise<void> | null;
  failedAt: number | null;
};

export function openReaders(
  conventions: readonly (Convention | LazyConvention)[],
  onProblem: (problem: Problem, by: ConventionName) => void,
): Readers {
  const present = new Map<number, Convention>();
  const absent: Absent[] = [];
  const all = conventions.map((convention, place) => {
    if ('open' in convention) {
      present.set(place, convention);
      return convention.open();
    }
    const standIn = standInFor(convention.sign);
    const { sign, load } = convention;
    absent.push({ sign, fetch: load, place, standIn, loading: null, failedAt: null });
    return standIn.reader;
  });

  let loaded: readonly Reader[] = [];
  lookWhoIsLoaded();

  function lookWhoIsLoaded(): void {
    const standIns = new Set(absent.map(({ standIn }) => standIn.reader));
    loaded = all.filter((reader) => !standIns.has(reader));
  }

  function prepare(message: Message): Promise<unknown> | null {
    let loading: Promise<void>[] | null = null;
    for (const one of absent) {
      if (!one.sign.isIn(message) || isLeftAlone(one, message)) continue;
      one.loading ??= load(one, message);
      (loading ??= []).push(one.loading);
    }
    return loading === null ? null : Promise.all(loading);
  }

  async function load(one: Absent, { topic, at }: Message): Promise<void> {
    one.failedAt = null;
    try {
      const convention = await one.fetch();
      absent.splice(absent.indexOf(one), 1);
      present.set(one.place, convention);
      all[one.place] = one.standIn.handOver(convention.open());
      lookWhoIsLoaded();
    } catch {
      one.loading = null;
      one.failedAt = at;
      const reason = `The part of Gatehouse that reads ${conventionName(one.sign.name)} could not be loaded. Load the page again.`;
      onProblem({ topic, reason }, one.sign.name);
    }
  }

  return {
    all,
    get loaded() {
      return loaded;
    },
    prepare,
    forget() {
      for (const [place, convention] of present) all[place] = convention.open();
      for (const one of absent) all[one.place] = (one.standIn = standInFor(one.sign)).reader;
      lookWhoIsLoaded();
    },
  };
}

function isLeftAlone({ failedAt }: Absent, { at }: Message): boolean {
  return failedAt !== null && Math.abs(at - failedAt) < retryAfterMs;
}

type StandIn = {
  readonly reader: Reader;
  /** passes on to the real reader what was said before it came */
  handOver(reader: Reader): Reader;
};

/** Listens for the convention, and reads nothing. */
function standInFor({ name, filters, furtherFilters = [], keepsUnread = false }: Sign): StandIn {
  const pending = openPending();
  let isFurther = false;
  return {
    reader: {
      ...bridgeless,
      convention: name,
      read: () => null,
      ...(keepsUnread && { hold: pending.hold }),
      filters: () => (isFurther ? [...filters, ...furtherFilters] : filters),
      get filtersRevision() {
        return isFurther && furtherFilters.length > 0 ? 1 : 0;
      },
      lookFurther() {
        isFurther = true;
      },
      encode: () => null,
      unheard: () => [],
    },
    handOver(reader) {
      if (isFurther) reader.lookFurther?.();
      for (const message of pending.take(() => true)) reader.hold?.(message);
      return reader;
    },
  };
}
