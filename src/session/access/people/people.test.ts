import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';

import { pairingCodeOfKey } from '@/credentials/admission/pairing-code';
import { personRole } from '@/credentials/roles/person-roles';
import { startMosquitto } from '@/broker/mosquitto.testing';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock, type Guest } from '@/embedded-broker/guest.testing';

import { cameraPasswords, passwords, startBroker, type BrokerKind, type StoryBroker } from '../../../../e2e/brokers';
import type { Session } from '../../session';
import { openTestSession } from '../../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Story = {
  readonly broker: StoryBroker;
  readonly session: Session;
  readonly answer: Session['access']['answer'];
};

/** A home whose administrator has just signed in. */
async function openStory(kind: BrokerKind, clock: () => number = Date.now): Promise<Story> {
  const broker = await startBroker(kind);
  ends.push(() => broker.stop());
  const session = openTestSession({ clock });
  ends.push(() => session.close());
  session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
  const { answer } = session.access;
  const state = await answer('openAdmin', { username: 'admin', password: passwords.admin });
  expect(state).toMatchObject({ status: 'open' });
  return { broker, session, answer };
}

/** null: the broker does not let him in. */
async function enter({ broker }: Story, username: string, password: string, clientId?: string): Promise<Guest | null> {
  const login = { username, password, protocolVersion: 5, ...(clientId !== undefined && { clientId }) } as const;
  const guest = knock(broker.url, login);
  ends.push(() => guest.client.endAsync(true));
  return Promise.race([guest.next('connect').then(() => guest), guest.next('error').then(() => null)]);
}

/** MQTT 5 tells a refusal by its reason code, which the client throws. */
function may(guest: Guest | null, topic: string, payload = 'x', retain = false): Promise<boolean> | false {
  return (
    guest !== null &&
    guest.client.publishAsync(topic, payload, { qos: 1, retain }).then(
      () => true,
      () => false,
    )
  );
}

async function standing({ answer: ask }: Story, client: string): Promise<string | undefined> {
  const answer = await ask('admission', {});
  if (answer.outcome !== 'listed') throw new Error('The broker did not answer.');
  return answer.clients.find((one) => one.client === client)?.standing;
}

const unlock = 'zigbee2mqtt/Front door/set';
const drive = 'drive-camera';
const drivePassword = cameraPasswords.get(drive) ?? '';

describe.each(['embedded', 'mosquitto'] as const)('on the %s broker', { timeout: 90_000 }, (kind) => {
  test('a guest sees and does not unlock; as a member she does; when she has left, she is not let in', async () => {
    const story = await openStory(kind);
    const added = await story.answer('addPerson', { username: 'anna', role: 'guest', until: null });
    if (added.outcome !== 'added') throw new Error(added.reason);
    const anna = await enter(story, 'anna', added.password);
    await anna?.client.subscribeAsync('zigbee2mqtt/#');
    expect(await may(anna, unlock)).toBe(false);
    expect(await story.answer('addPerson', { username: 'anna', role: 'owner', until: null })).toEqual({
      outcome: 'refused',
      reason: 'There is a log-in anna already.',
    });
    expect(await story.answer('changeRole', { username: 'anna', role: 'member' })).toEqual({ outcome: 'done' });
    expect(await may(await enter(story, 'anna', added.password), unlock)).toBe(true);
    const people = await story.answer('people', {});
    if (people.outcome === 'listed')
      expect(people.people.filter(({ isUsedHere }) => isUsedHere)).toMatchObject([{ username: 'owner' }]);
    expect(people.outcome === 'listed' && people.people.map((one) => [one.username, one.roleWords])).toEqual([
      ['admin', 'Administrator'],
      ['anna', 'Member'],
      ['owner', 'Owner'],
    ]);
    const left = await story.answer('offBoard', { username: 'anna' });
    expect(left).toMatchObject({
      outcome: 'done',
      reports: [{ place: 'The log-in anna', outcome: 'removed' }],
    });
    // by a certificate in its name an account that is switched off would be let in, with all its rights
    expect(await standing(story, 'anna')).toBe('banned');
    const console = await openConsole(story.broker.url, { username: 'admin', password: passwords.admin });
    await console.ask({ command: 'enableClient', username: 'anna' });
    expect(await may(await enter(story, 'anna', added.password), unlock)).toBe(false);
    await console.ask({ command: 'disableClient', username: 'anna' });
    await console.close();
    expect(await enter(story, 'anna', added.password)).toBeNull();
    expect(await story.answer('letBackIn', { username: 'anna' })).toEqual({ outcome: 'done' });
    expect(await may(await enter(story, 'anna', added.password), unlock)).toBe(true);
    const told = (await story.session.access.rotationHistory(null)).map(({ by, outcome, sentence }) => [
      by,
      outcome,
      sentence,
    ]);
    expect(told.toReversed()).toEqual([
      ['admin', 'decided', 'anna was added: Guest.'],
      ['admin', 'decided', 'anna has another role from then on: Member.'],
      [
        'admin',
        'decided',
        expect.stringMatching(/^anna was off-boarded\. .*The log-in anna: The broker says that it is switched off/),
      ],
      ['admin', 'decided', 'anna was let back in.'],
    ]);
    expect(JSON.stringify(told)).not.toContain(added.password);
  });

  test('a second administrator is one, and nobody changes himself', async () => {
    const story = await openStory(kind);
    const added = await story.answer('addPerson', { username: 'second', role: 'administrator', until: null });
    if (added.outcome !== 'added') throw new Error(added.reason);
    expect(await story.answer('offBoard', { username: 'admin' })).toMatchObject({ outcome: 'refused' });
    expect(await story.answer('admit', { client: 'admin', act: 'ban' })).toMatchObject({ outcome: 'refused' });
    expect(await story.answer('openAdmin', { username: 'second', password: added.password })).toMatchObject({
      status: 'open',
    });
    // each gives the other a new password, who stays an administrator
    expect(await story.answer('newPassword', { username: 'second' })).toMatchObject({ outcome: 'refused' });
    const renewed = await story.answer('newPassword', { username: 'admin' });
    if (renewed.outcome !== 'added') throw new Error(renewed.reason);
    expect(await enter(story, 'admin', passwords.admin)).toBeNull();
    const [changed] = await story.session.access.rotationHistory(null);
    expect(changed).toMatchObject({ account: 'admin', by: 'second', outcome: 'replaced', source: 'here' });
    expect(JSON.stringify(changed)).not.toContain(renewed.password);
    expect(await story.answer('openAdmin', { username: 'admin', password: renewed.password })).toMatchObject({
      status: 'open',
    });
    const people = await story.answer('people', {});
    expect(people.outcome === 'listed' && people.people[0]).toMatchObject({
      username: 'admin',
      role: 'administrator',
      issuedAt: expect.any(Number),
    });
    // it stands in the very file that would be lost
    expect(await story.answer('tryBreakGlass', { username: 'admin', password: passwords.admin })).toMatchObject({
      works: false,
    });
  });

  test('how old a password may be is for this home to say, and everybody who administers reads the same', async () => {
    const story = await openStory(kind);
    await story.answer('addPerson', { username: 'anna', role: 'guest', until: null });
    const words = async () => {
      const answer = await story.answer('people', {});
      return answer.outcome === 'listed' ? answer.people.find(({ username }) => username === 'anna')?.ageWords : null;
    };
    expect(await words()).toBeNull();
    expect(await story.answer('setAge', { kind: 'person', days: 1 })).toEqual({ outcome: 'done' });
    expect(await words()).toBe('Should be replaced within 1 day');
    expect(await story.answer('setAge', { kind: 'person', days: 0 })).toMatchObject({ outcome: 'refused' });
    const seen = await story.answer('admission', {});
    expect(seen.outcome === 'listed' && seen.ages).toMatchObject({
      days: { person: 1, device: 365 },
      set: { by: 'admin' },
    });
  });

  test('an installer whose time is over is not let in any more when an administrator has looked', async () => {
    const story = await openStory(kind);
    const added = await story.answer('addPerson', { username: 'ingo', role: 'installer', until: Date.now() - 1 });
    if (added.outcome !== 'added') throw new Error(added.reason);
    await story.answer('people', {});
    expect(await enter(story, 'ingo', added.password)).toBeNull();
    // not even with a certificate in his name, for which the account need not be switched on
    expect(await standing(story, 'ingo')).toBe('banned');
    expect(await story.answer('letBackIn', { username: 'ingo' })).toEqual({ outcome: 'done' });
    await story.answer('people', {});
    expect(await enter(story, 'ingo', added.password)).not.toBeNull();
  });

  test('somebody who was banned under Rules and let back in under People stays in', async () => {
    const story = await openStory(kind);
    const added = await story.answer('addPerson', { username: 'anna', role: 'guest', until: null });
    if (added.outcome !== 'added') throw new Error(added.reason);
    expect(await story.answer('admit', { client: 'anna', act: 'ban' })).toEqual({ outcome: 'done' });
    expect(await standing(story, 'anna')).toBe('banned');
    expect(await story.answer('letBackIn', { username: 'anna' })).toEqual({ outcome: 'done' });
    expect(await standing(story, 'anna')).toBe('approved');
    expect(await enter(story, 'anna', added.password)).not.toBeNull();
  });

  test('a banned camera is cut and refused; wrongly banned it is back with one act, with all that it could', async () => {
    const story = await openStory(kind);
    expect(await story.answer('approveAll', {})).toEqual({ outcome: 'done' });
    const camera = await enter(story, `${drive}.a`, drivePassword, drive);
    const cut = camera?.next('close');
    expect(await story.answer('admit', { client: drive, act: 'ban' })).toEqual({ outcome: 'done' });
    await cut;
    expect(await standing(story, drive)).toBe('banned');
    const denied = () => [...story.session.alerts.values()].find((alert) => alert.class === 'access_denied');
    expect(denied()).toMatchObject({ subject: `client ${drive}`, severity: 'info', endedAt: null });
    expect(await story.answer('startRotation', { username: `${drive}.a` })).toEqual({
      outcome: 'refused',
      reason: expect.stringContaining('It is banned'),
    });
    expect(await enter(story, `${drive}.a`, drivePassword, drive)).toBeNull();
    expect(await story.answer('admit', { client: drive, act: 'release' })).toEqual({ outcome: 'done' });
    expect(await standing(story, drive)).toBe('approved');
    expect(denied()).toMatchObject({ endedAt: expect.any(Number) });
    const back = await enter(story, `${drive}.a`, drivePassword, drive);
    expect(await may(back, `gatehouse/v1/device/${drive}/telemetry`)).toBe(true);
  });

  test('a new device announces itself and nothing else, until a person has compared the code and approved it', async () => {
    const story = await openStory(kind);
    await story.answer('approveAll', {});
    const added = await story.answer('addDevice', { id: 'porch' });
    if (added.outcome !== 'added') throw new Error(added.reason);
    const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
    const key = JSON.stringify(await exportJWK(publicKey));
    const own = (what: string) => `gatehouse/v1/device/porch/${what}`;
    const porch = await enter(story, 'porch.a', added.password, 'porch');
    expect(await may(porch, own('credential/key'), key, true)).toBe(true);
    expect(await may(porch, own('telemetry'))).toBe(false);
    const seen = await story.answer('admission', {});
    expect(seen.outcome === 'listed' && seen.clients.find(({ client }) => client === 'porch')).toMatchObject({
      standing: 'new',
      pairingCode: await pairingCodeOfKey(key),
    });
    expect(await story.answer('admit', { client: 'porch', act: 'approve' })).toEqual({ outcome: 'done' });
    expect(await standing(story, 'porch')).toBe('approved');
    expect(await may(await enter(story, 'porch.a', added.password, 'porch'), own('telemetry'))).toBe(true);
  });

  test('a role of an older Gatehouse is told, and brought up to date without cutting whoever has it', async () => {
    const story = await openStory(kind);
    const somebody = await openConsole(story.broker.url, { username: 'admin', password: passwords.admin });
    const { name: rolename } = personRole('installer').role;
    const acls = [{ acltype: 'publishClientSend', topic: unlock, allow: true }];
    await somebody.ask(
      { command: 'deleteRole', rolename },
      { command: 'createRole', rolename, acls },
      { command: 'createClient', username: 'ivo', password: 'p', roles: [{ rolename }] },
    );
    const ivo = await enter(story, 'ivo', 'p');
    expect(await may(ivo, unlock)).toBe(true);
    const older = async () => {
      const listed = await story.answer('people', {});
      return listed.outcome === 'listed' ? listed.older : null;
    };
    expect(await older()).toEqual([{ role: rolename, label: 'Installer' }]);
    expect(await story.answer('addPerson', { username: 'ida', role: 'installer', until: null })).toMatchObject({
      reason: expect.stringContaining('bring it up to date') as string,
    });
    expect(await story.answer('renewRole', { role: rolename })).toEqual({ outcome: 'done' });
    expect(await older()).toEqual([]);
    // by the connection that it had
    expect(await may(ivo, unlock)).toBe(false);
    expect(await may(ivo, 'zigbee2mqtt/bridge/request/permit_join')).toBe(true);
    const administrative = { acltype: 'publishClientSend', topic: '$CONTROL/dynamic-security/#', allow: true };
    await somebody.ask({ command: 'addRoleACL', rolename, ...administrative });
    expect(await story.answer('renewRole', { role: rolename })).toMatchObject({ outcome: 'refused' });
    expect(await story.answer('renewRole', { role: 'admin' })).toMatchObject({ outcome: 'refused' });
    await somebody.close();
  });

  test('with the rule enforced a log-in that somebody else made may announce itself and nothing else; without, it may again', async () => {
    const story = await openStory(kind);
    await story.answer('approveAll', {});
    const somebody = await openConsole(story.broker.url, { username: 'admin', password: passwords.admin });
    await somebody.ask(
      { command: 'createClient', username: 'rogue', password: 'p' },
      { command: 'addClientRole', username: 'rogue', rolename: personRole('owner').role.name },
    );
    await somebody.close();
    const preview = await story.answer('admission', {});
    expect(preview.outcome === 'listed' && preview.policies[0]).toMatchObject({
      name: 'newcomers',
      mode: 'watch',
      wouldRestrict: ['rogue'],
      preview: { wouldHave: [{ client: 'rogue', until: null }] },
    });
    const violation = () => [...story.session.alerts.values()].find((alert) => alert.class === 'policy_violation');
    expect(violation()).toMatchObject({ title: 'rogue was not approved yet.', endedAt: null });
    expect(await may(await enter(story, 'rogue', 'p'), unlock)).toBe(true);
    expect(await story.answer('setPolicy', { name: 'newcomers', mode: 'enforce' })).toEqual({ outcome: 'done' });
    const held = await story.answer('admission', {});
    expect(held.outcome === 'listed' && held.policies[0]).toMatchObject({ hits: [], restricts: ['rogue'] });
    expect(await standing(story, 'rogue')).toBe('new');
    expect(violation()).toMatchObject({ endedAt: expect.any(Number) });
    const rogue = await enter(story, 'rogue', 'p');
    expect(await may(rogue, 'gatehouse/v1/device/rogue/about')).toBe(true);
    expect(await may(rogue, unlock)).toBe(false);
    expect(await story.answer('setPolicy', { name: 'newcomers', mode: 'watch' })).toEqual({ outcome: 'done' });
    expect(await standing(story, 'rogue')).toBe('new');
    expect(await may(await enter(story, 'rogue', 'p'), unlock)).toBe(true);
    expect(await story.answer('setPolicy', { name: 'newcomers', mode: 'enforce' })).toEqual({ outcome: 'done' });
    expect(await story.answer('admit', { client: 'rogue', act: 'approve' })).toEqual({ outcome: 'done' });
    expect(await standing(story, 'rogue')).toBe('approved');
    expect(await may(await enter(story, 'rogue', 'p'), unlock)).toBe(true);
  });
});

test('by a clock that leapt nobody’s time is over', { timeout: 30_000 }, async () => {
  let aheadMs = 0;
  const story = await openStory('embedded', () => Date.now() + aheadMs);
  const until = Date.now() + 30 * 86_400_000;
  const added = await story.answer('addPerson', { username: 'ingo', role: 'installer', until });
  if (added.outcome !== 'added') throw new Error(added.reason);
  aheadMs = 60 * 86_400_000;
  await story.answer('people', {});
  expect(await enter(story, 'ingo', added.password)).not.toBeNull();
});

test(
  'a guest who may command a camera by a group is restricted when the rule is enforced, and as before without it',
  { timeout: 60_000 },
  async () => {
    const story = await openStory('mosquitto');
    await story.answer('approveAll', {});
    const added = await story.answer('addPerson', { username: 'anna', role: 'guest', until: null });
    if (added.outcome !== 'added') throw new Error(added.reason);
    const somebody = await openConsole(story.broker.url, { username: 'admin', password: passwords.admin });
    const acls = [{ acltype: 'publishClientSend', topic: 'nvr/drive/+/set', allow: true }];
    await somebody.ask(
      { command: 'createRole', rolename: 'turns-cameras', acls },
      { command: 'createGroup', groupname: 'family', roles: [{ rolename: 'turns-cameras' }] },
      { command: 'addGroupClient', groupname: 'family', username: 'anna' },
    );
    await somebody.close();
    const nvr = await enter(story, 'admin', passwords.admin);
    const cameras = { drive: { camera_fps: 5, connection_quality: 'good' } };
    await nvr?.client.publishAsync('nvr/available', 'online', { qos: 1, retain: true });
    await nvr?.client.publishAsync('nvr/stats', JSON.stringify({ cameras, service: { version: '0.16.1' } }), {
      qos: 1,
      retain: true,
    });
    const rule = async () => {
      const seen = await story.answer('admission', {});
      return seen.outcome === 'listed' ? seen.policies.find(({ name }) => name === 'guests-and-cameras') : null;
    };
    await expect
      .poll(rule, { timeout: 15_000 })
      .toMatchObject({ wouldRestrict: ['anna'], preview: { wouldHave: [{ client: 'anna', until: null }] } });
    const detect = async () => may(await enter(story, 'anna', added.password), 'nvr/drive/detect/set');
    expect(await detect()).toBe(true);
    expect(await story.answer('setPolicy', { name: 'guests-and-cameras', mode: 'enforce' })).toEqual({
      outcome: 'done',
    });
    expect(await rule()).toMatchObject({ restricts: ['anna'] });
    expect(await detect()).toBe(false);
    expect(await story.answer('setPolicy', { name: 'guests-and-cameras', mode: 'watch' })).toEqual({ outcome: 'done' });
    expect(await rule()).toMatchObject({ restricts: [], wouldRestrict: ['anna'] });
    expect(await detect()).toBe(true);
  },
);

test(
  'a log-in for emergencies is one when it stands in the password file and may administer',
  { timeout: 60_000 },
  async () => {
    const founder = { username: 'founder', password: 'founder-3c9d' };
    const broker = await startMosquitto({
      dynamicSecurity: { admin: founder },
      users: { rescue: 'rescue-77', other: 'other-77' },
      acl: 'user rescue\ntopic readwrite $CONTROL/dynamic-security/#\n',
    });
    ends.push(() => broker.stop());
    const session = openTestSession();
    ends.push(() => session.close());
    session.connect({ url: broker.wsUrl, ...founder });
    const { answer } = session.access;
    await answer('openAdmin', founder);
    const attempt = (username: string, password: string) => answer('tryBreakGlass', { username, password });
    expect(await attempt('rescue', 'rescue-77')).toMatchObject({ works: true });
    expect((await attempt('rescue', 'wrong')).sentence).toContain('does not know this username with this password');
    expect((await attempt('founder', founder.password)).sentence).toContain('stands in the account file');
    expect((await attempt('other', 'other-77')).sentence).toContain('may not administer');
  },
);
