import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { builtPage } from './build-page';

let root: string;
let said: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-build-'));
  mkdirSync(join(root, 'src'));
  said = [];
  write('vite.config.ts', "export default { base: './' };");
  write('src/index.html', '<title>Gatehouse</title><script type="module" src="./main.ts"></script>');
  write('src/main.ts', "document.title = 'first';");
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, content: string) => writeFileSync(join(root, file), content);
const build = () => builtPage(root, (line) => said.push(line));
const page = () => readFileSync(join(root, 'dist/index.html'), 'utf8');

/** As if it had been written a minute later. */
function touch(file: string): void {
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, file), later, later);
}

describe('the page', () => {
  test('is built when there is none, and not again as long as its sources stay', async () => {
    expect(await build()).toBe(join(root, 'dist'));
    expect(page()).toContain('./assets/');
    expect(process.env['NODE_ENV'], 'nobody else is in production for that').toBe('test');
    await build();
    expect(said).toEqual(['Building the page…']);
  });

  test('is built again when a source changed, not when a test did', async () => {
    await build();
    write('src/main.test.ts', '');
    touch('src/main.test.ts');
    utimesSync(join(root, 'src'), 0, 0);
    await build();
    expect(said).toHaveLength(1);
    write('src/main.ts', "document.title = 'second';");
    touch('src/main.ts');
    await build();
    expect(said).toHaveLength(2);
  });

  test('that cannot be built leaves no half page behind, and is tried again', async () => {
    await build();
    const whole = page();
    write('src/main.ts', "import { missing } from './missing';\ndocument.title = missing;");
    touch('src/main.ts');
    await expect(build()).rejects.toThrow('./missing');
    expect(page()).toBe(whole);
    await expect(build()).rejects.toThrow('./missing');
    rmSync(join(root, 'dist'), { recursive: true });
    await expect(build()).rejects.toThrow('./missing');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });
});
