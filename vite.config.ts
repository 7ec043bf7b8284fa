import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: 'src',
  base: './',
  publicDir: '../public',
  plugins: [react()],
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
