import { expect, test, vi } from 'vitest';

import { noKnowledge } from '@/core/advisory';
import { noCodesNews, type CodesNews } from '@/core/code-owner';
import { namesTopic } from '@/credentials/codes/names';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingRotations } from '@/history/rotation-memory';

import { openPipeline } from '../pipeline';
import { openTestSession } from '../session.testing';
import { openAccess } from './access';

type Parts = Parameters<typeof openAccess>[0];

const open = (parts: Partial<Parts> = {}) =>
  openAccess({
    pipeline: openPipeline([], () => {}),
    witness: {
      begin: () => {},
      stop: () => {},
      ofBroker: { knock: async () => 'unreachable', lastLogIn: () => null, logSpeech: 'never' },
    },
    broker: () => null,
    isConnected: () => false,
    login: () => null,
    clock: () => 0,
    random: () => 0,
    certificateStore: openPassingCertificateStore(),
    rotationMemory: openPassingRotations(),
    alerts: () => [],
    knowledge: () => noKnowledge,
    recent: () => [],
    signal: () => {},
    tell: () => {},
    ...parts,
  });

test('whose code is where is told before anybody has asked about a log-in', () => {
  let codes: CodesNews = noCodesNews;
  const access = open({ tell: (news) => (codes = news.codes ?? codes) });
  const names = { codes: [{ device: 'door', slot: 3, person: 'Anna', since: 1, until: null, endedBy: 'lock' }] };
  const payload = new TextEncoder().encode(JSON.stringify(names));
  expect(access.hear({ topic: namesTopic, payload, retained: true, at: 0 })).toBe(true);
  expect(codes.owners).toMatchObject([{ slot: 3, person: 'Anna' }]);
  access.forget();
  expect(codes.owners).toEqual([]);
});

test('which passwords were replaced is read as soon as the home is entered: a vault may be wiped before anybody asks', () => {
  const recall = vi.fn<Parts['rotationMemory']['recall']>(async () => []);
  open({ rotationMemory: { recall, remember: async () => true } }).enter('ws://home');
  expect(recall).toHaveBeenCalledWith('ws://home');
});

test('what was asked in one home is not answered in the next', { timeout: 30_000 }, async () => {
  const session = openTestSession();
  const asked = session.access.answer('people', {});
  await session.disconnect();
  await expect(asked).rejects.toThrow('Another home was opened');
  expect(await session.access.answer('people', {})).toEqual({ outcome: 'closed' });
  await session.close();
});
