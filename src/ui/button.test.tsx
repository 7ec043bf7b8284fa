import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { Button } from './button';

test('a button that shows and hides something says which of both it does now', () => {
  expect(renderToStaticMarkup(<Button expanded={false}>Details</Button>)).toContain('aria-expanded="false"');
  expect(renderToStaticMarkup(<Button expanded>Details</Button>)).toContain('aria-expanded="true"');
  expect(renderToStaticMarkup(<Button>Lock</Button>)).not.toContain('aria-expanded');
});

test('one that cannot be pressed is no less of a button, and says why', () => {
  const markup = renderToStaticMarkup(<Button disabledReason="It is locked.">Lock</Button>);
  expect(markup).toContain('aria-disabled="true"');
  expect(markup).not.toMatch(/ disabled=/);
  const [, id] = /aria-describedby="([^"]+)"/.exec(markup) ?? [];
  expect(markup).toContain(`id="${id}"`);
  expect(markup).toMatch(/role="tooltip"[^>]*>It is locked\./);
});
