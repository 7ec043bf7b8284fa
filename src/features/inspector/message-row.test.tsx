import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import type { ShownMessage } from '@/core/shown-message';

import { MessageRow } from './message-row';

const message: ShownMessage = {
  id: 1,
  at: 0,
  topic: 'home/bell',
  retained: true,
  bytes: 18,
  device: null,
  content: { kind: 'text', text: 'ring', isCut: false },
  difference: { kind: 'first' },
  leftOut: 3,
};

test('whoever listens to a row hears how large it is, what is left out and that it is retained as words of their own', () => {
  const words = renderToStaticMarkup(<MessageRow item={message} />).replace(/<[^>]*>/g, '');
  expect(words).toContain('and 3 more before it retained 18 B');
});
