import { expect, test } from 'vitest';

import { createPressWatch, type Box, type Sight } from './press-watch';

const rowPx = 100;

/** one above the other, a button in each */
function list(names: string, scrolled = 0): Sight<string> {
  const boxes = names.split('').map((name, at): [string, Box] => {
    const top = at * rowPx - scrolled;
    return [name, { left: 0, top, right: 50, bottom: top + 40 }];
  });
  return { boxes: new Map(boxes), scrolled };
}

const press = (on: string, row: number, scrolled = 0) => ({ on, x: 10, y: row * rowPx + 20 - scrolled, scrolled });

function seen(...sights: readonly (readonly [at: number, sight: Sight<string>])[]) {
  const watch = createPressWatch<string>();
  for (const [at, sight] of sights) watch.look(sight, at);
  return watch;
}

test('a press on what stands still is meant', () => {
  expect(seen([0, list('ab')]).isMisled(press('b', 1), 10)).toBe(false);
});

test('a press that meets a row which has just come into the place of another is not meant', () => {
  const watch = seen([0, list('ab')], [1000, list('nab')]);
  expect(watch.isMisled(press('n', 0), 1100)).toBe(true);
  expect(watch.isMisled(press('a', 1), 1100)).toBe(true);
});

test('a moment later it is', () => {
  const watch = seen([0, list('ab')], [1000, list('nab')]);
  expect(watch.isMisled(press('n', 0), 1400)).toBe(false);
});

test('what comes where nothing was, and what stays when another goes, is pressed at once', () => {
  expect(seen([0, list('ab')], [1000, list('abn')]).isMisled(press('n', 2), 1010)).toBe(false);
  expect(seen([0, list('ab')], [1000, list('a')]).isMisled(press('a', 0), 1010)).toBe(false);
});

test('the next one does not slide under a second press', () => {
  expect(seen([0, list('ab')], [1000, list('b')]).isMisled(press('b', 0), 1100)).toBe(true);
});

test('of several moves each counts: nobody has read what stood there in between', () => {
  const watch = seen([0, list('ab')], [1000, list('nab')], [1200, list('mnab')]);
  expect(watch.isMisled(press('n', 1), 1300)).toBe(true);
  expect(watch.isMisled(press('n', 1), 1500)).toBe(true);
  expect(watch.isMisled(press('n', 1), 1600)).toBe(false);
});

test('whoever scrolls, and what a browser keeps in its place, misleads nobody', () => {
  expect(seen([0, list('ab')], [1000, list('ab', 60)]).isMisled(press('b', 1, 60), 1010)).toBe(false);
  expect(seen([0, list('ab', 0)], [1000, list('nab', rowPx)]).isMisled(press('b', 2, rowPx), 1010)).toBe(false);
});
