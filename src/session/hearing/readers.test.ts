import { describe, expect, test } from 'vitest';

import { captureNames, capturesAreHere, linesOf, messagesOf } from '@/conventions/agreement.testing';
import { begin as alarmo } from '@/conventions/alarmo/examples.testing';
import type { LazyConvention } from '@/conventions/convention';
import { door4 } from '@/conventions/homie/examples.testing';
import { messageOf } from '@/conventions/listen.testing';
import { begin as nukiHub } from '@/conventions/nuki-hub/examples.testing';
import { begin as zwave } from '@/conventions/zwave-js-ui/examples.testing';
import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';

import { conventions } from './conventions';
import { loadedConventions } from './conventions.testing';
import { openPipeline } from './pipeline';
import { openReaders } from './readers';

const someHome = [...zwave, ...door4, ...nukiHub, ...alarmo].map((line, index) => messageOf(line, 1_000_000 + index));
const byName = conventions.map((convention) => [convention.sign.name, convention] as const);

describe.each(byName)('%s', (_, { sign, load }) => {
  test('is looked for by its sign where its reader looks', async () => {
    const reader = (await load()).open();
    expect(reader.filters()).toEqual(sign.filters);
    reader.lookFurther?.();
    expect(reader.filters()).toEqual([...sign.filters, ...(sign.furtherFilters ?? [])]);
  });
});

/** The home as it is in the end, whether each convention was there from the beginning or came when it was needed. */
async function homeOf(messages: readonly Message[], among: Parameters<typeof openPipeline>[0]) {
  const problems: Problem[] = [];
  const pipeline = openPipeline(among, (problem) => problems.push(problem));
  for (const message of messages) {
    await pipeline.prepare(message);
    pipeline.hear(message);
  }
  const { home, readers } = pipeline;
  return { devices: [...home.devices.values()], problems, filters: readers.map((reader) => reader.filters()) };
}

test('a home is the same whether its conventions were there or were loaded when they were needed', async () => {
  const lazy = await homeOf(someHome, conventions);
  expect(lazy.devices.length).toBeGreaterThan(3);
  expect(lazy).toEqual(await homeOf(someHome, loadedConventions));
});

const why = capturesAreHere ? '' : ' (skipped: ../shared with the captured messages is not beside this clone)';

describe.skipIf(!capturesAreHere)(`captured messages of real software${why}`, () => {
  test.each(captureNames)('%s makes the same home whenever its conventions came', async (name) => {
    expect(await homeOf(messagesOf(name), conventions)).toEqual(await homeOf(messagesOf(name), loadedConventions));
  });

  test('a message without the sign of a convention tells its new reader nothing', { timeout: 60_000 }, () => {
    const messages = captureNames.flatMap((name) => linesOf(name).map((line) => messageOf(line)));
    const heard = messages.flatMap((message) =>
      conventions.flatMap(({ sign }, index) => {
        const reader = sign.isIn(message) ? undefined : loadedConventions[index]?.open();
        const isNothing = reader === undefined || (reader.read(message) === null && reader.filtersRevision === 0);
        return isNothing ? [] : [`${sign.name}: ${message.topic}`];
      }),
    );
    expect(heard).toEqual([]);
  });
});

const onState = { topic: 'alarmo/state', payload: new TextEncoder().encode('disarmed'), retained: true };

function alarmoThat(load: LazyConvention['load']): LazyConvention {
  const found = conventions.find(({ sign }) => sign.name === 'alarmo');
  if (found === undefined) throw new Error('There is no Alarmo');
  return { sign: found.sign, load };
}

test('what cannot be loaded is told once, and tried again after a while', async () => {
  const problems: Problem[] = [];
  let tries = 0;
  const away = alarmoThat(() => {
    tries += 1;
    return Promise.reject(new Error('the server of the page is away'));
  });
  const readers = openReaders([away], (problem) => problems.push(problem));
  await readers.prepare({ ...onState, at: 0 });
  expect(readers.prepare({ ...onState, at: 59_999 })).toBeNull();
  expect(problems).toEqual([{ topic: 'alarmo/state', reason: expect.stringMatching(/Alarmo.* Load the page again/) }]);
  await readers.prepare({ ...onState, at: 60_000 });
  expect(tries).toBe(2);
});

test('a home that was left is forgotten by conventions that were loaded and by those that were not', async () => {
  const pipeline = openPipeline(conventions, () => {});
  const before = pipeline.readers.map((reader) => reader.filters());
  for (const message of someHome) {
    await pipeline.prepare(message);
    pipeline.hear(message);
  }
  for (const reader of pipeline.readers) reader.lookFurther?.();
  pipeline.forget();
  expect(pipeline.home.devices.size).toBe(0);
  expect(pipeline.readers.map((reader) => reader.filters())).toEqual(before);
});
