import { expect, test } from 'vitest';

import { isGoneOverlay, placeToGoOn } from './handed-focus';

const place = (name: string, attributes: Readonly<Record<string, string>> = {}, isConnected = true) => ({
  name,
  isConnected,
  hasAttribute: (attribute: string) => attribute in attributes,
  getAttribute: (attribute: string) => attributes[attribute] ?? null,
});

test('when a button went, the innermost place that can take the focus has it', () => {
  const around = [
    place('actions'),
    place('article'),
    place('li', { tabindex: '-1' }),
    place('main', { tabindex: '-1' }),
  ];
  expect(placeToGoOn(around)?.name).toBe('li');
});

test('when its row went with it, what is around the row has it', () => {
  const around = [
    place('actions', {}, false),
    place('li', { tabindex: '-1' }, false),
    place('ul'),
    place('section', { tabindex: '-1' }),
  ];
  expect(placeToGoOn(around)?.name).toBe('section');
  expect(placeToGoOn(around.slice(0, 3))).toBeUndefined();
});

test('only a dialog or a menu that is gone gives the focus back by itself', () => {
  for (const role of ['dialog', 'alertdialog', 'menu']) {
    expect(isGoneOverlay(place('overlay', { role }, false))).toBe(true);
    expect(isGoneOverlay(place('overlay', { role }))).toBe(false);
  }
  expect(isGoneOverlay(place('row', { role: 'row' }, false))).toBe(false);
  expect(isGoneOverlay(place('li', {}, false))).toBe(false);
});
