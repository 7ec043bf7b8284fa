import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'gatehouse-layers-'));
for (const name of ['.oxlintrc.json', '.oxlint', 'tsconfig.json'])
  cpSync(join(root, name), join(copy, name), { recursive: true });
afterAll(() => rmSync(copy, { recursive: true }));

/** What the linter of this project says about these files, as `path: message`. */
function lint(files: Readonly<Record<string, string>>): string {
  rmSync(join(copy, 'src'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['-f', 'unix'], { cwd: copy, encoding: 'utf8' });
  return stdout;
}

const denied: readonly (readonly [folder: string, imported: string])[] = [
  ['src/core', '@/conventions/convention'],
  ['src/core', 'react'],
  ['src/core', 'node:fs'],
  ['src/conventions/zigbee2mqtt', '@/broker/broker'],
  ['src/conventions/zigbee2mqtt', '../../broker/broker'],
  ['src/simulator', '@/conventions/zigbee2mqtt/device'],
  ['src/simulator', '../conventions/zigbee2mqtt/device'],
  ['src/firmware', '@/conventions/convention'],
  ['src/session', '@/store/home-store'],
  ['src/session', 'node:crypto'],
  ['src/store', '@/session/client'],
  ['src/ui', '@/store/home-store'],
  ['src/ui', 'mqtt'],
  ['src/features/devices', '@/session/session'],
  ['src/features/devices', '@/features/device/device-page'],
  ['src/features/devices', '../device/device-page'],
  // the suite that measures detection shares nothing with it
  ['src/scenarios/suite', '@/detection/outage-kind'],
  ['src/scenarios/suite', '../../detection/outage-kind'],
  ['src/detection', '@/scenarios/suite/ranges'],
  ['src/detection/learned', '../../scenarios/suite/ranges'],
  ['src/embedded-broker', '@/broker/broker'],
  ['src/cli', '@/features/devices/devices-page'],
];

const allowed: readonly (readonly [folder: string, imported: string])[] = [
  ['src/core', './device'],
  ['src/conventions/zigbee2mqtt', '../convention'],
  ['src/conventions/zigbee2mqtt', '@/core/device'],
  ['src/session', '@/conventions/convention'],
  ['src/features/devices', '@/session/client-context'],
  ['src/features/devices', '@/firmware/currency'],
  ['src/features/devices/parts', '../row'],
  ['src/ui', 'react-aria-components/Button'],
  ['src/cli', 'node:fs'],
];

/** Every way a module can reach another one. */
const forms = (from: string) => `
  import { a } from '${from}';
  export { b } from '${from}';
  export * from '${from}';
  export type C = import('${from}').C;
  export const d = [a, import('${from}'), new URL('${from}', import.meta.url)];
`;

/** One module a case, all read by the linter at once: what it says of each. */
function verdicts(cases: typeof denied): readonly string[] {
  const files = cases.map(([folder, imported], index) => [`${folder}/case-${index}.ts`, forms(imported)] as const);
  const said = lint(Object.fromEntries(files)).split('\n');
  return files.map(([path]) => said.filter((line) => line.startsWith(path) && line.includes('(layers)')).join('\n'));
}

test('no layer may import what is above it, whichever way it is written', () => {
  const bites = verdicts(denied).map((said) => said.split('\n').length);
  expect(bites).toEqual(denied.map(() => 6));
});

test('every layer may import what is its own, and what is below it', () => {
  expect(verdicts(allowed).join('')).toBe('');
});

test('two modules may not import each other, also not by the name of their layer', () => {
  const said = lint({
    'src/core/hen.ts': `import { egg } from './egg'; export const hen = () => egg;`,
    'src/core/egg.ts': `import { hen } from '@/core/hen'; export const egg = () => hen;`,
  });
  expect(said).toContain('no-cycle');
});

test.each([
  'setTimeout(() => {}, 1)',
  'setInterval(() => {}, 1)',
  'Date.now()',
  'Math.random()',
  'crypto.randomUUID()',
  'localStorage.clear()',
  'performance.now()',
])('a pure layer does not reach for %s, a session may', (expression) => {
  const module = `export const reach = () => ${expression};`;
  const pure = ['core', 'conventions', 'simulator', 'store', 'detection'].map((layer) => `src/${layer}/reach.ts`);
  const said = lint(Object.fromEntries([...pure, 'src/session/reach.ts'].map((path) => [path, module])));
  for (const path of pure) expect(said).toContain(`${path}:1:`);
  expect(said).not.toContain('src/session');
});

test('a module has names, not a default', () => {
  expect(lint({ 'src/ui/bad.ts': 'export default 1;' })).toContain('no-default-export');
});

test('a folder of src that is in no list is told', () => {
  expect(lint({ 'src/utils/bad.ts': 'export const bad = 1;' })).toContain('src/utils is no layer');
});

test('the list knows every folder of src', () => {
  const list = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
  for (const entry of readdirSync(join(root, 'src'), { withFileTypes: true })) {
    if (entry.isDirectory()) expect(list).toContain(`"${entry.name}": "`);
  }
});

test('what several test files share has no hooks of its own: it is loaded once, for the first of them', () => {
  const hooked = "import { afterEach } from 'vitest';\nafterEach(() => {});\n";
  const told = lint({ 'src/session/shared.testing.ts': hooked, 'src/session/one.test.ts': hooked });
  expect(told).toContain('shared.testing.ts');
  expect(told).not.toContain('one.test.ts');
});
