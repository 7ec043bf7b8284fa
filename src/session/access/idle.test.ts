import { afterEach, expect, test, vi } from 'vitest';

import { passwords, startBroker } from '../../../e2e/brokers';
import { openTestSession } from '../session.testing';
import { askedByItself } from './asked-by-itself';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const end of ends.splice(0).toReversed()) await end();
});

const minute = 60_000;

test(
  'an administrator who went away is signed out after a quarter of an hour, though the page goes on asking',
  { timeout: 30_000 },
  async () => {
    const broker = await startBroker('embedded');
    ends.push(() => broker.stop());
    const session = openTestSession();
    ends.push(() => session.close());
    const { answer } = session.access;
    session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
    expect(await answer('openAdmin', { username: 'admin', password: passwords.admin })).toMatchObject({
      status: 'open',
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await answer('switchOn', { username: 'owner' }); // a person does something

    const isIn = async () => (await answer('accounts', {})).outcome === 'listed';
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect(await isIn()).toBe(true);
    await answer('certificateFile', { of: 'list' }); // and somebody whom the broker is not asked for is at work too
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect(await isIn()).toBe(true);
    for (const question of askedByItself) await answer(question, {});
    await vi.advanceTimersByTimeAsync(6 * minute);
    expect(await isIn()).toBe(false);
  },
);
