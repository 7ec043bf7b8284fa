import { describe, expect, test } from 'vitest';

import { fetchRunning, startScenario } from './scenario-requests';

const address = new URL('http://localhost:5173/sub/demo/scenario');
const answering = (status: number, body: unknown) =>
  (async () => new Response(JSON.stringify(body), { status })) as typeof fetch;
const failing = (() => Promise.reject(new TypeError('Failed to fetch'))) as typeof fetch;

test('the scenarios that run are asked for, never taken from a cache', async () => {
  const asked: unknown[] = [];
  const running = await fetchRunning(address, (async (...question: unknown[]) => {
    asked.push(...question);
    return new Response('{"running":[{"name":"jamming","secondsLeft":7}]}');
  }) as typeof fetch);
  expect(running).toEqual([{ name: 'jamming', secondsLeft: 7 }]);
  expect(asked).toEqual([address, { cache: 'no-store' }]);
});

test.each([{}, { running: 'all' }, null])('an answer that cannot be understood is none: %j', async (body) => {
  await expect(fetchRunning(address, answering(200, body))).rejects.toThrow();
});

describe('a scenario', () => {
  test('is started by its name, as JSON', async () => {
    const asked: [RequestInfo | URL, RequestInit | undefined][] = [];
    const failure = await startScenario(address, 'jamming', (async (to, how) => {
      asked.push([to, how]);
      return new Response('{"outcome":"started"}', { status: 202 });
    }) as typeof fetch);
    expect(failure).toBeNull();
    const headers = { 'Content-Type': 'application/json' };
    expect(asked).toEqual([[address, { method: 'POST', headers, body: '{"name":"jamming"}' }]]);
  });

  test.each([
    ['running', answering(409, { outcome: 'running' })],
    ['no-part', answering(409, { outcome: 'no-part' })],
    ['no-answer', answering(404, {})],
    ['no-answer', failing],
  ] as const)('is not started: %s', async (failure, send) => {
    expect(await startScenario(address, 'jamming', send)).toBe(failure);
  });
});
