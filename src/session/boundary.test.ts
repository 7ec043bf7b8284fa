import { describe, expect, test } from 'vitest';

import type { Batch } from '@/core/feed';

import { createClient, SessionLostError } from './client';
import type { FromSession, ToSession } from './protocol';
import { serveSession } from './serve';
import type { Session } from './session';

/** A page and a session with the worker boundary between them, without a Worker: what crosses is cloned as there. */
function open(parts: Partial<Session> = {}, { listening = true } = {}) {
  const toSession = new Set<(message: ToSession) => void>();
  const toPage = new Set<(message: FromSession) => void>();
  const frames: (() => void)[] = [];
  const changes = new Set<() => void>();
  const batches: Batch[] = [];
  let lose = () => {};
  let next: Batch | null = null;
  const feed = {
    take: () => {
      const batch = next;
      next = null;
      return batch;
    },
    onChange: (listener: () => void) => {
      changes.add(listener);
      return () => void changes.delete(listener);
    },
  };
  const session = {
    openFeed: () => feed,
    mapped: { answers: {} },
    firmwareDesk: { answers: {} },
    signedUpdates: { answers: {} },
    witness: { answers: {} },
    vault: { answersFor: () => ({}) },
    history: { answers: {} },
    ...parts,
  } as unknown as Session; // the boundary uses no more of it than each story below gives
  serveSession(session, {
    post(message, transfer = []) {
      const crossed = structuredClone(message, { transfer: [...transfer] });
      toPage.forEach((listener) => listener(crossed));
    },
    onMessage: (listener) => {
      toSession.add(listener);
      return () => void toSession.delete(listener);
    },
  });
  const client = createClient(
    {
      shared: false,
      post: (message) => toSession.forEach((listener) => listener(structuredClone(message))),
      onMessage: (listener) => void toPage.add(listener),
      onLost: (listener) => void (lose = listener),
      close: () => {},
    },
    (draw) => void frames.push(draw),
  );
  const listen = () => client.onBatch((batch) => batches.push(batch));
  if (listening) listen();
  const change = (removed: string[]) => {
    next = { devices: [], removed: [...(next?.removed ?? []), ...removed] };
    changes.forEach((listener) => listener());
  };
  return { client, listen, batches, frame: () => frames.shift()?.(), frames, change, lose: () => lose() };
}

describe('the worker boundary', () => {
  test('carries at most one batch a frame, with everything that came meanwhile in the next', () => {
    const { batches, frame, frames, change } = open();
    change(['a']);
    change(['b']);
    change(['c']);
    expect(frames).toHaveLength(1);
    frame();
    expect(batches.map((batch) => batch.removed)).toEqual([['a']]);
    frame();
    expect(batches.map((batch) => batch.removed)).toEqual([['a'], ['b', 'c']]);
  });

  test('brings each answer to the one who asked', async () => {
    const { client } = open({
      command: async (intent) =>
        intent.device === 'a' ? { outcome: 'sent' } : { outcome: 'refused', reason: 'not-authorised' },
      healthSeries: () => [],
    });
    const answers = await Promise.all([
      client.command({ device: 'b', command: { type: 'lock' } }),
      client.command({ device: 'a', command: { type: 'lock' } }),
      client.healthSeries('a'),
    ]);
    expect(answers).toEqual([{ outcome: 'refused', reason: 'not-authorised' }, { outcome: 'sent' }, []]);
  });

  test('a picture moves over it with its facts, and nothing is left behind', async () => {
    const told = {
      value: { type: 'image/jpeg', bytes: 3, takenAt: 1 },
      at: 2,
      retained: false,
      by: 'gatehouse',
    } as const;
    const bytes = Uint8Array.from([0xff, 0xd8, 0xff]);
    const standstill = { since: 2, repeats: 0 };
    const { client } = open({ picture: (device) => (device === 'cam' ? { told, bytes, standstill } : null) });
    const copy = Uint8Array.from([0xff, 0xd8, 0xff]);
    expect(await client.picture('cam')).toEqual({ told, bytes: copy, standstill });
    expect(bytes.byteLength).toBe(0);
    expect(await client.picture('door')).toBeNull();
  });

  test('an error crosses it by name', async () => {
    const { client } = open({
      bridgeHealth: () => Promise.reject(Object.assign(new Error('no'), { name: 'BridgeError' })),
    });
    await expect(client.bridgeHealth('a')).rejects.toMatchObject({ name: 'BridgeError', message: 'no' });
  });

  test('keeps the whole home for a page that is slow to listen', () => {
    const { batches, change, frame, frames, listen } = open({}, { listening: false });
    change(['a']);
    expect(frames).toHaveLength(0);
    listen();
    frame();
    expect(batches.map((batch) => batch.removed)).toEqual([['a']]);
  });

  test('a worker that was lost before anybody asked is told as lost', () => {
    const { client, lose } = open();
    lose();
    const told: string[] = [];
    client.onLost(({ code }) => told.push(code));
    expect(told).toEqual(['session-lost']);
  });

  test('a lost worker settles everything that waits and everything asked later', async () => {
    const { client, lose } = open({ command: () => new Promise(() => {}) });
    const waiting = client.command({ device: 'a', command: { type: 'lock' } });
    lose();
    await expect(waiting).rejects.toBeInstanceOf(SessionLostError);
    await expect(client.healthSeries('a')).rejects.toBeInstanceOf(SessionLostError);
  });
});
