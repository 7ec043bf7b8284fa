import { identityOf, voiceOf } from '@/conventions/mapped/mapped-device';
import type { Mappings } from '@/conventions/mapped/mappings';
import { fold } from '@/core/fold/fold';
import { mappingKey, type Mapping, type MappingKey } from '@/core/mapping';
import type { Fact } from '@/core/observation';
import type { MappingMemory } from '@/history/mapping-memory';

import { openKeptOfHome } from '../vault/kept-of-home';
import { readMapping, readMappings, writeMappings } from './mapping-document';
import type { Pipeline } from '../hearing/pipeline';
import type { Answerers, MappingAnswer, MappingQuestions } from '../protocol';

const most = 1_000;

type Parts = {
  readonly mappings: Mappings;
  readonly memory: MappingMemory;
  readonly pipeline: Pipeline;
  readonly clock: () => number;
  /** the last text heard on a topic, masked; null: none is kept */
  readonly textOf: (topic: string) => string | null;
  readonly tell: (mappings: readonly Mapping[]) => void;
  /** the home changed without a message, and other topics may be wanted */
  readonly onChange: () => void;
};

/** The devices that people described: kept, and part of the home from the moment they are described. */
export type MappedDevices = {
  /** what is remembered of this home, before anything is heard of it */
  enter(home: string): Promise<void>;
  leave(): void;
  /** what is remembered can be read only now: the vault was opened, or made */
  recallAgain(): Promise<void>;
  /** the vault was wiped: what is known at this moment is remembered without one */
  wiped(): void;
  readonly answers: Answerers<keyof MappingQuestions>;
};

export function openMappedDevices({ mappings, memory, pipeline, clock, textOf, tell, onChange }: Parts): MappedDevices {
  const kept = openKeptOfHome<Mapping>({
    memory,
    all: mappings.all,
    join: (found, before, lay) => put(joined(read(mappings.all()), read(found), read(before), read(lay))),
  });

  function say(mapping: Mapping, fact: Fact): void {
    const observation = { device: voiceOf(mapping), convention: 'mapped', at: clock(), retained: true, fact } as const;
    fold(pipeline.home, observation, pipeline.changes);
  }

  /** What was heard on its topics so far tells how it is, as something remembered. */
  function introduce(mapping: Mapping): void {
    say(mapping, identityOf(mapping));
    for (const topic of new Set(mapping.readings.map((reading) => reading.topic))) {
      const text = textOf(topic);
      if (text !== null) pipeline.hear({ topic, payload: new TextEncoder().encode(text), retained: true, at: clock() });
    }
  }

  async function replace(next: readonly Mapping[]): Promise<MappingAnswer> {
    if (kept.home === null) return { outcome: 'refused', reason: 'There is no connection to a home.' };
    // what was kept may have made them more already: they can be changed and forgotten
    if (next.length > Math.max(most, mappings.all().length))
      return { outcome: 'refused', reason: `A home can have ${most} devices like this.` };
    put(next);
    return { outcome: (await kept.keep()) ? 'kept' : 'kept-till-closed', number: next.length };
  }

  function put(next: readonly Mapping[]): void {
    const before = new Map(mappings.all().map((one) => [mappingKey(one), one]));
    mappings.replace(next);
    const after = new Set(next.map(mappingKey));
    for (const [key, mapping] of before) if (!after.has(key)) say(mapping, { type: 'removed' });
    for (const mapping of mappings.all()) if (before.get(mappingKey(mapping)) !== mapping) introduce(mapping);
    tell(mappings.all());
    onChange();
  }

  const without = (...keys: readonly (MappingKey | null)[]) =>
    mappings.all().filter((one) => !keys.includes(mappingKey(one)));

  return {
    enter: kept.enter,
    recallAgain: kept.recallAgain,
    wiped: () => void kept.wiped(),
    leave() {
      kept.leave();
      mappings.replace([]);
      tell([]);
    },
    answers: {
      async saveMapping({ mapping, replaces }) {
        const read = readMapping(mapping);
        if (read === null) return { outcome: 'refused', reason: 'Something of it is missing.' };
        return replace([...without(mappingKey(read), replaces), read]);
      },
      forgetMapping: ({ key }) => replace(without(key)),
      async importMappings({ file }) {
        const result = readMappings(file);
        if (result.outcome === 'refused') return result;
        const answer = await replace([...without(...result.mappings.map(mappingKey)), ...result.mappings]);
        return answer.outcome === 'refused' ? answer : { ...answer, number: result.mappings.length };
      },
      exportMappings: () => ({ file: writeMappings(mappings.all()) }),
    },
  };
}

function read(all: readonly unknown[]): ReadonlyMap<MappingKey, Mapping> {
  const known = all.map(readMapping).filter((one) => one !== null);
  return new Map(known.map((one) => [mappingKey(one), one]));
}

type Described = ReturnType<typeof read>;

/** What this session said since it knew last what lay there stands; of the rest what others have made of it meanwhile. */
function joined(mine: Described, found: Described, before: Described, lay: Described): readonly Mapping[] {
  const isAsItLay = (key: MappingKey) => JSON.stringify(mine.get(key)) === JSON.stringify(lay.get(key));
  const theirs = [...found].filter(([key]) => (mine.has(key) ? isAsItLay(key) : !lay.has(key) && !before.has(key)));
  const taken = new Set(theirs.map(([key]) => key));
  // what lay there and is there no more was forgotten by another session
  const kept = [...mine].filter(([key]) => !taken.has(key) && (found.has(key) || !lay.has(key) || !isAsItLay(key)));
  return [...theirs, ...kept].map(([, one]) => one);
}
