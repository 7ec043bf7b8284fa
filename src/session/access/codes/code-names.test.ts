import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';
import type { Outgoing } from '@/core/message';
import { namesTopic, readNames, withOwner } from '@/credentials/codes/names';

import { openCodeNames } from './code-names';

const anna = { device: 'door', slot: 4, person: 'Anna', since: 5, until: null, endedBy: 'gatehouse' } as const;

type No = 'not-authorised' | 'not-connected';

/** A broker that retains what it is told, until it loses it; its memory is delivered to whoever subscribes. */
function openHouse({ reason: first = null }: { readonly reason?: No | null } = {}) {
  let retained: string | null = null;
  let reason = first;
  const published: Outgoing[] = [];
  const deliver = () => {
    if (retained === null) return;
    names.hear({ topic: namesTopic, payload: new TextEncoder().encode(retained), retained: true, at: 1 });
  };
  const broker: Broker = {
    clientId: 'us',
    async subscribe() {
      deliver();
      return [];
    },
    async publish(outgoing) {
      published.push(outgoing);
      if (reason !== null) return { outcome: 'refused', reason };
      retained = outgoing.payload;
      return { outcome: 'sent' };
    },
    unsubscribe: async () => {},
    request: async () => ({ outcome: 'timed-out' }),
    settle: async () => {},
    close: async () => {},
  };
  const names = openCodeNames(
    () => broker,
    () => {},
    () => 0,
  );
  return {
    names,
    published,
    lose: () => (retained = null),
    write: (text: string) => (retained = text),
    retained: () => retained,
    says: (no: No | null) => (reason = no),
  };
}

test('names are retained, and told again to a broker that has lost them', async () => {
  const { names, published, lose } = openHouse();
  await names.change((all) => withOwner(all, anna));
  expect(published).toMatchObject([{ topic: namesTopic, retain: true }]);
  await names.joined();
  expect(published).toHaveLength(1); // it has them
  lose();
  await names.joined();
  expect(published).toHaveLength(2);
  expect(published[1]?.payload).toBe(published[0]?.payload);
});

test('what others wrote meanwhile is not written over', async () => {
  const { names, published, write } = openHouse();
  await names.change((all) => withOwner(all, anna));
  write('{"codes":[]}');
  await names.joined();
  expect(published).toHaveLength(1);
  expect(names.owners).toEqual([]);
});

test('a name that somebody who had not read it wrote over is written again', async () => {
  const { names, published } = openHouse();
  let wrote = 0;
  const work = names.keep((all) => {
    // right after our word comes that of a page which did not know it
    if (published.length === 1 && wrote++ === 0) hear(published[0]?.payload, '{"rooms":{"door":"Hall"},"codes":[]}');
    return withOwner(all, anna);
  });
  await work;
  expect(published).toHaveLength(2);
  expect(JSON.parse(published[1]?.payload ?? '')).toEqual({ rooms: { door: 'Hall' }, codes: [anna] });
  await names.keep((all) => withOwner(all, anna));
  expect(published).toHaveLength(2); // it stands

  function hear(...payloads: readonly (string | undefined)[]): void {
    for (const payload of payloads)
      names.hear({ topic: namesTopic, payload: new TextEncoder().encode(payload), retained: false, at: 1 });
  }
});

test('an account that may not write them down is told so', async () => {
  const { names } = openHouse({ reason: 'not-authorised' });
  await names.change((all) => withOwner(all, anna));
  expect(names.refusal).toBe('not-allowed');
});

test('a lost connection is not called a right that is missing', async () => {
  const { names } = openHouse({ reason: 'not-connected' });
  await names.keep((all) => withOwner(all, anna));
  expect(names.refusal).toBeNull();
});

test('a name that did not leave, because the connection went while the lock answered, is written when it is back', async () => {
  const { names, retained, write, says } = openHouse();
  write('{"rooms":{"door":"Hall"},"codes":[]}');
  await names.joined();
  says('not-connected');
  await names.keep((all) => withOwner(all, anna));
  await names.joined(); // it goes again at once
  says(null);
  await names.joined();
  expect(JSON.parse(retained() ?? '')).toEqual({ rooms: { door: 'Hall' }, codes: [anna] });
  write('{"codes":[]}');
  await names.joined();
  expect(names.owners).toEqual([]); // and it is said once
});

test('what did not leave is said to a broker that has lost everything, and not in another home', async () => {
  const { names, published, retained, says } = openHouse({ reason: 'not-connected' });
  await names.keep((all) => withOwner(all, anna));
  await names.joined();
  says(null);
  await names.joined();
  expect(JSON.parse(retained() ?? '')).toEqual({ codes: [anna] });
  says('not-connected');
  await names.keep((all) => withOwner(all, { ...anna, slot: 5 }));
  names.forget();
  says(null);
  const before = published.length;
  await names.joined();
  expect(published).toHaveLength(before);
});

test('two locks that are done at the same moment are both written down, whatever echo comes when', async () => {
  const { names, published } = openHouse();
  const both = [{ ...anna }, { ...anna, device: 'gate' }];
  await Promise.all(both.map((one) => names.change((all) => withOwner(all, one))));
  const hear = (payload = '') =>
    names.hear({ topic: namesTopic, payload: new TextEncoder().encode(payload), retained: false, at: 1 });
  hear(published[0]?.payload);
  expect(names.owners).toEqual(both);
  hear(published[1]?.payload);
  expect(names.owners).toEqual(both);
  hear('{"codes":[]}'); // another browser, afterwards
  expect(names.owners).toEqual([]);
});

test('what would be more than anybody reads is not written, and that is said, until it is less again', async () => {
  const { names, published, retained } = openHouse();
  const person = 'Somebody with rather a long name, as a family of many may have';
  for (let slot = 0; slot < 500; slot++) await names.change((all) => withOwner(all, { ...anna, slot, person }));
  expect(names.refusal).toBe('full');
  const told = published.length;
  expect(told).toBeLessThan(500);
  await names.keep((all) => withOwner(all, { ...anna, slot: 501, person }));
  expect(published).toHaveLength(told);
  expect(readNames(new TextEncoder().encode(retained() ?? ''))?.codes).toHaveLength(told);
  await names.change((all) => ({ ...all, codes: all.codes.slice(-100) }));
  expect([names.refusal, published.length]).toEqual([null, told + 1]);
});

test('what stands there and cannot be read is not written over, nor after the connection was gone', async () => {
  const { names, published, write, lose } = openHouse();
  for (const text of ['nonsense', JSON.stringify({ codes: [], rooms: 'x'.repeat(70_000) })]) {
    write(text);
    hear(text);
    await names.change((all) => withOwner(all, anna));
    await names.keep((all) => withOwner(all, { ...anna, slot: 5 }));
    await names.joined();
    expect([names.refusal, published]).toEqual(['unreadable', []]);
  }
  lose(); // somebody has taken it away
  await names.joined();
  expect([names.refusal, published.length]).toEqual([null, 1]);
  hear('nonsense');
  hear('{"codes":[]}');
  expect(names.refusal).toBeNull();

  function hear(text: string): void {
    names.hear({ topic: namesTopic, payload: new TextEncoder().encode(text), retained: true, at: 1 });
  }
});
