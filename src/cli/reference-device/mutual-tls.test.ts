import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePorts } from '@/broker/free-ports.testing';
import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { signingAlgorithm, type HomeCa } from '@/credentials/certificates/ca-key';
import { checkRequest } from '@/credentials/certificates/check-request';
import { toPem } from '@/credentials/certificates/encoding';
import { newHomeCa } from '@/credentials/certificates/home-ca';
import { issueForBroker, issueForDevice } from '@/credentials/certificates/issue';
import { dayMs } from '@/credentials/certificates/lifetimes';
import { mosquittoLines } from '@/credentials/certificates/mosquitto-lines';
import { newRevocationList } from '@/credentials/certificates/revocation-list';
import { X509Certificate, X509CrlGenerator } from '@/credentials/certificates/x509';
import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { askForCertificate, newIdentityKey } from './certificate-request';

/** What a real Mosquitto does with the certificates of a home, told by the lines that the page gives. */
const now = Date.now();
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const passphrase = 'seven crows on a wire';
const dir = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
const keep = (name: string, text: string) => writeFileSync(join(dir, name), text);

let ca: HomeCa;
let other: HomeCa;
let broker: Mosquitto;
let port: number;
beforeAll(async () => {
  ({ ca } = await newHomeCa({ name: 'Our home', now, passphrase, randomBytes }));
  ({ ca: other } = await newHomeCa({ name: 'Another home', now, passphrase, randomBytes }));
  const { issued, privateKeyPem } = await issueForBroker({ ca, now, randomBytes }, [
    { type: 'dns', value: 'localhost' },
  ]);
  keep('home-ca.crt', toPem(ca.certificate, 'CERTIFICATE'));
  keep('broker.crt', toPem(issued.der, 'CERTIFICATE'));
  keep('broker.key', privateKeyPem);
  await revoke([]);
  const [secure = 0, web = 0] = await freePorts(2);
  port = secure;
  const lines = mosquittoLines({ hasList: true })
    .join('\n')
    .replaceAll('/etc/mosquitto/certs', dir)
    .replace('8883', String(secure))
    .replace('8884', String(web));
  broker = await startMosquitto({ users: { owner: 'owner' }, extraConfig: lines });
}, 30_000);
afterAll(async () => {
  await broker.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function revoke(certificates: readonly IssuedCertificate[], at = now): Promise<void> {
  const list = await newRevocationList(ca, { now: at, number: 1, certificates });
  keep('revoked.crl', toPem(list.der, 'X509 CRL'));
}

/** Mosquitto reads its lists again on SIGHUP, and says so. */
async function reload(): Promise<void> {
  const before = broker.log().split('Reloading config').length;
  process.kill(broker.pid, 'SIGHUP');
  await expect.poll(() => broker.log().split('Reloading config').length).toBeGreaterThan(before);
}

type Device = { readonly issued: IssuedCertificate; readonly keyPem: string };

async function newDevice(id: string, by = ca): Promise<Device> {
  const keyPem = newIdentityKey();
  const { pkcs10 } = JSON.parse((await askForCertificate(id, keyPem)).payload) as { pkcs10: string };
  const checked = await checkRequest(pkcs10, id);
  if (checked.outcome !== 'good') throw new Error(checked.reason);
  return { issued: await issueForDevice({ ca: by, now, randomBytes }, checked.request), keyPem };
}

/** Is it let in? */
async function isLetIn(device: Device | null): Promise<boolean> {
  const identity = device && { key: device.keyPem, cert: toPem(device.issued.der, 'CERTIFICATE') };
  const client = mqtt.connect(`mqtts://localhost:${port}`, {
    ...identity,
    ca: toPem(ca.certificate, 'CERTIFICATE'),
    reconnectPeriod: 0,
    protocolVersion: 5,
  });
  client.on('error', () => {});
  const letIn = await new Promise<boolean>((resolve) => {
    client.once('connect', () => resolve(true));
    client.once('close', () => resolve(false));
  });
  await client.endAsync(true);
  return letIn;
}

test(
  'lets in a device with a certificate of the home, by the name in it, and nobody without one',
  { timeout: 30_000 },
  async () => {
    const cam = await newDevice('porch-cam');
    expect(await isLetIn(cam)).toBe(true);
    expect(broker.log()).toMatch(/as \S+ \(p5, c1, k60, u'porch-cam'\)/);
    expect(await isLetIn(null)).toBe(false);
  },
);

test('does not let in a device of another home', { timeout: 30_000 }, async () => {
  expect(await isLetIn(await newDevice('porch-cam', other))).toBe(false);
});

test('lets in both certificates of a device while it changes from one to the other', { timeout: 30_000 }, async () => {
  const [old, next] = [await newDevice('porch-cam'), await newDevice('porch-cam')];
  expect([await isLetIn(old), await isLetIn(next)]).toEqual([true, true]);
});

test('refuses what the list names when it has read it again, and not before', { timeout: 30_000 }, async () => {
  const [lost, kept] = [await newDevice('lost-cam'), await newDevice('kept-cam')];
  await revoke([{ ...lost.issued, revokedAt: now }]);
  expect(await isLetIn(lost)).toBe(true);
  await reload();
  expect(await isLetIn(lost)).toBe(false);
  expect(await isLetIn(kept)).toBe(true);
});

test(
  'refuses every device when the list has ended: so ours ends no sooner than the authority',
  { timeout: 30_000 },
  async () => {
    const cam = await newDevice('porch-cam');
    const ended = await X509CrlGenerator.create({
      issuer: new X509Certificate(ca.certificate).subjectName,
      thisUpdate: new Date(now - 3 * dayMs),
      nextUpdate: new Date(now - 2 * dayMs),
      signingKey: ca.key,
      signingAlgorithm,
    });
    keep('revoked.crl', toPem(ended.rawData, 'X509 CRL'));
    await reload();
    expect(await isLetIn(cam)).toBe(false);
    await revoke([]);
    await reload();
    expect(await isLetIn(cam)).toBe(true);
  },
);

test(
  'lets in who is not on a list that was made by a computer whose clock is days ahead',
  { timeout: 30_000 },
  async () => {
    const [lost, kept] = [await newDevice('lost-cam'), await newDevice('kept-cam')];
    await revoke([{ ...lost.issued, revokedAt: now }], now + 3 * dayMs);
    await reload();
    expect(await isLetIn(lost)).toBe(false);
    expect(await isLetIn(kept)).toBe(true);
  },
);
