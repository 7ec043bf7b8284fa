import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';
import { gatehouse } from '@/conventions/gatehouse/gatehouse';
import { noCodesNews, type CodesNews } from '@/core/codes/code-owner';
import type { Outgoing } from '@/core/message';
import { claimsOf, withClaim } from '@/credentials/codes/claims';
import { namesTopic, noNames, readNames, withOwner, writeNames, type Names } from '@/credentials/codes/names';

import { openPipeline } from '../../hearing/pipeline';
import { openCodeNames } from './code-names';
import { openCodes } from './codes';

const door = (what: string) => `gatehouse/v1/device/door/${what}`;
const gone = new Set(['any']);

type Command = { readonly command: string; readonly place: number; readonly code: string };

/**
 * A broker that gives everybody the same order, a lock of six places behind it, and the pages of a home. Everything happens one
 * thing after the other, each when the last has come to rest.
 */
function openHome() {
  const table = new Map<number, string>([[1, '948271']]);
  const obeyed: Command[] = [];
  const waiting: (() => void)[] = [];
  const ears: ((topic: string, payload: string, retained: boolean) => void)[] = [];
  let names: Names = noNames;
  let drawn = 0;
  let onSet: (command: Command) => void = () => {};
  /** the names do not get through any more, and commands do: the connection goes while a lock answers */
  let isCut = false;
  let steadyMs = 0;

  function enqueue(happen: () => void): void {
    waiting.push(happen);
    if (waiting.length === 1) setImmediate(turn);
  }

  function turn(): void {
    waiting[0]?.();
    waiting.shift();
    if (waiting.length > 0) setImmediate(turn);
  }

  function tell(topic: string, payload: string): void {
    if (isCut && topic === namesTopic) return;
    for (const hear of ears) hear(topic, payload, false);
  }

  function write(next: Names): void {
    names = next;
    tell(namesTopic, writeNames(next));
  }

  function obey(payload: string): void {
    const { command, place, code } = JSON.parse(payload) as Command;
    if (command === 'set-code') {
      table.set(place, code);
      onSet({ command, place, code });
    }
    if (command === 'remove-code') table.delete(place);
    if (command !== 'report-codes') obeyed.push({ command, place, code });
    const codes = [1, 2, 3, 4, 5, 6].map((one) => ({ place: one, use: table.has(one) ? 'used' : 'free' }));
    enqueue(() => tell(door('telemetry'), JSON.stringify({ codes })));
  }

  function hand({ topic, payload }: Outgoing): void {
    if (topic !== namesTopic) return obey(payload);
    names = readNames(new TextEncoder().encode(payload)) ?? names;
    tell(topic, payload);
  }

  function openPage() {
    let news: Pick<CodesNews, 'works' | 'asking'> = noCodesNews;
    const broker: Broker = {
      clientId: 'us',
      publish: (outgoing) =>
        new Promise((resolve) => {
          enqueue(() => {
            if (isCut && outgoing.topic === namesTopic) return resolve({ outcome: 'refused', reason: 'not-connected' });
            hand(outgoing);
            resolve({ outcome: 'sent' });
          });
        }),
      settle: () =>
        new Promise((resolve) => {
          enqueue(resolve);
        }),
      async subscribe() {
        hear(namesTopic, writeNames(names), true);
        return [];
      },
      unsubscribe: async () => {},
      request: async () => ({ outcome: 'timed-out' }),
      close: async () => {},
    };
    const pipeline = openPipeline([gatehouse], () => {});
    const mine = openCodeNames(
      () => broker,
      () => {},
      () => steadyMs,
    );
    const codes = openCodes({
      pipeline,
      names: mine,
      broker: () => broker,
      isConnected: () => true,
      login: () => null,
      isAdministered: () => false,
      clock: Date.now,
      random: () => (drawn += 2 ** -30), // both think of the same place, and are told apart
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      tell: (next) => (news = next),
      addToHistory: () => {},
    });
    const hear = (topic: string, text: string, retained: boolean) => {
      const message = { topic, payload: new TextEncoder().encode(text), retained, at: Date.now() };
      if (mine.hear(message)) return;
      pipeline.hear(message);
      codes.homeChanged(gone);
    };
    const about = { name: 'Door', kind: 'lock', capabilities: ['lock', 'pin-codes'], codes: { places: 6 } };
    hear(door('about'), JSON.stringify(about), true);
    hear(namesTopic, writeNames(names), true);
    ears.push(hear);
    const [device = ''] = pipeline.home.devices.keys();
    return {
      device,
      codes,
      joined: mine.joined,
      wake: () => codes.homeChanged(gone),
      works: () => news.works,
      async ends(wish: Parameters<typeof codes.answers.changeCodes>[0]) {
        expect(await codes.answers.changeCodes(wish)).toMatchObject({ outcome: 'started' });
        while (news.works[0]?.places.some(({ outcome }) => outcome === null) !== false)
          await new Promise((resolve) => setImmediate(resolve));
        return news.works[0].places[0];
      },
    };
  }

  return {
    openPage,
    obeyed,
    opens: (code: string) => [...table.values()].includes(code),
    put: (place: number, code: string) => table.set(place, code),
    names: () => names,
    write,
    pass: (ms: number) => (steadyMs += ms),
    cut: (cut: boolean) => (isCut = cut),
    whenSet: (happen: typeof onSet) => (onSet = happen),
    rest: async () => {
      do await new Promise((resolve) => setImmediate(resolve));
      while (waiting.length > 0);
    },
  };
}

const owner = (device: string, slot: number, person: string, until: number | null = null) =>
  ({ device, slot, person, since: 5, until, endedBy: 'gatehouse' }) as const;
const add = { act: 'add', until: null } as const;

test('two pages that give codes on one lock at the same moment never take the same place', async () => {
  const home = openHome();
  const [one, other] = [home.openPage(), home.openPage()];
  const ended = await Promise.all([
    one.ends({ ...add, person: 'Anna', devices: [one.device], code: '589473' }),
    other.ends({ ...add, person: 'Ben', devices: [one.device], code: '738295' }),
  ]);
  expect(ended).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
  expect([home.opens('589473'), home.opens('738295'), home.opens('948271')]).toEqual([true, true, true]);
  await home.rest();
  expect(
    home
      .names()
      .codes.map(({ person }) => person)
      .toSorted(),
  ).toEqual(['Anna', 'Ben']);
  expect(claimsOf(home.names())).toEqual([]);
});

test('whose place is claimed by another page after all keeps the old code, and neither is told that it went well', async () => {
  const home = openHome();
  const page = home.openPage();
  const { device } = page;
  home.put(2, '589473');
  home.write(withOwner(noNames, owner(device, 2, 'Anna')));
  // a word that was under way for long: it came before ours was set
  home.whenSet(({ place }) => home.write(withClaim(home.names(), { device, slot: place, by: 'another' })));
  const spots = [{ device, slot: 2 }];
  const change = { act: 'change', person: 'Anna', spots, code: '738295', inPlace: false } as const;
  const place = await page.ends(change);
  expect(place).toMatchObject({ outcome: 'doubtful' });
  expect(place?.sentence).toContain('Anna’s old code still works');
  expect(home.opens('589473')).toBe(true);
  await home.rest();
  expect(home.names().codes).toEqual([owner(device, 2, 'Anna')]);
  // the other page must not believe that the place is its own
  expect(claimsOf(home.names()).map(({ by }) => by)).not.toContain('another');
  expect(claimsOf(home.names())).toHaveLength(1);
});

test('a code whose time is over is removed by one of the open pages, and not by each of them', async () => {
  const home = openHome();
  const [one, other] = [home.openPage(), home.openPage()];
  home.put(2, '589473');
  home.write(withOwner(noNames, owner(one.device, 2, 'Guest', 10)));
  one.codes.endOverdue();
  other.codes.endOverdue();
  while (home.names().codes.length > 0) await home.rest();
  await home.rest();
  expect(home.obeyed).toMatchObject([{ command: 'remove-code', place: 2 }]);
  expect([...one.works(), ...other.works()].flatMap(({ places }) => places.map(({ outcome }) => outcome))).toEqual([
    'done',
  ]);
});

test('a code for a day ends though the connection went while the lock answered, and its claim does not stay', async () => {
  const home = openHome();
  const page = home.openPage();
  home.whenSet(() => home.cut(true));
  const wish = { act: 'add', person: 'Guest', devices: [page.device], code: '589473', until: 90 } as const;
  expect(await page.ends(wish)).toMatchObject({ outcome: 'done' });
  await home.rest();
  expect(home.names().codes).toEqual([]);
  expect(claimsOf(home.names())).toHaveLength(1); // and none on the place that was only looked at
  home.cut(false);
  await page.joined();
  await home.rest();
  expect(home.names().codes).toMatchObject([{ person: 'Guest', until: 90, endedBy: 'gatehouse' }]);
  expect(claimsOf(home.names())).toEqual([]);
});

test('what is written down late takes no place from whom it was given to meanwhile', async () => {
  const home = openHome();
  const page = home.openPage();
  let place = 0;
  home.whenSet((set) => {
    place = set.place;
    home.cut(true);
  });
  const wish = { act: 'add', person: 'Guest', devices: [page.device], code: '589473', until: 90 } as const;
  expect(await page.ends(wish)).toMatchObject({ outcome: 'done' });
  await home.rest();
  home.write(withOwner(noNames, owner(page.device, place, 'Ben'))); // the claim was too old, and is gone
  home.cut(false);
  await page.joined();
  await home.rest();
  expect(home.names().codes).toEqual([owner(page.device, place, 'Ben')]);
});

test('a code is not removed by a page that still shows whose it was before', async () => {
  const home = openHome();
  const page = home.openPage();
  home.write(withOwner(noNames, owner(page.device, 1, 'Ben')));
  const wish = { act: 'remove', person: 'Anna', spots: [{ device: page.device, slot: 1 }] } as const;
  expect(await page.codes.answers.changeCodes(wish)).toMatchObject({
    outcome: 'refused',
    reason: 'That is the code of Ben now. Look at the list again.',
  });
  expect(home.opens('948271')).toBe(true);
});

test('a claim that a closed page left behind ages from when it was heard, and bars nobody who comes later', async () => {
  const home = openHome();
  home.put(2, '589473');
  const { device } = home.openPage();
  home.write(withClaim(withOwner(noNames, owner(device, 2, 'Anna')), { device, slot: 2, by: 'closed' }));
  const page = home.openPage();
  const wish = { act: 'remove', person: 'Anna', spots: [{ device, slot: 2 }] } as const;
  home.pass(2 * 60_000);
  expect(await page.ends(wish)).toMatchObject({ outcome: 'taken' });
  home.pass(61_000);
  expect(await page.ends(wish)).toMatchObject({ outcome: 'done' });
  await home.rest();
  expect(claimsOf(home.names())).toEqual([]);
});

test('whoever lets a person out waits for the end of a claim on the place, and says so', async () => {
  const home = openHome();
  home.put(2, '589473');
  const { device } = home.openPage();
  home.write(withClaim(withOwner(noNames, owner(device, 2, 'Anna')), { device, slot: 2, by: 'closed' }));
  const page = home.openPage();
  const [code] = page.codes.placesOf('anna');
  const removed = code?.remove();
  await home.rest();
  expect(page.works()[0]?.places[0]?.sentence).toContain('was closed while it did. Waiting for it');
  expect(home.obeyed).toEqual([]);
  home.pass(3 * 60_000);
  page.wake();
  expect(await removed).toMatchObject({ outcome: 'removed' });
  expect(home.opens('589473')).toBe(false);
});
