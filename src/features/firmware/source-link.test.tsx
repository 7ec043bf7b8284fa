import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { SourceLink } from './source-link';

test('the address of a source is a link to it', () => {
  const markup = renderToStaticMarkup(<SourceLink address="https://maker.example/bulletin-7" />);
  expect(markup).toContain('href="https://maker.example/bulletin-7"');
  expect(markup).toContain('maker.example (opens another site)');
});

test.each([
  'https://',
  'https:// maker.example',
  'http://maker.example',
  'javascript:alert(1)',
  'The label on the box',
])('a source that was written as %s is text', (address) => {
  const markup = renderToStaticMarkup(<SourceLink address={address} />);
  expect(markup).toContain(address);
  expect(markup).not.toContain('href');
});
