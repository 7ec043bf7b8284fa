import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { NothingFound } from './look-around-section';

const toldOf = (found: Parameters<typeof NothingFound>[0]['found']) =>
  renderToStaticMarkup(<NothingFound found={found} />);

test('where all was looked at and nothing was found, all is understood', () => {
  expect(toldOf({ unseen: [], beyond: 0 })).toContain('Everything that was heard is understood.');
});

test('of what could not be looked at nobody is told that it is understood', () => {
  const told = toldOf({ unseen: [{ reason: 'spoken-for', filters: ['+/+/+/+'] }], beyond: 0 });
  expect(told).not.toContain('understood');
  expect(told).toContain('Nothing was found where Gatehouse looked.');
});
