import { afterEach, beforeEach, expect, test } from 'vitest';

import { decisionName } from '@/credentials/admission/standing';
import { policyOf, type FixedPolicyName, type PolicyName } from '@/credentials/policies/policies';
import { restrictedRole } from '@/credentials/roles/device-roles';
import { openSigner } from '@/credentials/signatures/signing.testing';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock, type Guest } from '@/embedded-broker/guest.testing';
import { openPassingFirmwareShelf } from '@/history/firmware-shelf';

import { cameraPasswords, passwords, startBroker } from '../../../../e2e/brokers';
import type { Session } from '../../session';
import { openTestSession } from '../../session.testing';

const id = [...cameraPasswords.keys()][0] ?? '';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

let session: Session;
let camera: Guest;
let url: string;

/** A home with a camera that signs and runs 1.9, and an administrator who has approved everybody. */
beforeEach(async () => {
  const broker = await startBroker('embedded');
  ends.push(() => broker.stop());
  url = broker.url;
  session = openTestSession({
    firmwareSources: { shelf: openPassingFirmwareShelf(), served: async () => [advisories] },
  });
  ends.push(() => session.close());
  session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
  camera = knock(broker.url, { username: `${id}.a`, password: cameraPasswords.get(id) ?? '', clientId: id });
  ends.push(() => camera.client.endAsync(true));
  await session.access.answer('openAdmin', { username: 'admin', password: passwords.admin });
  await session.access.answer('approveAll', {});
  const about = { name: 'Drive', kind: 'camera', vendor: 'Example', model: 'EX-1', firmware: '1.9' };
  await publish(camera, 'about', { ...about, login: { username: `${id}.a`, clientId: id }, signing: signer.shown });
}, 30_000);

const signer = await openSigner(id);
const advisories = JSON.stringify({
  format: 'gatehouse-advisories/1',
  date: '2031-02-03',
  advisories: [
    {
      cve: 'CVE-2031-0001',
      vendor: 'Example',
      product: 'EX-1',
      sort: 'camera',
      models: ['EX-1'],
      families: [],
      added: '2031-02-03',
      action: 'update',
      ransomware: false,
      affected: null,
      fixed: '2.0',
      supportEnds: null,
      source: 'https://example.org/kev',
      quoted: 'https://example.org/notes',
    },
  ],
});

function publish({ client }: Guest, what: string, body: object): Promise<unknown> {
  return client.publishAsync(`gatehouse/v1/device/${id}/${what}`, JSON.stringify(body), { qos: 1, retain: true });
}

async function look(name: PolicyName) {
  const seen = await session.access.answer('admission', {});
  if (seen.outcome !== 'listed') throw new Error('The broker did not answer.');
  const standing = seen.clients.find(({ client }) => client === id)?.standing;
  return { ...seen.policies.find((policy) => policy.name === name), standing };
}

/** Watched first, then enforced, then let go: as a person would do it. */
async function goThrough(name: FixedPolicyName, words: string): Promise<void> {
  await expect
    .poll(() => look(name), { timeout: 25_000 })
    .toMatchObject({
      standing: 'approved',
      wouldRestrict: [id],
      hits: [{ client: id, words }],
      preview: { wouldHave: [{ client: id, name: 'Drive', until: null }] },
    });
  expect(await session.access.answer('setPolicy', { name, mode: 'enforce' })).toEqual({ outcome: 'done' });
  expect(await look(name)).toMatchObject({ standing: 'restricted', restricts: [id] });
  expect(await session.access.answer('admit', { client: id, act: 'release' })).toEqual({ outcome: 'done' });
  expect(await look(name)).toMatchObject({ standing: 'approved', wouldRestrict: [] });
  const records = await session.access.rotationHistory(null);
  const title = policyOf(name).title;
  expect(new Set(records.map(({ sentence }) => sentence))).toEqual(
    new Set([
      `The rule “${title}” is enforced from then on.`,
      `Drive was restricted by the rule “${title}”.`,
      'Drive was let go.',
    ]),
  );
  expect(records.every(({ by }) => by === 'admin')).toBe(true);
}

test(
  'a camera whose firmware is attacked elsewhere is restricted, until somebody lets it go',
  { timeout: 90_000 },
  () => goThrough('exploited-firmware', 'The firmware of Drive, 1.9, has a hole that is attacked: CVE-2031-0001.'),
);

test(
  'a camera in whose name somebody spoke is restricted, until somebody lets it go',
  { timeout: 90_000 },
  async () => {
    await expect.poll(() => session.home.byVoice.has(`gatehouse:${id}`)).toBe(true);
    expect(await look('failed-signature')).toMatchObject({ hits: [], wouldRestrict: [] });
    await publish(camera, 'event', { event: 'motion' }); // by whoever has its password, and not its key
    await goThrough('failed-signature', 'A message in the name of Drive had a bad signature.');
  },
);

/** Four tabs look over and over, for as long as `act` takes. */
async function amidLooks(act: () => Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const tab = async () => {
    while (!done.signal.aborted) await session.access.answer('admission', {});
  };
  await Promise.all([act().finally(() => done.abort()), tab(), tab(), tab(), tab()]);
}

test(
  'tabs that look at the same time restrict nobody twice, nor again whom a person has just let go',
  { timeout: 90_000 },
  async () => {
    const name = 'exploited-firmware';
    await expect.poll(() => look(name), { timeout: 25_000 }).toMatchObject({ wouldRestrict: [id] });
    const somebody = knock(url, { username: 'admin', password: passwords.admin });
    ends.push(() => somebody.client.endAsync(true));
    await somebody.client.subscribeAsync('$CONTROL/dynamic-security/v1/response');
    const acts: string[] = [];
    somebody.client.on('message', (_, payload) => {
      const { responses } = JSON.parse(payload.toString()) as { responses: readonly { command: string }[] };
      acts.push(...responses.map(({ command }) => command).filter((command) => command.endsWith('ClientRole')));
    });
    await amidLooks(() => session.access.answer('setPolicy', { name, mode: 'enforce' }));
    expect(await look(name)).toMatchObject({ standing: 'restricted', restricts: [id] });
    await amidLooks(() => session.access.answer('setPolicy', { name, mode: 'watch' }));
    expect(await look(name)).toMatchObject({ standing: 'approved', wouldRestrict: [id] });
    await expect.poll(() => acts).toEqual(['addClientRole', 'removeClientRole']);
  },
);

test(
  'a rule that a person made names, restricts, lets go and goes, as those of every home do',
  { timeout: 90_000 },
  async () => {
    const { answer } = session.access;
    const of = { kinds: ['camera'], name: null } as const;
    const title = 'Cameras run no firmware with a known hole';
    expect(await answer('makePolicy', { against: { is: 'attacked-firmware', of } })).toEqual({ outcome: 'done' });
    expect(await answer('makePolicy', { against: { is: 'attacked-firmware', of } })).toMatchObject({
      reason: 'There is this rule already.',
    });
    const seen = await answer('admission', {});
    const name = seen.outcome === 'listed' ? seen.policies.find((one) => one.isMade)?.name : undefined;
    if (name === undefined) throw new Error('No rule was made.');
    await expect
      .poll(() => look(name), { timeout: 25_000 })
      .toMatchObject({
        title,
        mode: 'watch',
        set: { by: 'admin' },
        standing: 'approved',
        wouldRestrict: [id],
        preview: { wouldHave: [{ client: id, name: 'Drive', until: null }] },
      });
    expect(await answer('setPolicy', { name, mode: 'enforce' })).toEqual({ outcome: 'done' });
    expect(await look(name)).toMatchObject({ mode: 'enforce', standing: 'restricted', restricts: [id] });
    expect(await answer('setPolicy', { name, mode: 'watch' })).toEqual({ outcome: 'done' });
    expect(await look(name)).toMatchObject({ mode: 'watch', standing: 'approved', restricts: [] });
    await answer('admit', { client: id, act: 'ban' }); // and back: the rule has not decided that
    await answer('admit', { client: id, act: 'release' });
    expect(await answer('setPolicy', { name, mode: 'enforce' })).toEqual({ outcome: 'done' });
    expect(await look(name)).toMatchObject({ restricts: [id] });
    expect(await answer('removePolicy', { name })).toEqual({ outcome: 'done' });
    expect(await look(name)).toEqual({ standing: 'approved' });
    const records = await session.access.rotationHistory(null);
    expect(records.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([
        `The rule “${title}” was made, and is watched.`,
        `Drive was restricted by the rule “${title}”.`,
        `The rule “${title}” was taken away.`,
      ]),
    );
  },
);

test(
  'rules that stand in the broker and cannot be read are said, follow nobody, and can be taken away; those of every home stay',
  { timeout: 90_000 },
  async () => {
    const { answer } = session.access;
    const somebody = knock(url, { username: 'admin', password: passwords.admin });
    ends.push(() => somebody.client.endAsync(true));
    const roles = [
      ['made:newer', '{"version":2,"against":{"is":"at-night"},"mode":"enforce","by":"x","at":1}'],
      ['made:broken', '{"version":1,"against":{"is":"attacked-firmware","of":{}},"mode":"enforce","by":"x","at":1}'],
      ['made:noise', 'nonsense'],
    ] as const;
    const commands = roles.map(([name, textname]) => ({
      command: 'createRole',
      rolename: `gatehouse:policy:${name}`,
      textname,
    }));
    await somebody.client.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify({ commands }), { qos: 1 });
    const unreadable = async () => {
      const seen = await answer('admission', {});
      return seen.outcome === 'listed' ? seen.unreadable : [];
    };
    await expect.poll(unreadable, { timeout: 25_000 }).toMatchObject([
      { name: 'made:broken', words: expect.stringContaining('cannot be read') as string },
      { name: 'made:newer', words: expect.stringContaining('newer Gatehouse') as string },
      { name: 'made:noise', words: expect.stringContaining('cannot be read') as string },
    ]);
    expect(await look('made:broken')).toEqual({ standing: 'approved' });
    expect(await answer('setPolicy', { name: 'made:broken', mode: 'enforce' })).toMatchObject({ outcome: 'refused' });
    for (const [name] of roles) expect(await answer('removePolicy', { name })).toEqual({ outcome: 'done' });
    expect(await unreadable()).toEqual([]);
    expect(await answer('removePolicy', { name: 'newcomers' })).toMatchObject({ outcome: 'refused' });
    const against = { is: 'in-clear', of: { kinds: [], name: 'a\u202eb' } } as const;
    expect(await answer('makePolicy', { against })).toMatchObject({ outcome: 'refused' });
  },
);

test(
  'a restriction that a closed page left half done is carried out, for each account of the camera',
  { timeout: 90_000 },
  async () => {
    const name = 'exploited-firmware';
    await expect.poll(() => look(name), { timeout: 25_000 }).toMatchObject({ wouldRestrict: [id] });
    const somebody = await openConsole(url, { username: 'admin', password: passwords.admin });
    ends.push(() => somebody.close());
    const decision = { is: 'restricted', before: 'approved', by: 'admin', at: 1, why: name, off: [] };
    const [note] = await somebody.ask({
      command: 'modifyRole',
      rolename: decisionName(id),
      textname: JSON.stringify(decision),
    });
    expect(note?.error).toBeUndefined();
    // only watched, the rule restricts nobody, whatever was begun while it was enforced
    expect(await look(name)).toMatchObject({ standing: 'approved', wouldRestrict: [id] });
    expect(await session.access.answer('setPolicy', { name, mode: 'enforce' })).toEqual({ outcome: 'done' });
    expect(await look(name)).toMatchObject({ standing: 'restricted', restricts: [id] });
    await somebody.ask({ command: 'createClient', username: `${id}.b`, password: 'p', clientid: id });
    await look(name);
    const [answer] = await somebody.ask({ command: 'getClient', username: `${id}.b` });
    expect(answer?.data).toMatchObject({ client: { roles: [{ rolename: restrictedRole.name }] } });
  },
);
