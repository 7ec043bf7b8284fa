import fc from 'fast-check';
import type { IClientOptions } from 'mqtt';
import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { covers as matches } from '@/broker/topic';
import { root } from '@/embedded-broker/dynamic-security/commands.testing';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock, type Guest } from '@/embedded-broker/guest.testing';

import { bothBrokers } from '../authority/both-brokers.testing';
import { anonymousAccount, type AccountBook, type BookAccount } from './account-book';
import { filtersOf, furnish, generatedHome, probedTopics, ways, type GeneratedHome } from './generated-homes.testing';
import { mayHear, maySend, rightsOf } from './rights';
import { waysOf, whoCan } from './who-can';

/** What everybody can really do in a home, tried by real clients on a real broker, home after home. */
const homes = process.env['GATEHOUSE_LONG'] ? 200 : 25;
const strangersHomes = process.env['GATEHOUSE_LONG'] ? 200 : 8;
const timeout = 600_000;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** What one client found out: on which topics it may publish, and what came to it of all that was said. */
type Found = { readonly sent: readonly string[]; readonly heard: readonly string[] };

type Scene = {
  /** the responses to commands of an administrator */
  ask(commands: readonly object[]): Promise<readonly { readonly error?: string }[]>;
  /** says something on each of the probed topics; resolves when it was delivered */
  tellAll(): Promise<void>;
  readonly url: string;
};

const everything = ['publishClientSend', 'publishClientReceive', 'subscribePattern'].map((acltype) => ({
  acltype,
  topic: '#',
  allow: true,
}));

async function openScene(url: string): Promise<Scene> {
  const admin = await openConsole(url, { ...root, protocolVersion: 5 });
  ends.push(() => admin.close());
  admin.keepAwake();
  await admin.ask(
    { command: 'createRole', rolename: 'says', acls: everything },
    { command: 'createClient', username: 'speaker', password: 'p' },
    { command: 'addClientRole', username: 'speaker', rolename: 'says' },
  );
  const speaker = knock(url, { username: 'speaker', password: 'p', protocolVersion: 5 });
  await speaker.next('connect');
  await speaker.client.subscribeAsync('all-is-said');
  ends.push(() => speaker.client.endAsync(true));
  return {
    url,
    ask: (commands) => admin.ask(...commands),
    async tellAll() {
      for (const topic of [...probedTopics, 'all-is-said']) void speaker.client.publishAsync(topic, 'x', { qos: 1 });
      // an acknowledgement may overtake the delivery; messages keep their order
      await speaker.heard('all-is-said');
    },
  };
}

/** null: it was not let in. */
async function probe(scene: Scene, login: IClientOptions, topics: readonly string[], filters: readonly string[]) {
  const guest = knock(scene.url, { ...login, protocolVersion: 5 });
  const isIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
  if (!isIn) {
    await guest.client.endAsync(true);
    return null;
  }
  const taken = await Promise.all(topics.map((topic) => isTaken(guest.client.publishAsync(topic, '', { qos: 1 }))));
  await subscribe(guest, filters);
  await scene.tellAll();
  // what was on its way comes before this answer
  await subscribe(guest, ['anything/else']);
  const heard = new Set(guest.topics);
  await guest.client.endAsync(true);
  return { sent: topics.filter((_, n) => taken[n]), heard: probedTopics.filter((topic) => heard.has(topic)) };
}

function subscribe({ client }: Guest, filters: readonly string[]): Promise<void> {
  return new Promise((resolve) => client.subscribe([...filters], { qos: 0 }, () => resolve()));
}

function isTaken(publishing: Promise<unknown>): Promise<boolean> {
  return publishing.then(
    () => true,
    () => false,
  );
}

function foretold(book: AccountBook, account: BookAccount, topics: readonly string[]): Found | null {
  if (account.disabled) return null;
  const rights = rightsOf(book, account);
  return {
    sent: topics.filter((topic) => maySend(rights, topic).allowed),
    heard: probedTopics.filter((topic) => mayHear(rights, topic).allowed),
  };
}

/** Furnishes the home, lets everybody try, and holds what was foretold against it. */
async function expectForetold(scene: Scene, home: GeneratedHome, n: number, letsStrangersIn: boolean): Promise<void> {
  const furnished = furnish(home, n);
  const book = letsStrangersIn ? furnished.book : { ...furnished.book, anonymousGroup: null };
  const because = JSON.stringify(home);
  const answers = await scene.ask(furnished.commands);
  const refused = answers.filter(({ error }) => error !== undefined);
  expect(refused, because).toEqual([]);
  const guests: (readonly [BookAccount, IClientOptions])[] = book.accounts.map((account) => [
    account,
    { username: account.username, password: account.username },
  ]);
  if (letsStrangersIn) guests.push([anonymousAccount(book), {}]);
  const able: (string | null)[] = [];
  for (const [account, login] of guests) {
    const told = waysOf(book, account, ways);
    const topics = [...new Set([...probedTopics, ...told.map(({ example }) => example)])];
    const found = await probe(scene, login, topics, filtersOf(home));
    expect(found, `${account.username} ${because}`).toEqual(foretold(book, account, topics));
    const open = ways.filter(({ filter }) => found?.sent.some((topic) => matches(filter, topic)));
    expect(
      told.map(({ filter }) => filter),
      because,
    ).toEqual(open.map(({ filter }) => filter));
    if (open.length > 0) able.push(account.username || null);
  }
  expect(new Set(whoCan(book, ways).map(({ username }) => username)), because).toEqual(new Set(able));
}

test.each(bothBrokers)(
  'who can open the front door is who gets through to it, on %s, where nobody is anonymous',
  { timeout },
  async (_, start) => {
    const broker = await start();
    ends.push(() => broker.stop());
    const scene = await openScene(broker.url);
    for (const [n, home] of fc.sample(generatedHome, { numRuns: homes, seed: 5 }).entries())
      await expectForetold(scene, home, n, false);
  },
);

test(
  'who can open the front door is who gets through to it, where Mosquitto lets strangers in',
  { timeout },
  async () => {
    const admin = { admin: root };
    const broker = await startMosquitto({ dynamicSecurity: admin, extraConfig: 'allow_anonymous true' });
    ends.push(() => broker.stop());
    const scene = await openScene(broker.wsUrl);
    for (const [n, home] of fc.sample(generatedHome, { numRuns: strangersHomes, seed: 8 }).entries())
      await expectForetold(scene, home, n, true);
  },
);
