import { expect, onTestFinished, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import { noKnowledge } from '@/core/firmware/advisory';
import { decisionName } from '@/credentials/admission/standing';
import { writeRecord } from '@/credentials/admission/record';
import { openDynamicSecurity, type DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { openDynamicSecurityAuthority } from '@/credentials/authority/dynamic-security-authority';
import { bannedRole } from '@/credentials/roles/device-roles';

import { cameraPasswords, passwords, startBroker } from '../../../../e2e/brokers';
import { openPipeline } from '../../hearing/pipeline';
import type { Office } from '../admin';
import { openAdmission } from './admission';

const camera = [...cameraPasswords.keys()][0] ?? '';
const approved = { is: 'approved', before: 'approved', by: 'admin', at: 1, why: null, off: [] } as const;

/** An administrator in a home whose cameras are approved. `between`: what happens right before the commands of an act. */
async function openStory(between: (security: DynamicSecurity) => Promise<unknown> = async () => {}) {
  const broker = await startBroker('embedded');
  onTestFinished(() => broker.stop());
  const link = openWatchedBroker({ url: broker.url, username: 'admin', password: passwords.admin });
  onTestFinished(() => link.close());
  await link.until('connected');
  const security = openDynamicSecurity(link, { username: 'admin', random: Math.random });
  await writeRecord(security, decisionName(camera), approved);
  const run: DynamicSecurity['run'] = async (commands) => {
    const isBan = commands.some((one) => 'rolename' in one && one.rolename === bannedRole.name);
    if (isBan) await between(security);
    return security.run(commands);
  };
  const office = { broker: link, username: 'admin', security: { ...security, run } };
  const { answers } = openAdmission({
    pipeline: openPipeline([], () => {}),
    office: () => ({ ...office, authority: openDynamicSecurityAuthority(security) }) as unknown as Office, // all that is asked
    login: () => null,
    alerts: () => [],
    knowledge: () => noKnowledge,
    recorded: () => ({ since: 0, said: () => ({ messages: 0, topics: 0, isAtLeast: false }) }),
    noteCodeTerm: async () => {},
    addToHistory: () => {},
    signal: () => {},
    clock: () => 5,
    steady: () => 5,
    randomBytes: (count) => new Uint8Array(count),
  });
  return {
    security,
    answers,
    async isOut(username: string) {
      const client = await security.getClient(username);
      const account = client.outcome === 'done' ? client.value : null;
      return account?.disabled === true && account.roles[0] === bannedRole.name;
    },
    async standing() {
      const seen = await answers.admission({});
      return seen.outcome === 'listed' ? seen.clients.find(({ client }) => client === camera)?.standing : seen;
    },
  };
}

const next = { username: `${camera}.b`, password: 'a password of this test', clientid: camera, textdescription: '' };

test.each(['before', 'after'])(
  'a ban hits the account that a rotation has just made, though the other one is deleted %s it',
  async (when) => {
    let isMade = false;
    const { security, answers, isOut, standing } = await openStory(async (broker) => {
      if (isMade) return;
      isMade = true;
      await broker.createClient(next);
      await broker.run([{ command: 'addClientRole', username: next.username, rolename: `dev:${camera}` }]);
      if (when === 'before') await broker.deleteClient(`${camera}.a`);
    });
    expect(await answers.admit({ client: camera, act: 'ban' })).toEqual({ outcome: 'done' });
    await security.deleteClient(`${camera}.a`);
    expect(await isOut(next.username)).toBe(true);
    expect(await standing()).toBe('banned');
  },
);

test('a ban that hit only what is gone by now is found written down, and carried out; let go, it is over', async () => {
  const { security, answers, isOut, standing } = await openStory();
  await writeRecord(security, decisionName(camera), { ...approved, is: 'banned' });
  expect(await standing()).toBe('banned');
  expect(await isOut(`${camera}.a`)).toBe(true);
  expect(await answers.admit({ client: camera, act: 'release' })).toEqual({ outcome: 'done' });
  expect(await standing()).toBe('approved');
});
