import { copyFileSync, cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the built page is made of. */
const sources = ['src', 'public', 'vite.config.ts', 'package-lock.json'];
/** What tells when it was built: the last file to be put in its place. */
const stamp = 'index.html';

/**
 * The directory of the built page below `root`; builds it first where it is missing or older than its sources.
 * Rejects with Vite's error.
 */
export async function builtPage(root: string, say: (line: string) => void): Promise<string> {
  const directory = join(root, 'dist');
  if (isOlder(join(directory, stamp), root)) {
    say('Building the page…');
    await buildInto(directory, root);
  }
  return directory;
}

/** Vite writes a page with holes also when it fails for an import it cannot find: only a whole one takes the place. */
async function buildInto(directory: string, root: string): Promise<void> {
  const workshop = join(root, 'node_modules/.cache/gatehouse-page');
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production'; // Vite would take over "test" from whoever started us
  try {
    const { build } = await import('vite');
    await build({
      root: join(root, 'src'),
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: workshop, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  rmSync(directory, { recursive: true, force: true });
  cpSync(workshop, directory, { recursive: true, filter: (file) => file !== join(workshop, stamp) });
  copyFileSync(join(workshop, stamp), join(directory, stamp));
}

function isOlder(page: string, root: string): boolean {
  if (!existsSync(page)) return true;
  const built = statSync(page).mtimeMs;
  return sources.some((source) => newestIn(join(root, source)) > built);
}

/** When the newest file at or below `path` changed; tests are no part of the page. */
function newestIn(path: string): number {
  if (!existsSync(path) || path.includes('.test.')) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
