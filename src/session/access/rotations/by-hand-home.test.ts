import { afterEach, expect, test, vi } from 'vitest';

import { knock } from '@/embedded-broker/guest.testing';

import { cameraPasswords, passwords, startBroker } from '../../../../e2e/brokers';
import { gatherTold, openTestSession } from '../../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** The owner's browser, in which the administrator is signed in too. No device speaks, so each is one of class C. */
async function openBrowser(url: string) {
  const session = openTestSession({});
  ends.push(() => session.close());
  const told = gatherTold(session);
  session.connect({ url, username: 'owner', password: passwords.owner });
  const { answer } = session.access;
  await vi.waitFor(
    async () => {
      const state = await answer('openAdmin', { username: 'admin', password: passwords.admin });
      expect(state).toMatchObject({ status: 'open' });
    },
    { timeout: 10_000 },
  );
  return { answer, rotation: (account: string) => told.news.rotations?.find((one) => one.account === account) };
}

async function comeAs(url: string, clientId: string, username: string, password: string): Promise<'in' | 'refused'> {
  const guest = knock(url, { username, password, clientId, protocolVersion: 5 });
  const came = await Promise.race([guest.next('connect').then(() => 'in'), guest.next('error').then(() => 'refused')]);
  if (came === 'in') ends.push(() => guest.client.endAsync(true));
  else await guest.client.endAsync(true);
  return came === 'in' ? 'in' : 'refused';
}

test(
  'a whole home into which every password is typed by hand is taken back, device by device',
  { timeout: 60_000 },
  async () => {
    const broker = await startBroker('embedded');
    ends.push(() => broker.stop());
    const { answer, rotation } = await openBrowser(broker.url);
    const look = async () => {
      const told = await answer('batch', {});
      if (told.outcome !== 'told') throw new Error('The broker does not tell its accounts.');
      return told;
    };
    await answer('goOnWithBatch', { withoutBackup: true });
    await vi.waitFor(async () => expect((await look()).batch?.state).toBe('waiting'), { timeout: 10_000 });
    const { parts, timeLeft } = await look();
    const mine = parts.filter(({ account }) => cameraPasswords.has(account));
    expect(mine).toHaveLength(cameraPasswords.size);
    expect(new Set(mine.map(({ way, state }) => `${way} ${state}`))).toEqual(new Set(['by-hand by-hand']));
    expect(timeLeft).toContain('as long as you take');

    await Promise.all(
      mine.map(async ({ account, username }) => {
        expect(await answer('startRotation', { username })).toEqual({ outcome: 'started' });
        await vi.waitFor(() => expect(rotation(account)?.shows).toBe(true), { timeout: 20_000 });
        const login = await answer('revealLogin', { account });
        expect(await comeAs(broker.url, account, login?.username ?? '', login?.password ?? '')).toBe('in');
        await vi.waitFor(() => expect(rotation(account)).toMatchObject({ outcome: 'replaced' }), { timeout: 20_000 });
        expect(await comeAs(broker.url, account, username, cameraPasswords.get(account) ?? '')).toBe('refused');
      }),
    );
    const after = (await look()).parts.filter(({ account }) => cameraPasswords.has(account));
    expect(new Set(after.map(({ state }) => state))).toEqual(new Set(['done']));
  },
);

test('a new log-in that somebody was to type in is not promised any more once its administrator was signed out', async () => {
  const broker = await startBroker('embedded');
  ends.push(() => broker.stop());
  const { answer, rotation } = await openBrowser(broker.url);
  const [account = ''] = cameraPasswords.keys();
  expect(await answer('startRotation', { username: `${account}.a` })).toEqual({ outcome: 'started' });
  await vi.waitFor(
    () =>
      expect(rotation(account)).toMatchObject({
        shows: true,
        sentence: expect.stringMatching(/^Type the new/) as string,
      }),
    20_000,
  );
  await answer('closeAdmin', {});
  const forgotten = {
    shows: false,
    sentence: expect.stringMatching(/cannot be shown again.*make another one/) as string,
  };
  await vi.waitFor(() => expect(rotation(account)).toMatchObject({ ...forgotten, where: 'signed-out' }));
  await answer('openAdmin', { username: 'admin', password: passwords.admin });
  await vi.waitFor(() => expect(rotation(account)).toMatchObject({ ...forgotten, where: 'here', asks: ['not-typed'] }));
});
