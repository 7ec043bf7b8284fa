import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Batch } from '@/core/feed';

import { createClient, SessionLostError } from './client';
import { openLocks } from './learning/locks.testing';
import { servePages } from './serve-pages';
import { openTestSession } from './session.testing';
import { openSharedPort } from './shared-port';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  vi.useRealTimers();
});

/** A worker without a browser around it: the wires, the session and both sides of the boundary are the real ones. */
function openWorker() {
  const session = openTestSession({ conventions: [] });
  const locks = openLocks();
  const feeds = new Set();
  const disconnect = vi.fn<() => Promise<void>>(() => session.disconnect());
  const serve = servePages(
    {
      ...session,
      disconnect,
      openFeed() {
        const feed = session.openFeed();
        feeds.add(feed);
        return feed;
      },
      closeFeed(feed) {
        feeds.delete(feed);
        session.closeFeed(feed);
      },
    },
    locks,
  );

  function openPage() {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    serve(port2);
    const page = new EventTarget();
    const worker = new EventTarget();
    const onLateWelcome = () => expect.unreachable('nobody is late here');
    const client = createClient(openSharedPort({ port: port1, worker, page, locks, onLateWelcome }), (draw) => draw());
    const batches: Batch[] = [];
    client.onBatch((batch) => batches.push(batch));
    const lost: SessionLostError[] = [];
    client.onLost((error) => lost.push(error));
    const life = () => locks.held().findLast((name) => name.startsWith('gatehouse-page-')) ?? '';
    return { client, batches, lost, worker, leave: () => page.dispatchEvent(new Event('pagehide')), life };
  }

  const life = () => locks.held().find((name) => name.startsWith('gatehouse-session-')) ?? '';
  return { session, feeds, disconnect, openPage, crash: locks.crash, life };
}

const served = async (worker: ReturnType<typeof openWorker>, pages: number) =>
  expect.poll(() => worker.feeds.size).toBe(pages);

describe('one session for all tabs', () => {
  test('tells each of them the same, from its own beginning', async () => {
    const worker = openWorker();
    const first = worker.openPage();
    await expect.poll(() => first.batches).toMatchObject([{ connection: { status: 'idle' } }]);
    worker.session.connect({ url: 'nonsense', username: '', password: '' });
    const second = worker.openPage();
    for (const { batches } of [first, second]) {
      await expect.poll(() => batches.at(-1)?.connection?.status).toBe('failed');
    }
    expect(first.client.shared).toBe(true);
  });

  test('forgets a tab that says goodbye, and goes on for the other', async () => {
    const worker = openWorker();
    const [leaving, staying] = [worker.openPage(), worker.openPage()];
    await served(worker, 2);
    leaving.leave();
    await served(worker, 1);
    worker.session.connect({ url: 'nonsense', username: '', password: '' });
    await expect.poll(() => staying.batches.at(-1)?.connection?.status).toBe('failed');
    expect(leaving.batches.at(-1)?.connection?.status).toBe('idle');
  });

  test('notices a tab that crashed without a word', async () => {
    const worker = openWorker();
    worker.openPage();
    await served(worker, 1);
    const crashing = worker.openPage();
    await served(worker, 2);
    worker.crash(crashing.life());
    await served(worker, 1);
  });

  test('keeps nothing for a tab that was closed before it had said hello', async () => {
    const worker = openWorker();
    worker.openPage().leave();
    const next = worker.openPage();
    await expect.poll(() => next.batches.length).toBe(1);
    await served(worker, 1);
  });

  test('is missed by every tab when it ends, and so is what they had asked', async () => {
    const worker = openWorker();
    const pages = [worker.openPage(), worker.openPage()];
    await served(worker, 2);
    for (const { batches } of pages) await expect.poll(() => batches.length).toBe(1);
    worker.crash(worker.life());
    for (const { client, lost } of pages) {
      await expect.poll(() => lost).toHaveLength(1);
      await expect(client.healthSeries('a')).rejects.toBeInstanceOf(SessionLostError);
    }
  });

  test('is missed where it could not be loaded', () => {
    const page = openWorker().openPage();
    page.worker.dispatchEvent(new Event('error'));
    expect(page.lost).toHaveLength(1);
  });

  test('is missed where it never answers, and begun anew where it was only slow', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const [page, worker] = [new EventTarget(), new EventTarget()];
    const [lost, onLateWelcome] = [vi.fn<() => void>(), vi.fn<() => void>()];
    openSharedPort({ port: port1, worker, page, locks: openLocks(), onLateWelcome }).onLost(lost);
    vi.advanceTimersByTime(19_999);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(lost).toHaveBeenCalledOnce();
    expect(onLateWelcome).not.toHaveBeenCalled();
    port2.postMessage({ type: 'welcome', life: 'gatehouse-session-late' });
    await vi.waitUntil(() => onLateWelcome.mock.calls.length === 1, { interval: 0 });
  });

  describe('that outlives them', () => {
    beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    const until = (isSo: () => boolean) => vi.waitUntil(isSo, { interval: 0 });

    test('disconnects', async () => {
      const worker = openWorker();
      const page = worker.openPage();
      await until(() => worker.feeds.size === 1);
      page.leave();
      await until(() => worker.feeds.size === 0);
      expect(worker.disconnect).not.toHaveBeenCalled();
      vi.advanceTimersByTime(5_000);
      expect(worker.disconnect).toHaveBeenCalledOnce();
    });

    test('waits for one that is only loaded again', async () => {
      const worker = openWorker();
      const page = worker.openPage();
      await until(() => worker.feeds.size === 1);
      page.leave();
      await until(() => worker.feeds.size === 0);
      vi.advanceTimersByTime(4_000);
      worker.openPage();
      await until(() => worker.feeds.size === 1);
      vi.advanceTimersByTime(60_000);
      expect(worker.disconnect).not.toHaveBeenCalled();
    });
  });
});
