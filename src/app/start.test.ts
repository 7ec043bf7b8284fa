import { describe, expect, test } from 'vitest';

import { asksForOther, fetchOffer, fetchText, stageAt, startOf, type Start } from './start';

const root = new URL('https://gate.lan/sub/');
const answering = (body: string, type: string, status = 200) =>
  (async () => new Response(body, { status, headers: { 'content-type': type } })) as typeof fetch;

describe('the page begins', () => {
  test('with a filled-in form when its address names a broker, whatever its server offers', () => {
    const start = startOf('?broker=ws://home.lan:9001&username=owner&password=x', { url: 'ws://localhost:9001' }, root);
    expect(start).toEqual({ kind: 'form', preset: { url: 'ws://home.lan:9001', username: 'owner' } });
  });

  test('by itself when its server offers a log-in for this run', () => {
    const login = { url: 'ws://127.0.0.1:9001/mqtt', username: 'owner', password: 'once' };
    const address = new URL('https://gate.lan/sub/demo/scenario');
    expect(startOf('', login, root)).toEqual({ kind: 'demo', login, stage: { scenarios: [], address }, past: null });
    const { past } = startOf('', { ...login, hasPast: true }, root) as Extract<Start, { kind: 'demo' }>; // it was just now
    expect(String(past?.history)).toBe('https://gate.lan/sub/demo/history');
    const scenario = { name: 'jamming', title: 'Jamming', happens: 'It.', expected: 'It is.', harmless: false };
    expect(startOf('', { ...login, scenarios: [scenario] }, root)).toMatchObject({ stage: { scenarios: [scenario] } });
  });

  test('with the form when its server only knows the broker', () => {
    const start = startOf('', { url: 'ws://home.lan:9001' }, root);
    expect(start).toEqual({ kind: 'form', preset: { url: 'ws://home.lan:9001', username: '' } });
  });

  test.each([null, 'text', [], {}, { url: 7 }])('with an empty form when its server says %j', (offered) => {
    expect(startOf('', offered, root)).toEqual({ kind: 'form', preset: null });
  });
});

test('a home is called simulated where one is simulated, and nowhere else', () => {
  const login = { url: 'ws://127.0.0.1:9001/mqtt', username: 'owner', password: 'once' };
  const scenario = { name: 'jamming', title: 'Jamming', happens: 'It.', expected: 'It is.', harmless: false };
  const demo = startOf('', { ...login, scenarios: [scenario] }, root);
  expect(stageAt(demo, login.url)).toMatchObject({ scenarios: [scenario] });
  expect(stageAt(demo, 'ws://home.lan:9001')).toBeNull();
  // `--no-home`: whoever connects a real bridge to it must not read that nothing reaches a real door
  expect(stageAt(startOf('', login, root), login.url)).toBeNull();
  expect(stageAt(null, login.url)).toBeNull();
});

describe('the offer of the server', () => {
  test('is asked for below the page’s own root, and never taken from a cache', async () => {
    let asked: unknown[] = [];
    await fetchOffer(root, (async (...question: unknown[]) => {
      asked = question;
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    }) as typeof fetch);
    expect(String(asked[0])).toBe('https://gate.lan/sub/demo');
    expect(asked[1]).toEqual({ cache: 'no-store' });
  });

  test('is what the server says in JSON', async () => {
    expect(await fetchOffer(root, answering('{"url":"ws://x"}', 'application/json'))).toEqual({ url: 'ws://x' });
  });

  test('is nothing on a plain web server', async () => {
    expect(await fetchOffer(root, answering('<!doctype html>', 'text/html'))).toBeNull();
    expect(await fetchOffer(root, answering('{}', 'application/json', 404))).toBeNull();
    expect(await fetchOffer(root, answering('{', 'application/json'))).toBeNull();
    expect(await fetchOffer(root, () => Promise.reject(new TypeError('Failed to fetch')))).toBeNull();
  });
});

test('a past is fetched as it was written, for somebody else to read', async () => {
  expect(await fetchText(root, answering('{"cut', 'application/json'))).toBe('{"cut');
  expect(await fetchText(root, answering('<!doctype html>', 'text/html'))).toBeNull();
});

describe('an address that names a broker', () => {
  test.each([
    ['', false],
    ['?username=anna', false],
    ['?broker=ws://gate.lan:9001', false],
    ['?broker=ws://gate.lan:9001/', false],
    ['?broker=ws://other.lan:9001', true],
    ['?broker=nonsense', true],
  ])('%s on a page that is connected: is it another one? %s', (search, other) => {
    expect(asksForOther(search, 'ws://gate.lan:9001')).toBe(other);
  });
});
