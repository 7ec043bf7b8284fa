import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { openPassingCertificateStore, type CertificateStore } from '@/history/certificate-store';
import { readRevocationList } from '@/credentials/certificates/revocation-list';
import { newRequest } from '@/credentials/certificates/request.testing';
import { toPem } from '@/credentials/certificates/encoding';
import { bannedRole, barrierPriority, newcomerRole, restrictedRole } from '@/credentials/roles/device-roles';
import { Pkcs10CertificateRequest } from '@/credentials/certificates/x509';
import type { AlertSignal } from '@/core/alerts/alert';
import { openHome } from '@/core/home';

import { passwords, startBroker, type StoryBroker } from '../../../../e2e/brokers';
import { openAdmin, type Admin } from '../admin';
import { cutOff } from './cut-off';
import { openCertificates, type Certificates } from './certificates';

const passphrase = 'seven crows on a wire';
/** two devices that this broker knows */
const [cam, bell] = ['drive-camera', 'front-doorbell'];
const start = Date.UTC(2026, 10, 25, 12);

let now: number;
let address: string | null;
let store: CertificateStore;
let certificates: Certificates;
let told: AlertSignal[];
let doubt: string | null;
let broker: StoryBroker;
let admin: Admin;
beforeAll(async () => {
  broker = await startBroker('embedded');
  admin = openAdmin({
    clock: Date.now,
    random: Math.random,
    tell: () => {},
    onOpen: () => {},
    onClose: () => {},
    isBusy: () => false,
  });
  await admin.open({ url: broker.url, username: 'admin', password: passwords.admin });
});
afterAll(async () => {
  await admin.close();
  await broker.stop();
});
beforeEach(() => {
  now = start;
  told = [];
  doubt = null;
  address = 'ws://broker.lan:9001';
  store = openPassingCertificateStore();
  certificates = openBrowser(store);
});
afterEach(async () => {
  certificates.stop();
  await forgetNames();
});

/** Each test has a home of its own, on one broker. */
async function forgetNames(): Promise<void> {
  const names = await admin.office?.security.listRoleNames();
  for (const name of names?.outcome === 'done' ? names.value : [])
    if (name.startsWith('certified:')) await admin.office?.security.deleteRole(name);
}

function openBrowser(kept: CertificateStore, office = () => admin.office): Certificates {
  return openCertificates({
    home: openHome(),
    store: kept,
    clock: () => now,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    office,
    at: () => address,
    alerts: () => [],
    clockDoubt: () => doubt,
    signal: (signals) => told.push(...signals),
  });
}

const ask = () => certificates.answers;
const shown = () => ask().certificates({});
const make = () => ask().makeAuthority({ name: 'Our home', passphrase });

async function requestFile(id: string): Promise<string> {
  return new Pkcs10CertificateRequest((await newRequest(id)).der).toString('pem');
}

/** Grants what a person brought, as one who has compared the code. */
async function grantFile(request: string) {
  const preview = await ask().grantFile({ request, pairingCode: null });
  if (preview.outcome !== 'preview') return preview;
  return ask().grantFile({ request, pairingCode: preview.request.pairingCode });
}

describe('the authority of a home', { timeout: 30_000 }, () => {
  test('is made once, and its backup is there until somebody has kept it', async () => {
    expect(await make()).toEqual({ outcome: 'made' });
    expect((await shown()).authority).toMatchObject({ name: 'Our home', madeAt: start, hasUnkeptBackup: true });
    expect(await ask().authorityBackup({})).toContain('gatehouse-home-ca/1');
    await ask().backupIsKept({});
    expect(await ask().authorityBackup({})).toBeNull();
    expect((await shown()).authority).toMatchObject({ hasUnkeptBackup: false });
  });

  test('issues nothing by a clock that the devices of the home contradict: no broker would take it before that day', async () => {
    const ahead = 'The clock of this computer is 3 days ahead of the clocks of devices that sign what they say.';
    const refusal = { outcome: 'refused', reason: expect.stringContaining('3 days ahead') as unknown };
    doubt = ahead;
    expect(await make()).toMatchObject(refusal);
    doubt = null;
    await make();
    doubt = ahead;
    expect(await ask().issueBrokerCertificate({ names: 'broker.lan' })).toMatchObject(refusal);
    expect(await ask().grantFile({ request: await requestFile('porch-cam'), pairingCode: null })).toMatchObject(
      refusal,
    );
    doubt = null;
    expect(await ask().issueBrokerCertificate({ names: 'broker.lan' })).toMatchObject({ outcome: 'issued' });
  });

  test('issues nothing once it has ended, and the next one takes its place while there is time', async () => {
    await make();
    const first = (await shown()).authority;
    expect(first).toMatchObject({ isEnding: false });
    const endsAt = first?.notAfter ?? 0;
    now = endsAt - 60 * 86_400_000;
    expect((await shown()).authority).toMatchObject({ isEnding: true });
    now = endsAt;
    const ended = { outcome: 'refused', reason: expect.stringContaining('has ended') as string };
    expect(await grantFile(await requestFile(cam))).toMatchObject(ended);
    expect(await ask().issueBrokerCertificate({ names: 'broker.lan' })).toMatchObject(ended);
    expect(await ask().issueSigningCertificate({ name: 'Workshop' })).toMatchObject(ended);
    expect((await shown()).certificates).toEqual([]);
    expect(await make()).toEqual({ outcome: 'made' });
    const { authority } = await shown();
    expect(authority).toMatchObject({ isEnding: false });
    expect(authority?.fingerprint).not.toBe(first?.fingerprint);
    expect(await grantFile(await requestFile(cam))).toMatchObject({ outcome: 'issued' });
  });

  test('is not made with a passphrase that can be guessed, or without a name', async () => {
    expect(await ask().makeAuthority({ name: 'Our home', passphrase: 'short' })).toMatchObject({ outcome: 'refused' });
    expect(await ask().makeAuthority({ name: ' ', passphrase })).toMatchObject({ outcome: 'refused' });
    expect((await shown()).authority).toBeNull();
  });

  test('is not made where it would be lost at once', async () => {
    certificates = openBrowser({ ...store, keep: async () => false });
    const answer = await make();
    expect(answer).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(answer)).toContain('keeps nothing');
  });

  test('comes back in another browser with the backup and the passphrase', async () => {
    await make();
    const { authority } = await shown();
    const backup = (await ask().authorityBackup({})) ?? '';
    certificates = openBrowser(openPassingCertificateStore());
    expect(await ask().restoreAuthority({ backup, passphrase: 'wrong passphrase' })).toMatchObject({
      reason: expect.stringContaining('does not open') as string,
    });
    expect(await ask().restoreAuthority({ backup, passphrase })).toEqual({ outcome: 'restored' });
    expect((await shown()).authority).toMatchObject({ fingerprint: authority?.fingerprint, hasUnkeptBackup: false });
    expect(await grantFile(await requestFile(cam))).toMatchObject({ outcome: 'issued' });
  });

  test('comes back with all that it issued, once its backup was brought up to date; with an older backup it knows none', async () => {
    await make();
    const older = (await ask().authorityBackup({})) ?? '';
    await ask().backupIsKept({});
    expect((await shown()).authority).toMatchObject({ notInBackup: 0 });
    await grantFile(await requestFile(cam));
    await grantFile(await requestFile(bell));
    expect((await shown()).authority).toMatchObject({ notInBackup: 2, hasUnkeptBackup: false });
    expect(await ask().renewBackup({ backup: older, passphrase: 'wrong passphrase' })).toMatchObject({
      reason: expect.stringContaining('does not open') as string,
    });
    expect(await ask().renewBackup({ backup: older, passphrase })).toEqual({ outcome: 'renewed' });
    const { authority, certificates: issued } = await shown();
    expect(authority).toMatchObject({ notInBackup: 0, hasUnkeptBackup: true });
    const newer = (await ask().authorityBackup({})) ?? '';
    for (const { serial, subject } of issued) for (const one of [serial, subject]) expect(newer).not.toContain(one);

    const first = { store, certificates };
    store = openPassingCertificateStore();
    certificates = openBrowser(store);
    await ask().restoreAuthority({ backup: older, passphrase });
    expect((await shown()).certificates).toEqual([]);
    expect(await ask().restoreAuthority({ backup: newer, passphrase })).toEqual({ outcome: 'restored' });
    expect((await shown()).certificates).toEqual(issued);
    expect(await ask().certificateFile({ of: { serial: issued[0]?.serial ?? '' } })).toBe(
      await first.certificates.answers.certificateFile({ of: { serial: issued[0]?.serial ?? '' } }),
    );
    expect((await shown()).authority).toMatchObject({ notInBackup: 0 });
    // and what it knows by that, it can revoke
    expect(await ask().readRevocationList({ list: null })).toMatchObject({ outcome: 'read' });
    expect(await ask().revokeCertificate({ serial: issued[0]?.serial ?? '' })).toMatchObject({ outcome: 'revoked' });
    first.certificates.stop();
  });

  test('the backup of another authority, or with a list that somebody changed, is none', async () => {
    await make();
    await grantFile(await requestFile(cam));
    const backup = (await ask().authorityBackup({})) ?? '';
    await ask().renewBackup({ backup, passphrase });
    const full = JSON.parse((await ask().authorityBackup({})) ?? '') as { key: string; issued: string };
    const changed = [
      { ...full, issued: full.key },
      { ...full, issued: `${full.issued.slice(0, -4)}AAAA` },
      { ...full, issued: 'nonsense' },
    ];
    for (const one of changed)
      expect(await ask().restoreAuthority({ backup: JSON.stringify(one), passphrase })).toMatchObject({
        reason: expect.stringContaining('The list of certificates') as string,
      });
    store = openPassingCertificateStore();
    certificates = openBrowser(store);
    await make();
    expect(await ask().renewBackup({ backup, passphrase })).toMatchObject({
      reason: 'This is the backup of another authority.',
    });
    const other = JSON.parse((await ask().authorityBackup({})) ?? '') as object;
    expect(
      await ask().restoreAuthority({ backup: JSON.stringify({ ...other, issued: full.issued }), passphrase }),
    ).toMatchObject({ reason: expect.stringContaining('The list of certificates') as string });
  });

  test('restored where it is already, forgets nothing that it issued', async () => {
    await make();
    const backup = (await ask().authorityBackup({})) ?? '';
    await grantFile(await requestFile(cam));
    await ask().restoreAuthority({ backup, passphrase });
    expect((await shown()).certificates).toHaveLength(1);
  });

  test('is used again when the home has another address, once a person says that it is the same home', async () => {
    await make();
    address = 'wss://broker.lan:8884';
    const { authority, others } = await shown();
    expect(authority).toBeNull();
    expect(others).toEqual([{ id: expect.any(String) as string, name: 'Our home' }]);
    await ask().adoptAuthority({ id: others[0]?.id ?? '' });
    expect(await shown()).toMatchObject({ authority: { name: 'Our home' }, others: [] });
  });

  test('no secret of it is in anything that the page is shown', async () => {
    await make();
    await ask().issueBrokerCertificate({ names: 'broker.lan' });
    await grantFile(await requestFile(cam));
    const text = JSON.stringify([await shown(), await ask().certificateFile({ of: 'authority' })]);
    expect(text).not.toMatch(/PRIVATE KEY|seven crows|gatehouse-home-ca/);
  });
});

describe('a request that a person brings', { timeout: 30_000 }, () => {
  test('is looked at before it is granted, and only what was looked at is granted', async () => {
    await make();
    const [one, other] = [await requestFile(cam), await requestFile(cam)];
    const preview = await ask().grantFile({ request: one, pairingCode: null });
    expect(preview).toMatchObject({ outcome: 'preview', request: { subject: cam, renews: false } });
    const code = preview.outcome === 'preview' ? preview.request.pairingCode : '';
    expect(await ask().grantFile({ request: other, pairingCode: code })).toMatchObject({ outcome: 'preview' });
    expect((await shown()).certificates).toEqual([]);
    expect(await ask().grantFile({ request: one, pairingCode: code })).toMatchObject({ outcome: 'issued' });
  });

  test('that asks again with the same key renews, and the one before stays good', async () => {
    await make();
    const request = await requestFile(cam);
    await grantFile(request);
    now += 350 * 86_400_000;
    expect((await shown()).certificates).toMatchObject([{ standing: 'renew' }]);
    expect(await ask().grantFile({ request, pairingCode: null })).toMatchObject({ request: { renews: true } });
    await grantFile(request);
    expect((await shown()).certificates).toMatchObject([
      { standing: 'good', revokedAt: null },
      { standing: 'replaced', revokedAt: null },
    ]);
  });

  test('is refused with the reason, and before there is an authority', async () => {
    expect(await grantFile(await requestFile(cam))).toMatchObject({ outcome: 'refused' });
    await make();
    expect(await grantFile('nonsense')).toMatchObject({ reason: expect.stringContaining('PKCS#10') as string });
  });
});

describe('the account behind a certificate', { timeout: 30_000 }, () => {
  const account = async (username: string) => (await admin.office?.security.getClient(username)) ?? null;

  test('is made with the rights of the device, and goes with its last certificate', async () => {
    await make();
    expect(await grantFile(await requestFile(cam))).toMatchObject({
      sentence: expect.stringContaining('what it may do with its password') as string,
    });
    expect(await account(cam)).toMatchObject({ value: { roles: [`dev:${cam}`], clientId: cam, disabled: false } });
    await grantFile(await requestFile(cam));
    const [one, other] = (await shown()).certificates;
    await ask().revokeCertificate({ serial: one?.serial ?? '' });
    expect(await account(cam)).toMatchObject({ value: { roles: [`dev:${cam}`] } });
    await ask().revokeCertificate({ serial: other?.serial ?? '' });
    expect(await account(cam)).toMatchObject({ outcome: 'done', value: null });
  });

  test('is known to the browser of another administrator, who has not the authority, until it has ended', async () => {
    await make();
    const other = openBrowser(openPassingCertificateStore());
    await grantFile(await requestFile('boat-lamp'));
    expect([...((await other.certified()) ?? [])]).toContain('boat-lamp');
    const { certificates: issued } = await shown();
    const end = Math.max(...issued.map(({ notAfter }) => notAfter));
    now = end + 3_600_000; // this browser's clock may be an hour ahead
    expect([...((await other.certified()) ?? [])]).toContain('boat-lamp');
    now = end + 86_400_000;
    expect([...((await other.certified()) ?? [])]).not.toContain('boat-lamp');
  });

  test('of before that was written down in the accounts is written down when its administrator is back', async () => {
    await make();
    await grantFile(await requestFile(bell));
    await forgetNames();
    const other = openBrowser(openPassingCertificateStore());
    expect([...((await other.certified()) ?? [])]).toEqual([]);
    const office = admin.office;
    if (office !== null) certificates.begin(office);
    await vi.waitFor(async () => expect([...((await other.certified()) ?? [])]).toContain(bell), { timeout: 10_000 });
  });

  test('is taken to be there, whoever asks, while the broker does not tell in whose name there is one', async () => {
    await make();
    const { office } = admin;
    if (office === null) throw new Error('nobody is in');
    const silent = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
    const security = { ...office.security, listRoleNames: async () => silent };
    expect(await openBrowser(openPassingCertificateStore(), () => ({ ...office, security })).certified()).toBeNull();
  });

  test('long after its end is written down nowhere, unless the clock is in doubt; what a person gave such a name stays', async () => {
    const { office } = admin;
    if (office === null) throw new Error('nobody is in');
    const { security } = office;
    const dayMs = 86_400_000;
    const nameOf = (subject: string, days: number) => `certified:${start + days * dayMs}:${subject}`;
    const rights = [{ type: 'publishClientSend', topic: 'attic/#', allow: true, priority: 0 }] as const;
    for (const name of [nameOf('old', -100), nameOf('held', -100), nameOf('late', -60), nameOf('good', 60)])
      await security.createRole({ name, acls: [] });
    await security.createRole({ name: nameOf('hand-made', -100), acls: rights });
    await security.addClientRole('front-doorbell.a', nameOf('held', -100));
    const named = async () => {
      const names = await security.listRoleNames();
      if (names.outcome === 'failed') throw new Error('The broker does not tell its roles.');
      return names.value
        .filter((name) => name.startsWith('certified:'))
        .map((name) => name.replace(/.*:/, ''))
        .toSorted();
    };
    const all = ['good', 'hand-made', 'held', 'late', 'old'];
    doubt = 'The clock of this computer is 400 days ahead.';
    certificates.begin(office);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await named()).toEqual(all);
    certificates.stop();
    doubt = null;
    certificates.begin(office);
    await vi.waitFor(async () => expect(await named()).not.toContain('old'), { timeout: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await named()).toEqual(all.slice(0, -1));
    await security.removeClientRole('front-doorbell.a', nameOf('held', -100));
  });

  test('comes with no way around a barrier: what is new, restricted or banned gets none until it is let go', async () => {
    const gate = 'garage-camera';
    await make();
    const security = admin.office?.security;
    for (const role of [newcomerRole(gate), restrictedRole, bannedRole]) {
      await security?.createRole(role);
      const held = { username: `${gate}.a`, rolename: role.name };
      await security?.run([{ command: 'addClientRole', ...held, priority: barrierPriority }]);
      expect(await grantFile(await requestFile(gate))).toMatchObject({
        outcome: 'refused',
        reason: expect.stringMatching(/under Rules before it gets a certificate\.$/) as string,
      });
      expect(await account(gate)).toMatchObject({ outcome: 'done', value: null });
      await security?.run([{ command: 'removeClientRole', ...held }]);
    }
    expect(await grantFile(await requestFile(gate))).toMatchObject({ outcome: 'issued' });
  });

  test('is never somebody else’s: nobody becomes administrator by asking in his name', async () => {
    await make();
    for (const name of ['admin', 'owner'])
      expect(await grantFile(await requestFile(name))).toMatchObject({
        outcome: 'refused',
        reason: expect.stringContaining('somebody else’s account') as string,
      });
    expect((await shown()).certificates).toEqual([]);
  });

  test('is not granted while another takes its place, which would then be all that the device has', async () => {
    await make();
    const security = admin.office?.security;
    const textdescription = JSON.stringify({ rot: 'r1', prev: 'account:bridge', by: 'admin', at: start });
    await security?.createClient({ username: 'bridge', password: 'old-5d', clientid: 'bridge' });
    await security?.createClient({ username: 'bridge.a', password: 'new-5d', clientid: 'bridge', textdescription });
    expect(await grantFile(await requestFile('bridge'))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('is being replaced') as string,
    });
    await security?.deleteClient('bridge.a');
    expect(await grantFile(await requestFile('bridge'))).toMatchObject({ outcome: 'issued' });
  });

  test('of a device that the broker does not know has no rights, and that is said', async () => {
    await make();
    expect(await grantFile(await requestFile('newcomer'))).toMatchObject({
      sentence: expect.stringContaining('no rights') as string,
    });
    expect(await account('newcomer')).toMatchObject({ value: { roles: [] } });
  });
});

describe('revoking', { timeout: 30_000 }, () => {
  test('makes a new list with the next number, and says what the broker still allows', async () => {
    await make();
    await grantFile(await requestFile(cam));
    await grantFile(await requestFile(bell));
    for (const [index, { serial }] of (await shown()).certificates.entries()) {
      const answer = await ask().revokeCertificate({ serial });
      expect(answer).toMatchObject({
        outcome: 'revoked',
        sentence: expect.stringContaining('cut off') as string,
      });
      expect((await shown()).list).toMatchObject({ number: index + 1, revoked: index + 1, urgent: false });
    }
    expect(await ask().certificateFile({ of: 'list' })).toContain('BEGIN X509 CRL');
    expect((await shown()).configLines.join('\n')).toContain('crlfile');
  });

  test('takes nothing away that was issued while the broker was asked', async () => {
    await make();
    await grantFile(await requestFile(cam));
    const [one] = (await shown()).certificates;
    const next = await requestFile(cam);
    certificates = openBrowser(store, () => {
      const { office } = admin;
      if (office === null) return null;
      return {
        ...office,
        async linked() {
          certificates = openBrowser(store);
          await grantFile(next);
          await office.linked();
        },
      };
    });
    const answer = await ask().revokeCertificate({ serial: one?.serial ?? '' });
    expect(answer).toMatchObject({ sentence: expect.stringContaining('another good certificate') as string });
    expect((await shown()).certificates).toMatchObject([{ revokedAt: null }, { serial: one?.serial, revokedAt: now }]);
    expect((await shown()).list).toMatchObject({ number: 1, revoked: 1 });
  });

  test('before that there is no list, and no line that would keep Mosquitto from starting', async () => {
    await make();
    expect((await shown()).list).toBeNull();
    expect((await shown()).configLines.join('\n')).not.toContain('crlfile');
  });

  test('what nobody knows is not revoked', async () => {
    await make();
    expect(await ask().revokeCertificate({ serial: 'ab' })).toMatchObject({ outcome: 'refused' });
  });
});

test(
  'a broker’s certificate that ends soon is told to the house, when an administrator comes',
  { timeout: 30_000 },
  async () => {
    await make();
    await ask().issueBrokerCertificate({ names: 'broker.lan' });
    const [issued] = (await shown()).certificates;
    now = (issued?.notAfter ?? 0) - 10 * 86_400_000;
    const { office } = admin;
    if (office === null) throw new Error('Nobody is signed in.');
    certificates.begin(office);
    await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 10_000 });
    expect(told).toMatchObject([
      { type: 'seen', sighting: { class: 'certificate_expiring', severity: 'warning', device: null } },
    ]);
  },
);

describe('an authority in two browsers', { timeout: 30_000 }, () => {
  const newestList = async () => (await ask().certificateFile({ of: 'list' })) ?? '';
  const listed = async () => {
    const [authority] = await store.all();
    const list = authority && (await readRevocationList(authority, await newestList()));
    return list?.revoked.map(({ serial }) => serial) ?? [];
  };
  const revoke = (serial: string | undefined) => ask().revokeCertificate({ serial: serial ?? '' });
  const restoreElsewhere = async (backup: string) => {
    store = openPassingCertificateStore();
    certificates = openBrowser(store);
    await ask().restoreAuthority({ backup, passphrase });
  };
  /** One browser that made it, with a camera’s certificate; its backup, and the number of that certificate. */
  const begin = async () => {
    await make();
    await grantFile(await requestFile(cam));
    const [one] = (await shown()).certificates;
    return { backup: (await ask().authorityBackup({})) ?? '', serial: one?.serial ?? '' };
  };

  test('restored, makes no list that would let in again what was revoked before', async () => {
    const { backup, serial } = await begin();
    await revoke(serial);
    const brought = await newestList();
    await restoreElsewhere(backup);
    await grantFile(await requestFile(bell));
    const [next] = (await shown()).certificates;
    expect(await shown()).toMatchObject({ list: null, isListUnread: true });
    expect(await revoke(next?.serial)).toMatchObject({ reason: expect.stringContaining('newest list') as string });
    expect(await ask().readRevocationList({ list: null })).toMatchObject({
      reason: expect.stringContaining('There is a list: number 1') as string,
    });
    expect(await ask().readRevocationList({ list: brought })).toEqual({ outcome: 'read', revoked: 1 });
    expect(await revoke(next?.serial)).toMatchObject({ outcome: 'revoked' });
    expect(await shown()).toMatchObject({ list: { number: 3, revoked: 2 }, isListUnread: false });
    expect(await listed()).toEqual(expect.arrayContaining([serial, next?.serial]));
  });

  test('takes no rights away from a device whose certificate the other has renewed', async () => {
    await make();
    await grantFile(await requestFile('barn-lamp'));
    const [old] = (await shown()).certificates;
    const first = certificates;
    await restoreElsewhere((await ask().authorityBackup({})) ?? '');
    now += 86_400_000;
    expect(await grantFile(await requestFile('barn-lamp'))).toMatchObject({ outcome: 'issued' });
    expect(await first.answers.revokeCertificate({ serial: old?.serial ?? '' })).toMatchObject({
      outcome: 'revoked',
      sentence: expect.stringContaining('Another browser has issued another certificate') as string,
    });
    expect(await admin.office?.security.getClient('barn-lamp')).toMatchObject({ value: { username: 'barn-lamp' } });
  });

  test('takes no rights away while the broker does not tell whether another browser has issued another certificate', async () => {
    const office = () => {
      if (admin.office === null) return null;
      const silent = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
      return { ...admin.office, security: { ...admin.office.security, listRoleNames: async () => silent } };
    };
    await make();
    await grantFile(await requestFile('shed-lamp'));
    const [one] = (await shown()).certificates;
    if (one === undefined) throw new Error('none was issued');
    expect(await cutOff({ ...one, keyFingerprint: '', der: new Uint8Array() }, [], office(), now)).toContain(
      'does not tell',
    );
    expect(await admin.office?.security.getClient('shed-lamp')).toMatchObject({ value: { username: 'shed-lamp' } });
  });

  test('that works in both, names in every list what the other revoked, and no number comes twice', async () => {
    const { backup, serial } = await begin();
    const first = { store, certificates };
    await restoreElsewhere(backup);
    expect(await ask().readRevocationList({ list: null })).toEqual({ outcome: 'read', revoked: 0 });
    await grantFile(await requestFile(bell));
    const [next] = (await shown()).certificates;
    const second = certificates;
    const both = await Promise.all([
      first.certificates.answers.revokeCertificate({ serial }),
      second.answers.revokeCertificate({ serial: next?.serial ?? '' }),
    ]);
    expect(both.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked']);
    const numbers = [await first.certificates.answers.certificates({}), await shown()].map(({ list }) => list?.number);
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
    if (numbers[0] === 2) ({ store, certificates } = first);
    expect(await listed()).toEqual(expect.arrayContaining([serial, next?.serial]));
    first.certificates.stop();
    second.stop();
  });

  test('revokes nothing where the accounts have forgotten what was revoked, until the newest list is shown', async () => {
    const { serial } = await begin();
    await revoke(serial);
    const brought = await newestList();
    const [authority] = await store.all();
    // somebody starts the broker with an older account file, or a new one
    await admin.office?.security.deleteRole(`revoked:${authority?.id.slice(0, 16)}:1`);
    await grantFile(await requestFile(bell));
    const next = (await shown()).certificates.find((one) => one.serial !== serial);
    expect(await revoke(next?.serial)).toMatchObject({ reason: expect.stringContaining('forgotten') as string });
    expect(await shown()).toMatchObject({ list: { number: 1 }, isListUnread: true });
    expect(await ask().readRevocationList({ list: null })).toMatchObject({ outcome: 'refused' });
    expect(await ask().readRevocationList({ list: brought })).toEqual({ outcome: 'read', revoked: 1 });
    expect(await revoke(next?.serial)).toMatchObject({ outcome: 'revoked' });
    expect(await shown()).toMatchObject({ list: { number: 3, revoked: 2 }, isListUnread: false });
  });

  test('takes no list of another authority, and none that was changed', async () => {
    const { serial } = await begin();
    await revoke(serial);
    const foreign = await newestList();
    store = openPassingCertificateStore();
    certificates = openBrowser(store);
    await make();
    const refusal = { reason: expect.stringContaining('no list that this authority has made') as string };
    expect(await ask().readRevocationList({ list: foreign })).toMatchObject(refusal);
    expect(await ask().readRevocationList({ list: 'nonsense' })).toMatchObject(refusal);
  });

  test('revokes nothing while nobody can say what another browser revoked', async () => {
    const { serial } = await begin();
    const alone = openCertificates({
      home: openHome(),
      store,
      clock: () => now,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      office: () => null,
      at: () => address,
      alerts: () => [],
      clockDoubt: () => null,
      signal: () => {},
    });
    expect(await alone.answers.revokeCertificate({ serial })).toMatchObject({ outcome: 'refused' });
    expect((await shown()).certificates).toMatchObject([{ standing: 'good' }]);
  });
});

test('the broker’s key is handed out once, with what belongs to it', { timeout: 30_000 }, async () => {
  await make();
  const answer = await ask().issueBrokerCertificate({ names: 'broker.lan 10.0.0.2' });
  if (answer.outcome !== 'issued') throw new Error(answer.reason);
  expect(answer.files.key).toContain('BEGIN PRIVATE KEY');
  const [kept] = await store.all();
  expect(answer.files.ca).toBe(kept && toPem(kept.certificate, 'CERTIFICATE'));
  expect(Object.keys(kept?.certificates[0] ?? {})).not.toContain('privateKeyPem');
  expect(await ask().issueBrokerCertificate({ names: '*.lan' })).toMatchObject({ outcome: 'refused' });
});
