import { afterEach, describe, expect, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import { runSimulatedHome } from '@/cli/simulated-devices';
import { openDynamicSecurity, type DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { passwords, startBroker, type BrokerKind, type StoryBroker } from '../../../../e2e/brokers';
import type { Session } from '../../session';
import { gatherTold, openTestSession } from '../../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const bridge = { username: 'zigbee2mqtt', password: passwords.zigbee2mqtt };
const may = (acltype: string, topic: string) => ({ acltype, topic, allow: true });

type Story = {
  readonly broker: StoryBroker;
  readonly admin: DynamicSecurity;
  readonly session: Session;
  /** the simulated bridge goes, so that somebody else can come with its log-in */
  endHome(): Promise<void>;
};

/** A home whose bridge was given every right, and an administrator who looks at it. */
async function openStory(kind: BrokerKind): Promise<Story> {
  const broker = await startBroker(kind);
  ends.push(() => broker.stop());
  const installer = await openConsole(broker.url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
  await installer.ask(
    {
      command: 'createRole',
      rolename: 'everything',
      acls: ['publishClientSend', 'publishClientReceive'].map((one) => may(one, '#')),
    },
    { command: 'addClientRole', username: bridge.username, rolename: 'everything', priority: 7 },
    { command: 'createGroup', groupname: 'devices' },
    { command: 'addGroupClient', groupname: 'devices', username: bridge.username, priority: 2 },
  );
  await installer.close();
  const office = openWatchedBroker({ url: broker.url, username: 'admin', password: passwords.admin });
  ends.push(() => office.close());
  await office.until('connected');
  const admin = openDynamicSecurity(office, { username: 'admin', random: Math.random });
  const home = runSimulatedHome({ url: broker.url, ...bridge, seed: 3, startAt: Date.now() });
  ends.push(() => home.close());
  await home.ready;
  const session = openTestSession();
  ends.push(() => session.close());
  const { settled } = gatherTold(session);
  session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
  await settled;
  await session.access.answer('openAdmin', { username: 'admin', password: passwords.admin });
  return { broker, admin, session, endHome: () => home.close() };
}

async function rightsOf({ session }: Story) {
  const answer = await session.access.answer('rights', {});
  if (answer.outcome !== 'listed') throw new Error('The broker does not tell its accounts.');
  return answer;
}

async function holdingsOf({ admin }: Story): Promise<unknown> {
  const client = await admin.getClient(bridge.username);
  return client.outcome === 'done' ? client.value?.held : client;
}

/** What the bridge's log-in lets one do: is a message on that topic taken? */
async function isTaken({ broker }: Story, topic: string): Promise<boolean> {
  const guest = knock(broker.url, { ...bridge, clientId: 'zigbee2mqtt', protocolVersion: 5 });
  await guest.next('connect');
  const taken = await guest.client.publishAsync(topic, '', { qos: 1 }).then(
    () => true,
    () => false,
  );
  await guest.client.endAsync(true);
  return taken;
}

const stranger = 'gatehouse/v1/device/drive-camera/command';

describe.each(['embedded', 'mosquitto'] as const)('on the %s broker', { timeout: 120_000 }, (kind) => {
  test('a bridge with every right is found, given only what it needs, and gets back what it had', async () => {
    const story = await openStory(kind);
    const { answer } = story.session.access;
    const before = await holdingsOf(story);
    const { findings, things } = await rightsOf(story);
    expect(findings.filter(({ canNarrow }) => canNarrow)).toMatchObject([
      { severity: 'critical', title: 'zigbee2mqtt may publish on every topic.' },
    ]);
    // somebody should know of it who is not on that page
    const danger = () =>
      [...story.session.alerts.values()].find(({ subject }) => subject.startsWith('rights of zigbee2mqtt'));
    expect(danger()).toMatchObject({ class: 'policy_violation', severity: 'warning', endedAt: null });
    const door = things.find(({ name }) => name === 'Front door');
    expect(door?.question).toBe('Who can open the front door?');
    expect(door?.openers.map(({ username, isOwn }) => [username, isOwn])).toEqual([
      ['admin', false],
      ['owner', false],
      ['zigbee2mqtt', true],
    ]);

    expect(await answer('narrowing', bridge)).toMatchObject({ outcome: 'proposed', refused: [] });
    expect(await answer('narrow', bridge)).toEqual({ outcome: 'done' });
    expect(await holdingsOf(story)).toMatchObject({ roles: [{ name: 'only:zigbee2mqtt' }], groups: [] });
    expect((await rightsOf(story)).findings.filter(({ canNarrow }) => canNarrow)).toEqual([]);
    expect(danger()).toMatchObject({ endedAt: expect.any(Number) });
    expect(await answer('narrow', bridge)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('already'),
    });
    await story.endHome();
    expect(await isTaken(story, 'zigbee2mqtt/Front door')).toBe(true);
    expect(await isTaken(story, stranger)).toBe(false);

    expect(await answer('undoNarrowing', bridge)).toEqual({ outcome: 'done' });
    expect(await holdingsOf(story)).toEqual(before);
    expect(await isTaken(story, stranger)).toBe(true);
    expect(JSON.stringify(await story.admin.listRoleNames())).not.toMatch(/only:|former:/);
    expect(await answer('undoNarrowing', bridge)).toMatchObject({ outcome: 'refused' });
  });

  test('nobody gets in without a username, which is tried; whoever is signed in cannot be narrowed', async () => {
    const story = await openStory(kind);
    const { answer } = story.session.access;
    expect(await answer('tryStrangers', {})).toMatchObject({ tried: true, areLetIn: false });
    expect(await answer('narrowing', { username: 'admin' })).toMatchObject({ outcome: 'refused' });
    expect(await answer('narrowing', { username: 'owner' })).toMatchObject({ outcome: 'refused' });
    await answer('closeAdmin', {});
    expect(await answer('rights', {})).toEqual({ outcome: 'closed' });
    expect(await answer('narrow', bridge)).toMatchObject({ outcome: 'refused' });
  });
});
