import { afterEach, describe, expect, test } from 'vitest';

import { runSimulatedHome, type RunningHome } from '@/cli/simulated-devices';
import { noCodesNews, type CodeWork } from '@/core/codes/code-owner';
import { peopleWithCodes } from '@/core/codes/code-people';
import { namesTopic, readNames } from '@/credentials/codes/names';
import { knock } from '@/embedded-broker/guest.testing';

import { passwords, startBroker, type StoryBroker } from '../../../../e2e/brokers';
import type { Session } from '../../session';
import type { CodeWish } from './code-questions';
import { gatherTold, openTestSession } from '../../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function openStory(): Promise<{ readonly broker: StoryBroker; readonly home: RunningHome }> {
  const broker = await startBroker('embedded');
  ends.push(() => broker.stop());
  const login = { username: 'zigbee2mqtt', password: passwords.zigbee2mqtt };
  const home = runSimulatedHome({ url: broker.url, ...login, seed: 3 });
  ends.push(() => home.close());
  await home.ready;
  return { broker, home };
}

/** A browser of the owner; `clock`: what it takes for the time. */
async function openBrowser(url: string, clock: () => number = Date.now) {
  const session = openTestSession({ clock, askForStates: true });
  ends.push(() => session.close());
  const told = gatherTold(session);
  const { when } = told;
  const codes = () => told.news.codes ?? noCodesNews;
  session.connect({ url, username: 'owner', password: passwords.owner });
  await told.settled;
  return {
    session,
    when,
    owners: () => codes().owners,
    people: () => peopleWithCodes(session.home.devices.values(), codes().owners),
    ended: (id: string): Promise<CodeWork> =>
      when(() => codes().works.find((work) => work.id === id && work.places.every(({ outcome }) => outcome !== null))),
  };
}

function lock({ home }: Session, name: string): string {
  const device = [...home.devices.values()].find((one) => one.name === name);
  if (device === undefined) throw new Error(`There is no ${name}`);
  return device.id;
}

async function start(session: Session, wish: CodeWish) {
  const answer = await session.access.answer('changeCodes', wish);
  if (answer.outcome !== 'started') throw new Error(answer.reason);
  return answer.work;
}

describe('codes of locks, on a real broker and a home that answers', { timeout: 30_000 }, () => {
  test('a person gets a code on two locks, and everybody in the house can read whose it is, but no code', async () => {
    const { broker } = await openStory();
    const { session, ended, people } = await openBrowser(broker.url);
    const devices = [lock(session, 'Front door'), lock(session, 'Garage/Side door')];
    const work = await ended(
      await start(session, { act: 'add', person: 'Anna', devices, code: '073952', until: null }),
    );
    expect(work.places.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(work.places[0]?.sentence).toBe('Anna’s code opens the front door: the lock says that it has it.');
    const records = await session.access.rotationHistory(devices[0] ?? null);
    expect(records).toMatchObject([{ name: 'Front door', account: 'Anna', by: 'owner', outcome: 'added' }]);
    expect(JSON.stringify(records)).not.toContain('073952');
    const [anna] = people().people;
    expect(anna?.places.map((place) => [place.lock, place.slot, place.found])).toEqual([
      ['Front door', 4, 'there'],
      ['Garage/Side door', 2, 'there'],
    ]);
    const guest = knock(broker.url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
    await guest.next('connect');
    const heard = guest.heard(namesTopic);
    await guest.client.subscribeAsync(namesTopic);
    const { text } = await heard;
    expect(readNames(new TextEncoder().encode(text))?.codes).toHaveLength(2);
    expect(text).not.toContain('073952');
    await guest.client.endAsync(true);
  });

  test('who is let out of the house loses the log-in and the codes in one act, each with its proof', async () => {
    const { broker, home } = await openStory();
    const { session, ended } = await openBrowser(broker.url);
    const { answer } = session.access;
    const before = home.codesOf('Garage/Side door');
    await answer('openAdmin', { username: 'admin', password: passwords.admin });
    await answer('addPerson', { username: 'anna', role: 'guest', until: null });
    const devices = [lock(session, 'Garage/Side door')];
    await ended(await start(session, { act: 'add', person: 'Anna', devices, code: '073952', until: null }));
    expect(home.codesOf('Garage/Side door')).toContain('073952');
    expect(await answer('offBoard', { username: 'anna' })).toMatchObject({
      outcome: 'done',
      reports: [
        { place: 'The log-in anna', outcome: 'removed' },
        { place: 'The code on Garage/Side door', outcome: 'removed' },
        { place: 'Codes without a name', outcome: 'unknown' },
      ],
    });
    expect(home.codesOf('Garage/Side door')).toEqual(before);
  });

  test('a code that somebody else was given in this session is refused before any lock hears of it', async () => {
    const { broker } = await openStory();
    const { session, ended } = await openBrowser(broker.url);
    const devices = [lock(session, 'Garage/Side door')];
    await ended(await start(session, { act: 'add', person: 'Anna', devices, code: '073952', until: null }));
    const again = { act: 'add', person: 'Ben', devices, code: '073952', until: null } as const;
    expect(await session.access.answer('changeCodes', again)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('given to somebody else already') as string,
    });
  });

  test('a code for a day is removed when its time is over, by whichever page is open then', async () => {
    const { broker } = await openStory();
    const first = await openBrowser(broker.url);
    const devices = [lock(first.session, 'Garage/Side door')];
    const until = Date.now() + 86_400_000;
    await first.ended(await start(first.session, { act: 'add', person: 'Guest', devices, code: '073952', until }));
    expect(first.owners()).toMatchObject([{ person: 'Guest', until, endedBy: 'gatehouse' }]);
    await first.session.close();
    const tomorrow = await openBrowser(broker.url, () => Date.now() + 90_000_000);
    await tomorrow.when(() =>
      tomorrow.session.home.devices.get(devices[0] ?? '')?.codes?.slots.some(({ use }) => use === 'free'),
    );
    await tomorrow.when(() => tomorrow.owners().length === 0);
  });

  test('only the administrator’s password shows a secret again', async () => {
    const { broker } = await openStory();
    const { session } = await openBrowser(broker.url);
    const ask = (username: string, password: string) => session.access.answer('stepUp', { username, password });
    expect(await ask('admin', passwords.admin)).toEqual({ outcome: 'confirmed' });
    expect(await ask('admin', 'wrong')).toEqual({ outcome: 'refused' });
    expect(await ask('owner', passwords.owner)).toEqual({ outcome: 'refused' });
  }, 20_000);
});
