import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** The service worker is no part of the page: it lies at the root, under a name that stays, and knows what the build consists of. */
const serviceWorker = 'service-worker';
const tellServiceWorker: Plugin = {
  name: 'tell-service-worker',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const path = join(dir, `${serviceWorker}.js`);
    const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = entries
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(dir.length + 1)
          .replaceAll('\\', '/'),
      )
      .filter((file) => file !== `${serviceWorker}.js` && file !== 'screenshot.png')
      .toSorted();
    const hash = createHash('sha256');
    for (const file of files) hash.update(file).update(readFileSync(join(dir, file)));
    const shell = JSON.stringify({ version: hash.digest('hex').slice(0, 16), files });
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/\b__SHELL__\b/, () => shell),
    );
  },
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
  plugins: [react(), allowDevNonce, tellServiceWorker],
  resolve: { tsconfigPaths: true },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: workerChunks } } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // a data: URL would need an exception in the Content-Security-Policy
    assetsInlineLimit: 0,
    target: 'es2022',
    rolldownOptions: {
      input: { index: 'src/index.html', [serviceWorker]: 'src/app/service-worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === serviceWorker ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    root: '.',
    include: ['src/**/*.test.{ts,tsx}'],
    // by itself it leaves one core of two idle, and most of these wait for a broker
    maxWorkers: 3,
    // what a file changes it puts back: to load everything anew for each was a third of the time. A module that several share is
    // loaded once, so a hook of its own would be the first file's only: it says what to undo with onTestFinished
    isolate: false,
    // nothing here is about time: a busy machine is no failure
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
