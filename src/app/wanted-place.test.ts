import { expect, test } from 'vitest';

import { wantedOf, wantedPathOf } from './wanted-place';

test.each([
  ['an alert', { pathname: '/alerts', search: '', hash: '#smoke-1' }, '/alerts#smoke-1'],
  [
    'a narrowed list',
    { pathname: '/devices', search: '?filter=lock+not+reported', hash: '' },
    '/devices?filter=lock+not+reported',
  ],
  [
    'a list of another broker',
    { pathname: '/devices', search: '?broker=ws://gate.lan&username=me&sort=battery', hash: '' },
    '/devices?sort=battery',
  ],
  ['another broker', { pathname: '/', search: '?broker=ws://gate.lan', hash: '' }, '/'],
])('who asks for %s is led back to it after the form', (_, place, wanted) => {
  expect(wantedPathOf({ wanted: wantedOf(place) })).toBe(wanted);
});

test.each([
  null,
  'x',
  {},
  { wanted: 1 },
  { wanted: 'https://else.where' },
  { wanted: '//else.where' },
  { wanted: '/\\else.where' },
])('an entry of the history that says %j leads to the overview', (state) => {
  expect(wantedPathOf(state)).toBe('/');
});
