import { beforeEach, describe, expect, test } from 'vitest';

import { openChanges, openHome, type Changes, type Home } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Message } from '@/core/message';
import type { Fact } from '@/core/observation';

import type { Office } from '../admin';
import { openTransports, type Transports } from './transports';

let home: Home;
let changes: Changes;
let transports: Transports;
let own: string | null;
let log: (line: string, topic?: string) => void;
beforeEach(() => {
  home = openHome();
  own = null;
  changes = openChanges();
  transports = openTransports({ home, changes, at: () => own, clock: () => 1_000 });
  log = () => {};
  // as much of an administrator's office as is needed to hear the broker's log
  const office = {
    broker: { subscribe: async () => [] },
    onMessage(listener: (message: Message) => void) {
      log = (line, topic = '$SYS/broker/log/N') =>
        listener({ topic, payload: new TextEncoder().encode(line), retained: false, at: 0 } as Message);
      return () => (log = () => {});
    },
    onLink: () => () => {},
  } as unknown as Office;
  transports.begin(office);
  introduce('cam', 'cam.a');
});

function introduce(id: string, username: string): void {
  const identity: Fact = {
    type: 'identity',
    identifiers: [`serial:${id}`],
    name: id,
    nameIsDerived: false,
    room: null,
    vendor: null,
    model: null,
    kind: 'camera',
    capabilities: [],
    power: null,
    via: null,
    disabled: false,
  };
  const login: Fact = { type: 'broker-login', username, clientId: id, handOver: null };
  for (const fact of [identity, login])
    fold(home, { device: `gatehouse:${id}`, convention: 'gatehouse', at: 0, retained: false, fact }, changes);
}

function connects(port: number | null, from = '192.168.1.30:5000'): void {
  if (port !== null) log(`17956: New connection from ${from} on port ${port}.`);
  log(`17956: New client connected from ${from} as cam (p5, c1, k60, u'cam.a').`);
}

const words = async () => (await transports.answers.transports({})).map(({ name, short }) => `${name}: ${short}`);

describe('what the broker’s log tells an administrator', () => {
  test.each([
    [8883, 'cam: Encrypted'],
    [1883, 'cam: In clear'],
    [9001, 'cam: Unknown'],
    [null, 'cam: Unknown'],
  ])('of a device that came in at port %s', async (port, told) => {
    connects(port);
    expect(await words()).toEqual([told]);
  });

  test('of one that came in where this page itself speaks in clear, for no port of WebSockets is registered', async () => {
    own = 'ws://broker.lan:9001/mqtt';
    connects(9001);
    const [cam] = await transports.answers.transports({});
    expect(cam).toMatchObject({ short: 'In clear', isFinding: true, toldAt: 1_000 });
    expect(cam?.sentence).toContain('port 9001, where this page too speaks without encryption');
  });

  test('nothing, where this page speaks encrypted at a port of that number: that may end at a proxy', async () => {
    own = 'wss://proxy.lan:9001/mqtt';
    connects(9001);
    expect(await words()).toEqual(['cam: Unknown']);
  });

  test.each(['127.0.0.1:5000', '::ffff:127.0.0.1:5000'])('of one on the broker’s own computer (%s)', async (from) => {
    connects(null, from);
    expect(await words()).toEqual(['cam: Stays on one computer']);
  });

  test('with the evidence, and what speaks in clear first', async () => {
    introduce('attic', 'attic.a');
    connects(1883);
    const [first, second] = await transports.answers.transports({});
    expect(first).toMatchObject({ name: 'cam', isFinding: true });
    expect(first?.sentence).toContain('The broker saw it come in at port 1883.');
    expect(second).toMatchObject({ name: 'attic', isFinding: false });
  });

  test('nothing, once nobody listens any more, or where somebody else says it', async () => {
    log("New client connected from 10.0.0.1:1 as cam (p5, c1, k60, u'cam.a').", 'home/log');
    transports.stop();
    connects(1883);
    expect(await words()).toEqual(['cam: Unknown']);
  });
});
