import { beforeAll, describe, expect, test } from 'vitest';

import { openAuthority, openSigner } from '../signatures/signing.testing';
import { readAnchorFile } from './anchor-file';
import { toPem } from './encoding';

const now = Date.UTC(2026, 10, 24, 12);
type Authority = Awaited<ReturnType<typeof openAuthority>>;
let ours: Authority;
let theirs: Authority;

beforeAll(async () => {
  ours = await openAuthority('Our home', now);
  theirs = await openAuthority('Our home', now);
}, 30_000);

const reasonOf = async (text: string) => {
  const answer = await readAnchorFile(text);
  return answer.outcome === 'refused' ? answer.reason : null;
};

describe('the file of a home’s authority', () => {
  test('says whom to trust, and what it took back, in whatever order it was put together', async () => {
    const { issued, serial } = await ours.chainFor(await openSigner('drive-camera'));
    const file = await ours.fileRevoking(issued);
    const [certificate = '', list = ''] = file.split(/(?=-----BEGIN X509 CRL)/);
    const wanted = { outcome: 'read', anchors: [{ certificate: ours.certificate, revoked: new Set([serial]) }] };
    expect(await readAnchorFile(file)).toEqual(wanted);
    expect(await readAnchorFile(list + certificate)).toEqual(wanted);
  });

  test('needs no list', async () => {
    const answer = await readAnchorFile(toPem(ours.certificate, 'CERTIFICATE'));
    expect(answer).toMatchObject({ outcome: 'read', anchors: [{ revoked: new Set() }] });
  });

  test('is refused with a list that another authority of the same name signed', async () => {
    const list = (await theirs.fileRevoking()).split(/(?=-----BEGIN X509 CRL)/)[1] ?? '';
    expect(await reasonOf(toPem(ours.certificate, 'CERTIFICATE') + list)).toMatch(/not signed by its authority/);
  });

  test.each([
    ['nothing', '', /no certificate in it/],
    ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', /is no certificate/],
    ['a key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', /private key/],
  ])('is refused where it holds %s', async (_, text, reason) => {
    expect(await reasonOf(text)).toMatch(reason);
  });

  test('is refused where a device’s certificate stands in it', async () => {
    const { issued } = await ours.chainFor(await openSigner('drive-camera'));
    expect(await reasonOf(toPem(issued.der, 'CERTIFICATE'))).toMatch(/not that of an authority/);
  });
});
