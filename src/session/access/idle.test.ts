import { afterEach, expect, test, vi } from 'vitest';

import { passwords, startBroker } from '../../../e2e/brokers';
import { openTestSession } from '../session.testing';

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
    await answer('switchOn', { username: 'owner' });
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect(await isIn()).toBe(true);
    await vi.advanceTimersByTimeAsync(6 * minute);
    expect(await isIn()).toBe(false);
  },
);
