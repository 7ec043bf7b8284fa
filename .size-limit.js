import { readdirSync, readFileSync } from 'node:fs';

/** Budgets of the built page. The entry is what index.html lets the browser load before it shows anything. */
const html = readFileSync('dist/index.html', 'utf8');
const entry = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]+(?:src|href)="\.\/([^"]+\.js)"/g)];
const worker = readdirSync('dist/assets').filter((name) => /^worker-.*\.js$/.test(name));
if (entry.length === 0) throw new Error('dist holds no page: no budget would mean anything');
// a SharedWorker and a dedicated one are the same file, which a browser that knows both loads once
if (worker.length !== 1) throw new Error(`dist holds ${worker.length} workers where there is one`);

export default [
  { name: 'entry', path: entry.map(([, file]) => `dist/${file}`), gzip: true, limit: '215 kB' },
  { name: 'worker', path: worker.map((name) => `dist/assets/${name}`), gzip: true, limit: '200 kB' },
];
