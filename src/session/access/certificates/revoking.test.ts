import { expect, test } from 'vitest';

import type { IssuedCertificate } from '@/core/log-ins/certificate';
import type { KeptAuthority } from '@/history/certificate-store';

import type { Office } from '../admin';
import type { HomeAuthority } from './home-authority';
import { openRevoking } from './revoking';

const lost = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
const lamp = { serial: 'aa', revokedAt: null } as IssuedCertificate; // as much of it as is looked at
const authority = { id: 'f00d', certificates: [lamp], list: null } as unknown as KeptAuthority; // likewise

function revokeBy(security: object) {
  const office = { linked: async () => {}, security } as unknown as Office; // all that revoking asks of it
  const kept: KeptAuthority[] = [];
  const authorities = {
    current: async () => authority,
    change: async (_: string, change: (now: KeptAuthority) => KeptAuthority) => {
      kept.push(change(authority));
      return kept.at(-1) ?? null;
    },
  } as unknown as HomeAuthority; // likewise
  const { revokeCertificate } = openRevoking({ authorities, clock: () => 1, office: () => office });
  return { kept, answer: revokeCertificate({ serial: 'aa' }) };
}

test('a broker that does not answer at all has revoked nothing', async () => {
  const { answer, kept } = revokeBy({ listRoleNames: async () => lost });
  expect(await answer).toMatchObject({ reason: expect.stringContaining('Nothing was revoked') as string });
  expect(kept).toEqual([]);
});

test('a broker that was asked to write it down and did not answer may have done so', async () => {
  const listRoleNames = async () => ({ outcome: 'done', value: [] });
  const { answer, kept } = revokeBy({ listRoleNames, createRole: async () => lost });
  expect(await answer).toMatchObject({ reason: expect.stringContaining('may be written down already') as string });
  expect(kept).toEqual([]);
});
