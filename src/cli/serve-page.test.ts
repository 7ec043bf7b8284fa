import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { openHomeMemory, saveHomeMemory } from '@/detection/learned/memory';
import { gatherPast } from '@/history/past-history';
import type { Scenario } from '@/scenarios/scenario';

import type { Demo } from './demo';
import { servePage, type PageServer } from './serve-page';

const root = mkdtempSync(join(tmpdir(), 'gatehouse-page-'));
const directory = join(root, 'dist');
const policy = "default-src 'none';\n  script-src 'self'";
const demo: Demo = { url: 'ws://127.0.0.1:9001/mqtt', username: 'owner', password: 'once' };

beforeAll(() => {
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(
    join(directory, 'index.html'),
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><title>Gatehouse</title>`,
  );
  for (const file of ['main-abc123.js', 'main-abc123.css', 'inter-abc123.woff2']) {
    writeFileSync(join(directory, 'assets', file), file);
  }
  writeFileSync(join(directory, 'icon.svg'), '<svg/>');
  writeFileSync(join(directory, 'manifest.webmanifest'), '{}');
});
afterAll(() => rmSync(root, { recursive: true }));

let server: PageServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Asking = { readonly method?: string; readonly withDemo?: Demo | null; readonly body?: string };

/** The path goes out as it is written, which fetch would tidy up first. */
async function ask(
  path: string,
  headers: IncomingHttpHeaders = {},
  { method = 'GET', withDemo = demo, body: sent }: Asking = {},
) {
  server ??= await servePage({ directory, port: 0, demo: withDemo });
  const asked = request({ port: server.port, host: '127.0.0.1', path, headers, method }).end(sent);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const person = { accept: 'text/html,*/*;q=0.8' };

describe('the page', () => {
  test.each(['/', '/devices', '/devices/ieee%3A0x00.1f', '/settings?broker=ws%3A%2F%2Fhome'])(
    'is served at %s',
    async (path) => {
      const { status, headers, body } = await ask(path, person);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html;charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      expect(body).toContain('<title>Gatehouse</title>');
    },
  );

  test.each([
    ['/assets/main-abc123.js', 'text/javascript'],
    ['/assets/main-abc123.css', 'text/css'],
    ['/assets/inter-abc123.woff2', 'font/woff2'],
    ['/icon.svg', 'image/svg+xml'],
    ['/manifest.webmanifest', 'application/manifest+json'],
  ])('comes with %s as %s', async (path, type) => {
    const { status, headers } = await ask(path);
    expect([status, headers['content-type']?.split(';')[0]]).toEqual([200, type]);
  });

  test('may be kept for ever where the name carries a hash, and is asked for again elsewhere', async () => {
    expect((await ask('/assets/main-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const icon = await ask('/icon.svg');
    expect(icon.headers['cache-control']).toBe('no-cache');
    expect((await ask('/icon.svg', { 'if-none-match': String(icon.headers.etag) })).status).toBe(304);
  });

  test('says its policy in a header too, and that nobody may frame it', async () => {
    const { headers } = await ask('/', person);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  test('that a script asks for and is not there is not found', async () => {
    expect((await ask('/assets/old-000.js')).status).toBe(404);
  });

  test('has no demo where there is none', async () => {
    expect((await ask('/demo', {}, { withDemo: null })).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '//../secret.txt',
    '/%',
    '/\\..\\secret.txt',
  ])('does not lead out of its directory by %s', async (path) => {
    for (const headers of [{}, person]) expect((await ask(path, headers)).body).not.toContain('secret');
  });

  test('is only read', async () => {
    expect((await ask('/', person, { method: 'POST' })).status).toBe(405);
    expect(await ask('/', person, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  test('is served on this machine only, and a taken port is said', async () => {
    await ask('/');
    const port = server?.port ?? 0;
    await expect(servePage({ directory, port, demo })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('that was never built cannot be served', async () => {
    await expect(servePage({ directory: root, port: 0, demo })).rejects.toThrow('index.html');
  });
});

describe('the log-in of the demo', () => {
  test('is told to our own page, and kept nowhere', async () => {
    const { status, headers, body } = await ask('/demo', { 'sec-fetch-site': 'same-origin' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    expect(JSON.parse(body)).toEqual(demo);
  });

  test.each(['localhost:5173', '127.0.0.1:5173', '[::1]:5173', 'localhost'])('is told at %s', async (host) => {
    expect((await ask('/demo', { host })).status).toBe(200);
  });

  test.each([
    { host: 'evil.example:5173' },
    { host: '192.168.1.5:5173' },
    { host: 'localhost.evil.example' },
    { host: 'localhost@evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('is not told to %j', async (headers) => {
    const { status, body } = await ask('/demo', headers);
    expect(status).toBe(403);
    expect(body).not.toContain('once');
  });
});

describe('the past of the demo', () => {
  const past: NonNullable<Demo['past']> = {
    habits: saveHomeMemory(openHomeMemory()),
    history: gatherPast().asOf(0),
  };

  test.each([
    ['habits', past.habits],
    ['history', past.history],
  ])('is told to our own page as %s, and to nobody else', async (name, told) => {
    const withDemo = { ...demo, past };
    expect(JSON.parse((await ask('/demo', {}, { withDemo })).body)).toEqual({ ...demo, hasPast: true });
    const { headers, body } = await ask(`/demo/${name}`, {}, { withDemo });
    expect(JSON.parse(body)).toEqual(told);
    expect(headers['cache-control']).toBe('no-store');
    expect((await ask(`/demo/${name}`, { host: 'evil.example' }, { withDemo })).status).toBe(403);
  });

  test('is not there where the home has none', async () => {
    expect((await ask('/demo/history')).status).toBe(404);
  });
});

describe('the scenarios of the demo', () => {
  const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const post = (body: string, headers: IncomingHttpHeaders = json, withDemo: Demo = staged()) =>
    ask('/demo/scenario', headers, { method: 'POST', body, withDemo });

  /** a home on which things may be started; the names of what was */
  const started: string[] = [];
  function staged(outcome: 'started' | 'running' | 'no-part' = 'started'): Demo {
    const run = ({ name }: Scenario) => {
      started.push(name);
      return outcome;
    };
    return { ...demo, home: { run, running: () => [{ name: 'jamming', secondsLeft: 7 }] } };
  }
  afterEach(() => void started.splice(0));

  test('are offered to our own page where there is a home, in words', async () => {
    const offer = JSON.parse((await ask('/demo', {}, { withDemo: staged() })).body) as { scenarios: object[] };
    expect(offer).toMatchObject({ ...demo, scenarios: expect.any(Array) });
    expect(offer.scenarios).toContainEqual({
      name: 'jamming',
      title: 'Somebody jams the radio',
      happens: expect.stringContaining('battery'),
      expected: expect.stringContaining('jammed'),
      harmless: false,
    });
  });

  test('are not there without a home', async () => {
    expect((await ask('/demo/scenario')).status).toBe(404);
    expect((await ask('/demo/scenario', json, { method: 'POST', body: '{"name":"jamming"}' })).status).toBe(405);
  });

  test('are told while they run', async () => {
    const { headers, body } = await ask('/demo/scenario', {}, { withDemo: staged() });
    expect(JSON.parse(body)).toEqual({ running: [{ name: 'jamming', secondsLeft: 7 }] });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('are started by name', async () => {
    expect(await post('{"name":"pin-bruteforce"}')).toMatchObject({ status: 202, body: '{"outcome":"started"}' });
    expect(started).toEqual(['pin-bruteforce']);
  });

  test.each(['running', 'no-part'] as const)('are not started where the home says "%s"', async (outcome) => {
    expect(await post('{"name":"jamming"}', json, staged(outcome))).toMatchObject({
      status: 409,
      body: JSON.stringify({ outcome }),
    });
  });

  test.each([
    ['{"name":"burglary"}', 404],
    ['{"name":"constructor"}', 404],
    ['{"name":7}', 400],
    ['"jamming"', 400],
    ['null', 400],
    ['{', 400],
    ['', 400],
    [JSON.stringify({ name: 'x'.repeat(2_000) }), 413],
  ])('are not started by %s', async (body, status) => {
    expect((await post(body, { ...json, 'content-length': String(Buffer.byteLength(body)) })).status).toBe(status);
    expect(started).toEqual([]);
  });

  test.each([
    [403, { ...json, 'sec-fetch-site': 'cross-site' }],
    [403, { ...json, 'sec-fetch-site': 'same-site' }],
    [403, { ...json, origin: 'http://evil.example' }],
    [403, { ...json, origin: 'null' }],
    [403, { ...json, host: 'evil.example:5173' }],
    [415, { 'content-type': 'text/plain' }],
    [415, { 'content-type': 'application/x-www-form-urlencoded' }],
    [415, {}],
    [411, { ...json, 'transfer-encoding': 'chunked' }],
  ])('are refused with %i to whoever asks with %j', async (status, headers) => {
    expect((await post('{"name":"jamming"}', headers)).status).toBe(status);
    expect(started).toEqual([]);
  });

  test('are started from an origin that is this very address', async () => {
    server ??= await servePage({ directory, port: 0, demo: staged() });
    const host = `localhost:${server.port}`;
    expect((await post('{"name":"jamming"}', { ...json, host, origin: `http://${host}` })).status).toBe(202);
  });

  test('are neither put nor deleted', async () => {
    const { status, headers } = await ask('/demo/scenario', {}, { method: 'DELETE', withDemo: staged() });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });
});
