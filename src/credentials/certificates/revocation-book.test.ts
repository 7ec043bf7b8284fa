import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import { root } from '@/embedded-broker/dynamic-security/commands.testing';

import { bothBrokers, type ContractBroker } from '../authority/both-brokers.testing';
import { openDynamicSecurity, type DynamicSecurity } from '../authority/dynamic-security';
import { enterInBook, readBook, type Revocation } from './revocation-book';

const lamp: Revocation = { serial: 'aa', revokedAt: 1 };
const camera: Revocation = { serial: 'bb', revokedAt: 2 };

describe.each(bothBrokers)('on %s', { timeout: 30_000 }, (_, start) => {
  let broker: ContractBroker;
  let security: DynamicSecurity;
  let leave: () => Promise<void>;

  beforeAll(async () => {
    broker = await start();
    const office = openWatchedBroker({ url: broker.url, ...root });
    await office.until('connected');
    security = openDynamicSecurity(office, { username: root.username, random: Math.random });
    leave = () => office.close();
  }, 30_000);
  afterAll(async () => {
    await leave();
    await broker.stop();
  });

  /** As `security`, where `what` happens in another browser before the first role is made: the book was read by then. */
  function interrupted(what: () => Promise<unknown>) {
    let isDone = false;
    const createRole: DynamicSecurity['createRole'] = async (role) => {
      if (!isDone) {
        isDone = true;
        await what();
      }
      return security.createRole(role);
    };
    return { ...security, createRole };
  }

  test('a list names what a browser wrote meanwhile that counts from an older list', async () => {
    const entering = { security, authority: 'one' };
    const behind = () => enterInBook({ ...entering, number: 3, revoked: [camera] });
    const made = await enterInBook({ ...entering, security: interrupted(behind), number: 9, revoked: [lamp] });
    expect(made).toEqual({ number: 10, revoked: expect.arrayContaining([lamp, camera]) as Revocation[] });
  });

  test('where nobody knows whether it was written down, that is what is told, and again makes it certain', async () => {
    const entering = { authority: 'three', number: 0, revoked: [lamp] };
    const lost = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
    let isGone = false;
    const swallows = {
      ...security,
      async createRole(role: Parameters<DynamicSecurity['createRole']>[0]) {
        await security.createRole(role);
        return lost;
      },
    };
    expect(await enterInBook({ ...entering, security: swallows })).toBe('in-doubt');
    expect(await readBook({ security, authority: 'three' })).toEqual({ number: 1, revoked: [lamp] });
    const goes = {
      ...security,
      async createRole(role: Parameters<DynamicSecurity['createRole']>[0]) {
        isGone = true;
        return security.createRole(role);
      },
      listRoleNames: async () => (isGone ? lost : security.listRoleNames()),
    };
    expect(await enterInBook({ ...entering, security: goes })).toBe('in-doubt');
    expect(await enterInBook({ ...entering, security: goes })).toBe('unanswered');
    expect(await enterInBook({ ...entering, security })).toEqual({ number: 3, revoked: [lamp] });
  });

  test('a list that would be older than one made meanwhile without it is made anew', async () => {
    const entering = { security, authority: 'two' };
    const ahead = () => enterInBook({ ...entering, number: 9, revoked: [lamp] });
    const made = await enterInBook({ ...entering, security: interrupted(ahead), number: 3, revoked: [camera] });
    expect(made).toEqual({ number: 11, revoked: expect.arrayContaining([lamp, camera]) as Revocation[] });
    expect(await readBook(entering)).toMatchObject({ number: 11 });
  });
});
