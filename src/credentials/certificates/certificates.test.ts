import { createPublicKey, X509Certificate as NodeCertificate } from 'node:crypto';

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { openBackup } from './ca-backup';
import type { HomeCa } from './ca-key';
import { checkRequest, type GoodRequest } from './check-request';
import { toPem } from './encoding';
import { factsOf, newHomeCa } from './home-ca';
import { issueForBroker, issueForDevice } from './issue';
import { dayMs } from './lifetimes';
import { openssl, withFiles } from './openssl.testing';
import { newRequest } from './request.testing';
import { newRevocationList } from './revocation-list';
import { readServerNames, type ServerName } from './server-names';
import { BasicConstraintsExtension, Pkcs10CertificateRequest, SubjectAlternativeNameExtension } from './x509';

const now = Date.UTC(2026, 10, 25, 12);
const passphrase = 'seven crows on a wire';
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const issuing = () => ({ ca, now, randomBytes });

let ca: HomeCa;
let backup: string;
beforeAll(async () => {
  ({ ca, backup } = await newHomeCa({ name: 'Our home', now, passphrase, randomBytes }));
}, 30_000);

async function goodRequest(id = 'porch-cam'): Promise<GoodRequest> {
  const { der } = await newRequest(id);
  const checked = await checkRequest(der, id);
  if (checked.outcome !== 'good') throw new Error(checked.reason);
  return checked.request;
}

const named = (text: string): readonly ServerName[] => {
  const read = readServerNames(text);
  return read.outcome === 'read' ? read.names : [];
};

/** The home's files, as OpenSSL wants them. */
async function files(issued: IssuedCertificate, revoked: readonly IssuedCertificate[] = []) {
  const list = await newRevocationList(ca, { now, number: 7, certificates: revoked });
  return {
    'ca.crt': toPem(ca.certificate, 'CERTIFICATE'),
    'list.crl': toPem(list.der, 'X509 CRL'),
    'one.crt': toPem(issued.der, 'CERTIFICATE'),
  };
}

const hasOpenssl = openssl('.', 'version') !== null;
if (!hasOpenssl) process.stdout.write('What OpenSSL says of certificates is skipped: there is no openssl here.\n');
const at = ['-attime', String(now / 1000)];

describe.skipIf(!hasOpenssl)('OpenSSL, which Mosquitto is made with,', { timeout: 30_000 }, () => {
  test('takes a device’s certificate for a client and for nothing else', async () => {
    const all = await files(await issueForDevice(issuing(), await goodRequest()));
    withFiles(all, (dir) => {
      const verify = (purpose: string) =>
        openssl(dir, 'verify', ...at, '-x509_strict', '-purpose', purpose, '-CAfile', 'ca.crt', 'one.crt');
      expect(verify('sslclient')).toMatchObject({ ok: true });
      expect(verify('sslserver')?.ok).toBe(false);
    });
  });

  test('takes the broker’s certificate under each name it was given', async () => {
    const { issued } = await issueForBroker(issuing(), named('broker.home.arpa 192.168.1.10, fd00::10'));
    withFiles(await files(issued), (dir) => {
      const verify = (...name: string[]) =>
        openssl(dir, 'verify', ...at, '-x509_strict', '-purpose', 'sslserver', ...name, '-CAfile', 'ca.crt', 'one.crt');
      expect(verify('-verify_hostname', 'broker.home.arpa')).toMatchObject({ ok: true });
      expect(verify('-verify_ip', '192.168.1.10')).toMatchObject({ ok: true });
      expect(verify('-verify_ip', 'fd00::10')).toMatchObject({ ok: true });
      expect(verify('-verify_hostname', 'evil.home.arpa')?.ok).toBe(false);
    });
  });

  test('refuses what the list names, and only that', async () => {
    const good = await issueForDevice(issuing(), await goodRequest());
    const stolen = { ...(await issueForDevice(issuing(), await goodRequest())), revokedAt: now };
    const verify = async (one: IssuedCertificate) =>
      withFiles(await files(one, [good, stolen]), (dir) =>
        openssl(dir, 'verify', ...at, '-crl_check', '-CRLfile', 'list.crl', '-CAfile', 'ca.crt', 'one.crt'),
      );
    expect(await verify(good)).toMatchObject({ ok: true });
    expect((await verify(stolen))?.said).toContain('certificate revoked');
  });

  test('reads the number of the list, and its end, which is that of the authority', async () => {
    withFiles(await files(await issueForDevice(issuing(), await goodRequest())), (dir) => {
      const said = openssl(dir, 'crl', '-in', 'list.crl', '-noout', '-crlnumber', '-nextupdate', '-text')?.said ?? '';
      expect(said).toContain('crlNumber=0x07');
      expect(said).toMatch(/nextUpdate=Nov 22 .* 2036/);
    });
  });
});

describe('a certificate', { timeout: 30_000 }, () => {
  test('is good since yesterday, for a device whose clock is behind, and ends in a little more than a year', async () => {
    const { notBefore, notAfter } = await issueForDevice(issuing(), await goodRequest());
    expect(now - notBefore).toBe(dayMs);
    expect((notAfter - now) / dayMs).toBe(396);
  });

  test('never outlives the authority that vouches for it', async () => {
    const { notAfter } = await factsOf(ca);
    const late = { ...issuing(), now: notAfter - 3 * dayMs };
    expect((await issueForDevice(late, await goodRequest())).notAfter).toBe(notAfter);
  });

  test('has a serial number that nobody can foresee, positive and of full length', async () => {
    const request = await goodRequest();
    const serials = await Promise.all(
      Array.from({ length: 20 }, async () => (await issueForDevice(issuing(), request)).serial),
    );
    expect(new Set(serials).size).toBe(20);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{31}$/);
  });

  test('carries the name that Mosquitto takes for the user name, and the key of the request', async () => {
    const request = await goodRequest('lock-2');
    const { der } = await issueForDevice(issuing(), request);
    const read = new NodeCertificate(der);
    expect(read.subject).toBe('CN=lock-2');
    const key = createPublicKey({ key: Buffer.from(request.publicKey), format: 'der', type: 'spki' });
    expect(read.publicKey.equals(key)).toBe(true);
  });

  test('of the broker comes with a key that is handed out once and belongs to it', async () => {
    const { issued, privateKeyPem } = await issueForBroker(issuing(), named('broker.lan'));
    const key = createPublicKey(privateKeyPem);
    expect(new NodeCertificate(issued.der).publicKey.equals(key)).toBe(true);
    expect(JSON.stringify(issued)).not.toContain('PRIVATE');
  });
});

describe('the key of the home’s authority', { timeout: 30_000 }, () => {
  test('cannot be read by any script once it is made', async () => {
    expect(ca.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', ca.key)).rejects.toThrow();
  });

  test('comes back from the backup with the passphrase, and is as unreadable as before', async () => {
    const opened = await openBackup(backup, passphrase);
    if (opened.outcome !== 'opened') throw new Error(opened.reason);
    expect(await factsOf(opened.ca)).toEqual(await factsOf(ca));
    expect(opened.ca.key.extractable).toBe(false);
    const one = await issueForDevice({ ...issuing(), ca: opened.ca }, await goodRequest());
    expect(new NodeCertificate(one.der).verify(new NodeCertificate(ca.certificate).publicKey)).toBe(true);
  });

  test('does not come back with another passphrase, from another file, or with another certificate', async () => {
    expect(await openBackup(backup, 'seven crows')).toEqual({ outcome: 'refused', reason: 'passphrase' });
    expect(await openBackup('{"format":"something"}', passphrase)).toEqual({ outcome: 'refused', reason: 'foreign' });
    expect(await openBackup(backup.slice(0, -60), passphrase)).toEqual({ outcome: 'refused', reason: 'foreign' });
    const other = await newHomeCa({ name: 'Another', now, passphrase, randomBytes });
    const { key } = JSON.parse(other.backup) as { key: string };
    const swapped = JSON.stringify({ ...(JSON.parse(backup) as object), key });
    expect(await openBackup(swapped, passphrase)).toEqual({ outcome: 'refused', reason: 'mismatch' });
  });

  test('never makes the page think for ever: a file that asks for too many rounds is no backup', async () => {
    const file = JSON.parse(backup) as { key: string };
    const [header = '', ...rest] = file.key.split('.');
    const bombed = { ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), p2c: 2 ** 31 };
    const key = [Buffer.from(JSON.stringify(bombed)).toString('base64url'), ...rest].join('.');
    expect(await openBackup(JSON.stringify({ ...file, key }), passphrase)).toMatchObject({ outcome: 'refused' });
  });

  test('whatever stands in a file, opening it is an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        expect((await openBackup(text, passphrase)).outcome).toBe('refused');
      }),
    );
  });
});

describe('a request for a certificate', { timeout: 30_000 }, () => {
  test('shows a code that is the same on the device and on the page, and another for another key', async () => {
    const [one, other] = [await goodRequest(), await goodRequest()];
    expect(one.pairingCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(one.pairingCode).not.toBe(other.pairingCode);
  });

  test('is read from a file too, as text', async () => {
    const { der } = await newRequest('porch-cam');
    const pem = new Pkcs10CertificateRequest(der).toString('pem');
    expect(await checkRequest(pem, null)).toMatchObject({ outcome: 'good', request: { subject: 'porch-cam' } });
  });

  test('that came on the topic of another device is refused', async () => {
    const { der } = await newRequest('front-door');
    expect(await checkRequest(der, 'porch-cam')).toEqual({ outcome: 'refused', reason: 'other-device' });
  });

  test('whose signature is not by the key that it names is refused', async () => {
    const { der } = await newRequest('porch-cam');
    der[der.length - 3] = (der[der.length - 3] ?? 0) ^ 1;
    expect(await checkRequest(der, null)).toEqual({ outcome: 'refused', reason: 'signature' });
  });

  test.each([
    ['key', { algorithm: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024 } }],
    ['key', { algorithm: { name: 'ECDSA', namedCurve: 'P-521' } }],
    ['authority', { extensions: [new BasicConstraintsExtension(true)] }],
    ['names', { extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'broker.lan' }])] }],
    ['subject', { subject: [{ CN: ['+/#'] }] }],
    ['subject', { subject: [{ O: ['nobody'] }] }],
    ['subject', { subject: [{ CN: ['porch-cam'] }, { CN: ['admin'] }] }],
  ] as const)('is refused for its %s', async (reason, change) => {
    const { der } = await newRequest('porch-cam', change);
    expect(await checkRequest(der, null)).toEqual({ outcome: 'refused', reason });
  });

  test.each([2048, 4096])('with a key of RSA %i is taken', { timeout: 30_000 }, async (modulusLength) => {
    const { der } = await newRequest('porch-cam', { algorithm: { name: 'RSASSA-PKCS1-v1_5', modulusLength } });
    expect(await checkRequest(der, null)).toMatchObject({ request: { key: `RSA ${modulusLength}` } });
  });

  test('no bytes make it throw', async () => {
    const { der } = await newRequest('porch-cam');
    const spoilt = fc.tuple(fc.nat(der.length - 1), fc.nat(255)).map(([index, byte]) => der.with(index, byte));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), spoilt), async (bytes) => {
        const { outcome } = await checkRequest(new Uint8Array(bytes), 'porch-cam');
        expect(['good', 'refused']).toContain(outcome);
      }),
    );
  });
});

describe('the names of a broker', { timeout: 30_000 }, () => {
  test('are names and addresses, in any order, each once', () => {
    expect(named('Broker.LAN, 192.168.1.10  [FD00:0::10]; broker.lan')).toEqual([
      { type: 'dns', value: 'broker.lan' },
      { type: 'ip', value: '192.168.1.10' },
      { type: 'ip', value: 'fd00::10' },
    ]);
  });

  test.each(['', '300.1.1.1', '-x.lan', 'a b!c', 'http://broker.lan', '*.lan', '192.168.1', ':::'])(
    'are not %j',
    (text) => {
      expect(readServerNames(text).outcome).toBe('refused');
    },
  );
});
