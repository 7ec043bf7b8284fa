import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { OldAnswerNotice } from './old-answer';

const told = { data: { people: [] }, isError: false, dataUpdatedAt: Date.now() - 3.5 * 60_000 };
const shown = (asked: Parameters<typeof OldAnswerNotice>[0]['asked'], isConnected: boolean) =>
  renderToStaticMarkup(<OldAnswerNotice asked={asked} isConnected={isConnected} />).replace(/<[^>]*>/g, '');

test('what a page shows while the broker is away is called old, with its age', () => {
  const words = 'The broker does not answer at the moment.What stands here is what it told 3 min ago.';
  expect(shown(told, false)).toBe(words);
  expect(shown({ ...told, isError: true }, true)).toBe(words);
});

test('nothing is called old that was told just now, and nothing that was never told', () => {
  expect(shown(told, true)).toBe('');
  expect(shown({ data: undefined, isError: true, dataUpdatedAt: 0 }, false)).toBe('');
});
