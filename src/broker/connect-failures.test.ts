import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { refusedPauseMs } from './back-off';
import { connack311, connack5, startOldBroker, type ConnectAnswer, type OldBroker } from './old-broker.testing';
import type { BrokerOptions } from './port';
import { openWatchedBroker, type WatchedBroker } from './watched-broker.testing';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function open(url: string, more?: Partial<BrokerOptions>): WatchedBroker {
  const broker = openWatchedBroker({ url, username: 'owner', password: 'hunter2' }, more);
  undo.push(broker.close);
  return broker;
}

async function failureAt(url: string, more?: Partial<BrokerOptions>) {
  const { failure } = await open(url, more).until('failed');
  return failure;
}

async function oldBroker(answer: (version: number, attempt: number) => ConnectAnswer): Promise<OldBroker> {
  const broker = await startOldBroker(answer);
  undo.push(broker.close);
  return broker;
}

async function portOf(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  return (server.address() as AddressInfo).port; // it listens on TCP
}

describe('where no home can be reached', () => {
  test('a web server is told from a broker', async () => {
    const port = await portOf(createServer((_, response) => response.writeHead(404).end('no such page')));
    expect(await failureAt(`ws://127.0.0.1:${port}/mqtt`)).toEqual({ kind: 'not-a-websocket' });
  });

  test('a web server is asked without our credentials', async () => {
    const asked: string[] = [];
    const port = await portOf(
      createServer(({ url, headers }, response) => {
        asked.push(`${url} ${JSON.stringify(headers)}`);
        response.end('hello');
      }),
    );
    expect(await failureAt(`ws://127.0.0.1:${port}/mqtt`)).toEqual({ kind: 'not-a-websocket' });
    expect(asked.join()).toContain('/mqtt');
    expect(asked.join()).not.toContain('hunter2');
    expect(asked.join()).not.toContain('owner');
  });

  test('a closed port is nothing at all', async () => {
    const server = createServer();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await failureAt(`ws://127.0.0.1:${port}`)).toEqual({ kind: 'unreachable', timedOut: false });
  });

  test('the port for devices hangs up, and is no web server', async () => {
    const port = await portOf(createTcpServer((socket) => socket.once('data', () => socket.destroy())));
    expect(await failureAt(`ws://127.0.0.1:${port}`)).toEqual({ kind: 'unreachable', timedOut: false });
  });

  test('a port that swallows everything is given up', async () => {
    const port = await portOf(createTcpServer((socket) => undo.push(() => socket.destroy())));
    expect(await failureAt(`ws://127.0.0.1:${port}`, { connectTimeoutMs: 50 })).toEqual({
      kind: 'unreachable',
      timedOut: true,
    });
  });

  test('an address that is none is said to be so, and its password is not repeated', async () => {
    const broker = open('ws://owner:hunter2@127.0.0.1:9001');
    expect(await broker.until('failed')).toMatchObject({ failure: { kind: 'bad-address' } });
    expect(JSON.stringify(broker.states)).not.toContain('hunter2');
    expect(await failureAt('http://127.0.0.1')).toMatchObject({ kind: 'bad-address' });
  });

  test('giving up while connecting is quiet', async () => {
    const silent = await oldBroker(() => 'silence');
    const broker = open(silent.url);
    await broker.close();
    expect(broker.states.map((state) => state.status)).toEqual(['connecting']);
  });
});

describe('a broker from before MQTT 5', () => {
  test('that says so is spoken to in MQTT 3.1.1', async () => {
    const old = await oldBroker((version) => connack311(version === 4 ? 0 : 1));
    expect(await open(old.url).until('connected')).toMatchObject({ protocol: 4 });
    expect(old.offered).toEqual([5, 4]);
  });

  test('that hangs up at the sight of MQTT 5 is spoken to in MQTT 3.1.1', async () => {
    const old = await oldBroker((version) => (version === 4 ? connack311(0) : 'hang-up'));
    expect(await open(old.url).until('connected')).toMatchObject({ protocol: 4 });
  });

  test('is greeted in its own version when it comes back', async () => {
    const old = await oldBroker((version, attempt) =>
      version !== 4 ? connack311(1) : attempt === 3 ? 'hang-up' : connack311(0),
    );
    const broker = open(old.url, { random: () => 0 });
    await broker.until('connected');
    old.cut();
    await broker.until('reconnecting');
    await broker.until('connected');
    expect(old.offered).toEqual([5, 4, 4, 4]);
  });

  test('that then refuses the password is told from one that refuses the version', async () => {
    const old = await oldBroker((version) => connack311(version === 4 ? 4 : 1));
    expect(await failureAt(old.url)).toEqual({ kind: 'bad-credentials' });
  });

  test('and from before MQTT 3.1.1 cannot be spoken to', async () => {
    const ancient = await oldBroker(() => connack311(1));
    expect(await failureAt(ancient.url)).toEqual({ kind: 'protocol-version' });
    expect(ancient.offered).toEqual([5, 4]);
  });
});

describe('a broker that is there but does not let us in', () => {
  test('because it is busy, says so', async () => {
    const busy = await oldBroker(() => connack5(0x89));
    expect(await failureAt(busy.url)).toEqual({ kind: 'server-unavailable' });
  });

  test('because it never finishes its greeting, is given up', async () => {
    const silent = await oldBroker(() => 'silence');
    expect(await failureAt(silent.url, { connectTimeoutMs: 50 })).toEqual({ kind: 'unreachable', timedOut: true });
  });

  test('because it hangs up at every greeting, is known to have opened a WebSocket', async () => {
    const brusque = await oldBroker(() => 'hang-up');
    expect(await failureAt(brusque.url)).toEqual({ kind: 'unreachable', timedOut: false, opened: true });
  });

  test('any more after a change of the password, is not asked again', async () => {
    const broker = await oldBroker((_, attempt) => connack5(attempt === 1 ? 0 : 0x86));
    const home = open(broker.url, { random: () => 0 });
    await home.until('connected');
    broker.cut();
    expect(await home.until('failed')).toMatchObject({ failure: { kind: 'bad-credentials' } });
    expect(broker.offered).toEqual([5, 5]);
  });

  /** no pause is waited for */
  const atOnce: BrokerOptions['onOnline'] = (retry) => {
    const soon = setTimeout(retry);
    return () => clearTimeout(soon);
  };

  test('while it does not know its accounts yet after a restart, is patiently asked until it does', async () => {
    const broker = await oldBroker((_, attempt) => connack5(attempt === 1 || attempt === 5 ? 0 : 0x87));
    const home = open(broker.url, { patient: true, onOnline: atOnce, clock: () => 5, random: () => 0.5 });
    await home.until('connected');
    broker.cut();
    await home.until('reconnecting');
    await home.until('connected');
    const tries = home.states.flatMap((state) => (state.status === 'reconnecting' ? [state] : []));
    const refused = { failure: { kind: 'bad-credentials' }, retryAt: 45_005 };
    expect(tries).toMatchObject([{ failure: null }, refused, refused, refused]);
  });

  test('any more at all, is not patiently asked for ever, and not at all where it never did', async () => {
    const broker = await oldBroker((_, attempt) => connack5(attempt === 1 ? 0 : 0x86));
    const home = open(broker.url, { patient: true, onOnline: atOnce });
    await home.until('connected');
    broker.cut();
    await home.until('reconnecting');
    expect(await home.until('failed')).toMatchObject({ failure: { kind: 'bad-credentials' } });
    expect(broker.offered).toHaveLength(1 + 8);
    const stranger = open(broker.url, { patient: true });
    await stranger.until('failed');
    expect(stranger.states.map(({ status }) => status)).toEqual(['connecting', 'failed']);
  });

  test('is asked so seldom that nobody takes us for a thief', () => {
    // `detection/rules/login-bruteforce.ts` counts five in two minutes
    expect(4 * refusedPauseMs(() => 0)).toBeGreaterThanOrEqual(2 * 60_000);
    expect(7 * refusedPauseMs(() => 1)).toBeLessThanOrEqual(7 * 60_000);
  });

  test('for a while after a restart, is asked until it does, and never in an older version', async () => {
    const broker = await oldBroker(
      (_, attempt) => [connack5(0), 'hang-up' as const, connack5(0x88), connack5(0)][attempt - 1] ?? 'hang-up',
    );
    const home = open(broker.url, { random: () => 0, clock: () => 5 });
    await home.until('connected');
    broker.cut();
    await home.until('reconnecting');
    await home.until('connected');
    expect(broker.offered).toEqual([5, 5, 5, 5]);
    const failures = home.states.flatMap((state) => (state.status === 'reconnecting' ? [state.failure] : []));
    expect(failures).toEqual([
      null,
      { kind: 'unreachable', timedOut: false, opened: true },
      { kind: 'server-unavailable' },
    ]);
  });

  test('is asked at once when the network is there again', async () => {
    const broker = await oldBroker(() => connack5(0));
    let comeOnline = () => {};
    const never = 0.999_999;
    const home = open(broker.url, {
      random: () => never,
      onOnline: (retry) => {
        comeOnline = retry;
        return () => (comeOnline = () => {});
      },
    });
    await home.until('connected');
    broker.cut();
    const { retryAt, since } = await home.until('reconnecting');
    expect(retryAt - since).toBeGreaterThan(400);
    comeOnline();
    expect((await home.until('connected')).since).toBeLessThan(retryAt);
  });
});
