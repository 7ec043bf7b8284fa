import type { Convention, LazyConvention } from '@/conventions/convention';
import type { Message } from '@/core/message';
import type { ConventionName } from '@/core/observation';
import { conventions } from '@/session/hearing/conventions';
import { openPipeline } from '@/session/hearing/pipeline';

import { median } from './median';
import { storiesOf } from './what-each-says';

/** What one convention costs, in microseconds of processor time a message: medians of the rounds. */
export type Share = {
  readonly convention: ConventionName;
  /** decode and fold of its own messages: the last one of each of its examples, in the home that the others made */
  readonly own: number;
  /** a message of somebody else, where it is loaded: its reader looks and passes */
  readonly foreign: number;
  /** a message of somebody else, where nobody speaks it: its sign is looked for */
  readonly foreignUnloaded: number;
};

const rounds = 7;
const messagesARound = 4_000;

/** Each convention by itself: on its own messages, and on those of all others. */
export async function benchShares(): Promise<readonly Share[]> {
  const shares: Share[] = [];
  const said = conventions.map(({ sign }) => storiesOf(sign.name));
  for (const [index, lazy] of conventions.entries()) {
    const own = said[index] ?? [];
    const others = interleaved(said.filter((list) => list !== own).map((list) => list.flat()));
    const convention = await lazy.load();
    shares.push({
      convention: convention.name,
      own: decodeAndFold(convention, own),
      foreign: passOver(convention, own.flat(), others),
      foreignUnloaded: lookForSign(lazy, others),
    });
  }
  return shares;
}

function decodeAndFold(convention: Convention, stories: readonly (readonly Message[])[]): number {
  const homes = stories.map((messages) => {
    const pipeline = openPipeline([convention], () => {});
    for (const message of messages) pipeline.hear(message);
    return { pipeline, last: messages.at(-1) };
  });
  return timed(homes, ({ pipeline: { hear, changes }, last }) => {
    if (last !== undefined) hear(last);
    changes.changed.clear();
    changes.removed.clear();
  });
}

function passOver(convention: Convention, own: readonly Message[], others: readonly Message[]): number {
  const reader = convention.open();
  for (const message of own) reader.read(message);
  const foreign = others.filter((message) => reader.read(message) === null);
  return timed(foreign, (message) => reader.read(message));
}

function lookForSign({ sign }: LazyConvention, others: readonly Message[]): number {
  const foreign = others.filter((message) => !sign.isIn(message));
  return timed(foreign, (message) => sign.isIn(message));
}

function timed<T>(list: readonly T[], hear: (item: T) => unknown): number {
  const perMessage: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage().user;
    for (let n = 0; n < messagesARound; n++) {
      const item = list[n % list.length];
      if (item !== undefined) hear(item);
    }
    perMessage.push((process.cpuUsage().user - start) / messagesARound);
  }
  return median(perMessage);
}

/** One message of each after the other, as they would come. */
function interleaved(lists: readonly (readonly Message[])[]): readonly Message[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.map((list) => list[index % list.length]))
    .flat()
    .filter((message) => message !== undefined);
}
