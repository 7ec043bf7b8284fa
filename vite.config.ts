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

/**
 * The worker's own file is nothing but the beginning: the conventions are fetched when they are needed and share parts of the
 * session, and a browser that took a second copy of the worker's file for them would open a second session.
 */
const sessionChunk = { name: 'session', tags: ['$initial' as const], test: /src[\\/](?!session[\\/]worker\.ts)/ };
const sharedByConventions = { name: 'shared', test: /src[\\/]conventions[\\/]/, minShareCount: 2 };
const workerChunks = { groups: [sessionChunk, sharedByConventions] };

export default defineConfig({
  root: 'src',
  base: './',
  publicDir: '../public',
  plugins: [react(), allowDevNonce],
  resolve: { tsconfigPaths: true },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: workerChunks } } },
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
    // by itself it leaves one core of two idle, and most of these wait for a broker
    maxWorkers: 3,
  },
});
