import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Message } from '@/core/message';

import { openArrivals } from './arrivals';

const message = (topic: string, bytes = 1): Message => ({
  topic,
  payload: new Uint8Array(bytes),
  retained: true,
  at: 0,
});

/** Conventions that come when the test lets them; the first level of a topic says which one a message needs. */
function openConventions() {
  const present = new Set(['plain']);
  const coming = new Map<string, { readonly done: Promise<void>; readonly arrive: () => void }>();
  return {
    prepare({ topic }: Message): Promise<void> | null {
      const [name = ''] = topic.split('/');
      if (present.has(name)) return null;
      let one = coming.get(name);
      if (one === undefined) {
        let arrive = () => {};
        const done = new Promise<void>((resolve) => (arrive = resolve));
        coming.set(name, (one = { done, arrive }));
      }
      return one.done;
    },
    coming,
    arrive(name: string) {
      present.add(name);
      coming.get(name)?.arrive();
    },
  };
}

test('messages are heard in the order they came, whichever convention comes first', async () => {
  const names = fc.constantFrom('plain', 'one', 'two', 'three');
  await fc.assert(
    fc.asyncProperty(
      fc.array(names),
      fc.shuffledSubarray(['one', 'two', 'three'], { minLength: 3 }),
      async (said, come) => {
        const { prepare, arrive } = openConventions();
        const heard: string[] = [];
        const arrivals = openArrivals({ prepare, hear: ({ topic }) => heard.push(topic) });
        const topics = said.map((name, index) => `${name}/${index}`);
        for (const topic of topics) arrivals.take(message(topic));
        for (const name of come) arrive(name);
        await arrivals.settled();
        expect(heard).toEqual(topics);
      },
    ),
  );
});

test('what nobody has to come for is heard at once', () => {
  const heard: string[] = [];
  const arrivals = openArrivals({ prepare: () => null, hear: ({ topic }) => heard.push(topic) });
  arrivals.take(message('plain/1'));
  expect(heard).toEqual(['plain/1']);
});

test('conventions that several waiting messages need are fetched side by side', () => {
  const { prepare, coming } = openConventions();
  const arrivals = openArrivals({ prepare, hear() {} });
  for (const topic of ['one/1', 'two/1', 'plain/1', 'three/1']) arrivals.take(message(topic));
  expect([...coming.keys()]).toEqual(['one', 'two', 'three']);
});

test('a convention that never comes makes nothing wait without bound', () => {
  const { prepare } = openConventions();
  const heard: string[] = [];
  const arrivals = openArrivals({ prepare, hear: ({ topic }) => heard.push(topic) });
  arrivals.take(message('one/first'));
  for (let n = 0; n < 20_000; n++) arrivals.take(message(`plain/${n}`));
  expect(heard).toEqual(['one/first']);
  arrivals.take(message('plain/picture', 33 * 1024 * 1024));
  expect(heard).toHaveLength(20_002);
});

test('what waits for another home is not heard any more', async () => {
  const { prepare, arrive } = openConventions();
  const heard: string[] = [];
  const arrivals = openArrivals({ prepare, hear: ({ topic }) => heard.push(topic) });
  arrivals.take(message('one/old'));
  arrivals.forget();
  arrivals.take(message('one/new'));
  arrive('one');
  await arrivals.settled();
  expect(heard).toEqual(['one/new']);
});
