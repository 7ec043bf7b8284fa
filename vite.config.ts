import { randomBytes } from 'node:crypto';

import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const devNonce = randomBytes(16).toString('base64');

/** `npm run dev` injects styles and a script: they carry a nonce, and the page's policy allows that nonce besides. */
const allowDevNonce: Plugin = {
  name: 'allow-dev-nonce',
  apply: 'serve',
  config: () => ({ html: { cspNonce: devNonce } }),
  transformIndexHtml: (html) => html.replace(/(script|style)-src 'self'/g, `$& 'nonce-${devNonce}'`),
};

export default defineConfig({
  root: 'src',
  base: './',
  publicDir: '../public',
  plugins: [react(), allowDevNonce],
  resolve: { tsconfigPaths: true },
  worker: { format: 'es' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // a data: URL would need an exception in the Content-Security-Policy
    assetsInlineLimit: 0,
    target: 'es2022',
  },
  test: {
    root: '.',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
