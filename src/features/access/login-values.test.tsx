import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { LoginValues } from './login-values';
import { OneTimePassword } from './one-time-password';

test('the QR code of a password is there on demand, and its button says that it is not shown', () => {
  const markup = renderToStaticMarkup(<LoginValues username="lock.a" password="hush-hush" />);
  expect(markup).toMatch(/aria-expanded="false"[^>]*><span>Password as a QR code/);
  expect(markup).not.toContain('hush-hush');
});

test('a password that is shown this once is copied by a button that tells how that went', () => {
  const markup = renderToStaticMarkup(<OneTimePassword username="anna" password="hush-hush" />);
  expect(markup).toContain('aria-label="Copy the password"');
});
