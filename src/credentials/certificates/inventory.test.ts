import { expect, test } from 'vitest';

import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { listWords, standingWords } from './certificate-words';
import { inventory } from './inventory';
import { dayMs } from './lifetimes';

const now = Date.UTC(2026, 10, 25, 12);
const tells = (serial: string | null) => () => serial;

function issued(serial: string, daysLeft: number, change: Partial<IssuedCertificate> = {}): IssuedCertificate {
  const notAfter = now + daysLeft * dayMs;
  return {
    serial,
    holder: 'device',
    subject: 'cam',
    names: [],
    notBefore: notAfter - 397 * dayMs,
    notAfter,
    issuedAt: notAfter - 396 * dayMs,
    key: 'P-256',
    keyFingerprint: 'ab',
    revokedAt: null,
    der: new Uint8Array(),
    ...change,
  };
}

const standings = (certificates: readonly IssuedCertificate[], used: string | null = null) =>
  Object.fromEntries(inventory(certificates, tells(used), now).map(({ serial, standing }) => [serial, standing]));

test.each([
  [200, 'good'],
  [59, 'renew'],
  [13, 'urgent'],
  [0, 'ended'],
  [-3, 'ended'],
])('a certificate with %i days left is %s', (days, standing) => {
  expect(standings([issued('1', days)])).toEqual({ 1: standing });
});

test('an old certificate stays what it is until its device has logged in with the new one', () => {
  const both = [issued('1', 30), issued('2', 396)];
  expect(standings(both, '1')).toEqual({ 1: 'good', 2: 'good' });
  expect(standings(both, '2')).toEqual({ 1: 'replaced', 2: 'good' });
});

test('where a device does not tell which one it uses, the newer one counts', () => {
  expect(standings([issued('1', 30), issued('2', 396)])).toEqual({ 1: 'replaced', 2: 'good' });
});

test('a revoked one takes the place of nothing', () => {
  const both = [issued('1', 30), issued('2', 396, { revokedAt: now })];
  expect(standings(both)).toEqual({ 1: 'renew', 2: 'revoked' });
});

test('a broker’s certificate is replaced only by one with all its names', () => {
  const broker = { holder: 'broker', subject: 'broker.lan', names: ['broker.lan', '10.0.0.2'] } as const;
  const fewer = { ...broker, names: ['broker.lan'] } as const;
  expect(standings([issued('1', 30, broker), issued('2', 396, fewer)])).toEqual({ 1: 'renew', 2: 'good' });
  expect(standings([issued('1', 30, broker), issued('2', 396, broker)])).toEqual({ 1: 'replaced', 2: 'good' });
});

test('what wants something stands first', () => {
  const all = [issued('1', 200), issued('2', 5, { subject: 'door' }), issued('3', 40, { subject: 'bell' })];
  expect(inventory(all, tells(null), now).map(({ serial }) => serial)).toEqual(['2', '3', '1']);
});

test('no bytes of it and no fingerprint are on the page', () => {
  expect(Object.keys(inventory([issued('1', 5)], tells(null), now)[0] ?? {})).not.toContain('der');
});

test('its end is said in words', () => {
  expect(standingWords('renew', 'device', now + 1.5 * dayMs, now).words).toBe('Renew it: 1 day left');
  expect(standingWords('ended', 'broker', now - dayMs, now).words).toContain('nobody trusts the broker');
});

test('a list that ends soon is urgent, because it locks everybody out', () => {
  const list = { number: 3, thisUpdate: now - dayMs, nextUpdate: now + 1000 * dayMs, revoked: 1 };
  expect(listWords(list, now)).toEqual({ urgent: false, words: 'List number 3 names 1 certificate.' });
  expect(listWords({ ...list, nextUpdate: now + 20 * dayMs }, now)).toMatchObject({ urgent: true });
  expect(listWords({ ...list, nextUpdate: now - dayMs }, now).words).toContain('refuses every device');
});
