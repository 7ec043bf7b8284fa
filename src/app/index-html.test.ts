import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { paths } from '@/ui/paths';

const html = readFileSync(new URL('../index.html', import.meta.url), 'utf8');
const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
const inlineScript = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';

/** Runs the inline script as a browser would that opened `path`; answers the address it left. */
function openAt(path: string, theme: string | null = null) {
  const opened = new URL(path, 'https://gate.lan');
  const left = { path: opened.pathname, state: null as unknown };
  const dataset: Record<string, string> = {};
  const history = { replaceState: (state: unknown, _: string, to: string) => Object.assign(left, { state, path: to }) };
  const localStorage = { getItem: () => theme };
  // oxlint-disable-next-line typescript/no-implied-eval -- the script under test is text, as a browser gets it
  const run = new Function('location', 'history', 'localStorage', 'document', inlineScript);
  run(opened, history, localStorage, { documentElement: { dataset } });
  return { ...left, theme: dataset['theme'] };
}

describe('the policy of the page', () => {
  test('allows its one inline script by hash, and nothing unsafe', () => {
    const hash = createHash('sha256').update(inlineScript).digest('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toContain('unsafe');
    expect(html.match(/<script(?! type="module" src=)/g)).toHaveLength(1);
  });
});

describe('the inline script', () => {
  test.each(['/', '/devices', '/settings', '/sub/path/', '/sub/path/connect', '/no-such-page'])(
    'leaves %s alone: its files are found from there',
    (path) => expect(openAt(path)).toMatchObject({ path, state: null }),
  );

  test.each([
    ['/devices/ieee%3A0x1', '/'],
    ['/sub/path/devices/ieee%3A0x1', '/sub/path/'],
    ['/devices/unknown', '/'],
    ['/devices/', '/'],
    ['/sub/settings/', '/sub/'],
    ['/alerts/', '/'],
    ['/sub/messages/', '/sub/'],
  ])('goes from %s to the root %s for a moment', (path, root) => {
    expect(openAt(`${path}?a=1#b`)).toMatchObject({ path: root, state: { deepLink: `${path}?a=1#b` } });
  });

  /** a page that is added is deep where its address is */
  const deep = Object.values(paths).flatMap((path) => {
    const address = typeof path === 'string' ? path : path('ieee:0x1').replace(/#.*/, '');
    return address.split('/').length > 2 ? [address] : [];
  });
  test.each(deep)('goes from %s, as from each page below another, to the root', (path) => {
    expect(openAt(`/sub${path}`)).toMatchObject({ path: '/sub/', state: { deepLink: `/sub${path}` } });
  });

  test('sets the chosen theme before the first paint, and no other', () => {
    expect(openAt('/', 'dark').theme).toBe('dark');
    expect(openAt('/', 'purple').theme).toBeUndefined();
    expect(openAt('/').theme).toBeUndefined();
  });
});
