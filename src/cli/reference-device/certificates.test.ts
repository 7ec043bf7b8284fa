import { expect, test } from 'vitest';

import {
  identityInTurn,
  noCertificates,
  proven,
  wantsCertificate,
  type CertificateHolding,
  type Identity,
} from './certificates';

const now = Date.UTC(2026, 10, 25);
const dayMs = 86_400_000;
const identity = (serial: string, daysLeft = 200): Identity => ({
  keyPem: 'key',
  certificatePem: 'certificate',
  authorityPem: 'authority',
  serial,
  endsAt: now + daysLeft * dayMs,
});
const held = (current: string | null, next: string | null): CertificateHolding => ({
  keyPem: 'key',
  current: current === null ? null : identity(current),
  next: next === null ? null : identity(next),
});
const turns = (holding: CertificateHolding, count: number) =>
  Array.from({ length: count }, (_, failures) => identityInTurn(holding, failures)?.serial ?? 'password');

test('a device without a certificate uses its password', () => {
  expect(turns(noCertificates, 3)).toEqual(['password', 'password', 'password']);
});

test('a certificate that is refused again and again gives way to the password, and has its turn again', () => {
  expect(turns(held('1', null), 8)).toEqual(['1', '1', '1', 'password', 'password', 'password', '1', '1']);
});

test('a new certificate that is refused gives way to the one before it', () => {
  expect(turns(held('1', '2'), 7)).toEqual(['2', '2', '2', '1', '1', '1', 'password']);
});

test('the one before is kept until the device has logged in with the new one', () => {
  const both = held('1', '2');
  expect(proven(both, identity('1'))).toBe(both);
  expect(proven(both, identity('2'))).toEqual(held('2', null));
});

test('it asks when it has none and when its end comes near, and not while one is waiting to be proven', () => {
  const asks = (holding: CertificateHolding) => wantsCertificate(holding, now, 60 * dayMs);
  expect(asks(noCertificates)).toBe(true);
  expect(asks(held('1', null))).toBe(false);
  expect(asks({ ...noCertificates, current: identity('1', 59) })).toBe(true);
  expect(asks({ ...noCertificates, current: identity('1', 59), next: identity('2') })).toBe(false);
});
