import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the built page is made of. */
const sources = ['src', 'public', 'vite.config.ts', 'package-lock.json'];

/**
 * The directory of the built page below `root`; builds it first where it is missing or older than its sources.
 * Rejects with Vite's error.
 */
export async function builtPage(root: string, say: (line: string) => void): Promise<string> {
  const directory = join(root, 'dist');
  if (isOlder(join(directory, 'index.html'), root)) {
    say('Building the page…');
    process.env['NODE_ENV'] = 'production'; // Vite would take over "test" from whoever started us
    const { build } = await import('vite');
    await build({ root: join(root, 'src'), configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
  }
  return directory;
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
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
