import { expect, test } from 'vitest';

import { cardsQuery } from './table-room';

test('columns that need more room than the window has beside the side bar make way for cards', () => {
  const tracks = ['3rem', 'minmax(10rem, 1fr)', 'minmax(0, 1fr)', '112px'].map((width) => ({ width }));
  // 394 px beside, 20 rem and three gaps
  expect(cardsQuery(tracks)).toBe('(max-width: 56.1875em), (max-width: 47.5625em)');
});
