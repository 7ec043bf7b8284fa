import { readdirSync, readFileSync } from 'node:fs';

/** Budgets of the built page. The entry is what index.html lets the browser load before it shows anything. */
const html = readFileSync('dist/index.html', 'utf8');
const entry = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]+(?:src|href)="\.\/([^"]+\.js)"/g)];
const [worker, ...otherWorkers] = readdirSync('dist/assets').filter((name) => /^worker-.*\.js$/.test(name));
if (entry.length === 0) throw new Error('dist holds no page: no budget would mean anything');
// a SharedWorker and a dedicated one are the same file, which a browser that knows both loads once
if (worker === undefined || otherWorkers.length > 0) throw new Error('dist does not hold one worker');

/**
 * The worker fetches a convention when somebody speaks it, and what only an administrator needs when he does: what it always
 * loads, and what each of these parts adds.
 */
const started = withImports(worker);
const parts = [...started].flatMap((file) => namesIn(file, /\bimport\(["'`]\.\/([^"'`]+)["'`]\)/g));
if (parts.length < 18) throw new Error('the conventions are no chunks of their own');

/** with the interpreter of templates; with all that knows X.509 */
const larger = { 'home-assistant': '20 kB', issuing: '65 kB' };

function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const imported of namesIn(file, /\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g)) withImports(imported, seen);
  return seen;
}

function namesIn(file, form) {
  return [...readFileSync(`dist/assets/${file}`, 'utf8').matchAll(form)].map(([, name]) => name);
}

function pathsOf(files) {
  return [...files].map((file) => `dist/assets/${file}`);
}

export default [
  { name: 'entry', path: entry.map(([, file]) => `dist/${file}`), gzip: true, limit: '215 kB' },
  { name: 'worker', path: pathsOf(started), gzip: true, limit: '200 kB' },
  ...[...new Set(parts)].map((file) => {
    const name = file.replace(/-[\w-]{8}\.js$/, '');
    const path = pathsOf([...withImports(file)].filter((one) => !started.has(one)));
    return { name, path, gzip: true, limit: larger[name] ?? '12 kB' };
  }),
];
