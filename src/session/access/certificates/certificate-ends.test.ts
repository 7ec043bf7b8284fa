import { expect, test } from 'vitest';

import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { endingOf, endsRule } from './certificate-ends';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 25, 12);
const broker = (notAfter: number, more: Partial<IssuedCertificate> = {}): IssuedCertificate => ({
  serial: String(notAfter),
  holder: 'broker',
  subject: 'broker.lan',
  names: ['broker.lan'],
  notBefore: now - 300 * day,
  notAfter,
  issuedAt: now - 300 * day,
  key: 'P-256',
  keyFingerprint: 'ab',
  revokedAt: null,
  der: new Uint8Array(0),
  ...more,
});
const list = (nextUpdate: number) => ({
  facts: { number: 1, thisUpdate: now, nextUpdate, revoked: 1 },
  der: new Uint8Array(0),
});
const told = (certificates: readonly IssuedCertificate[], endsAt = now + 900 * day, revoked: number | null = null) =>
  endingOf({ id: 'abcdef0123456789', certificates, list: revoked === null ? null : list(revoked) }, endsAt, now).map(
    ({ title, severity }) => [title, severity],
  );

test('a broker’s certificate that ends is told two months before, urgently in the last weeks, and when it has ended', () => {
  expect(told([broker(now + 61 * day)])).toEqual([]);
  expect(told([broker(now + 59.5 * day)])).toEqual([
    ['The certificate of the broker, broker.lan, ends in 59 days.', 'info'],
  ]);
  expect(told([broker(now + 1.5 * day)])).toEqual([
    ['The certificate of the broker, broker.lan, ends in 1 day.', 'warning'],
  ]);
  expect(told([broker(now - 1)])).toEqual([['The certificate of the broker, broker.lan, has ended.', 'critical']]);
});

test('one that was replaced or revoked is nobody’s worry, and a device’s is told by the device', () => {
  expect(told([broker(now + day), broker(now + 300 * day)])).toEqual([]);
  expect(told([broker(now + day, { revokedAt: now })])).toEqual([]);
  expect(told([broker(now + day, { holder: 'device' })])).toEqual([]);
});

test('the authority and its list end at once, and both are told', () => {
  expect(told([], now + 3 * day, now + 3 * day)).toEqual([
    ['The authority of this home ends in 3 days.', 'warning'],
    ['The list of revoked certificates ends in 3 days.', 'warning'],
  ]);
});

test('each stage is a finding of its own, and no other authority ends it', () => {
  const subjects = [59, 10, -1].map(
    (days) => endingOf({ id: 'abcdef0123456789', certificates: [], list: null }, now + days * day, now)[0]?.subject,
  );
  expect(new Set(subjects).size).toBe(3);
  expect(subjects.every((one) => one?.startsWith(endsRule('abcdef0123456789').prefix))).toBe(true);
  expect(subjects.some((one) => one?.startsWith(endsRule('0000000000000000').prefix))).toBe(false);
});
