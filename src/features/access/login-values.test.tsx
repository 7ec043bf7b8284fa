import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { LoginValues } from './login-values';

test('the QR code of a password is there on demand, and its button says that it is not shown', () => {
  const markup = renderToStaticMarkup(<LoginValues username="lock.a" password="hush-hush" />);
  expect(markup).toMatch(/aria-expanded="false"[^>]*><span>Password as a QR code/);
  expect(markup).not.toContain('hush-hush');
});
