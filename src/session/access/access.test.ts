import { expect, onTestFinished, test, vi } from 'vitest';

import type { Broker } from '@/broker/broker';
import { noKnowledge } from '@/core/firmware/advisory';
import { noCodesNews, type CodesNews } from '@/core/codes/code-owner';
import { emptyDevice } from '@/core/fold/device-merge';
import type { Device } from '@/core/device';
import { namesTopic } from '@/credentials/codes/names';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingRotations } from '@/history/rotation-memory';

import { openPipeline } from '../hearing/pipeline';
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
  open({ rotationMemory: { recall, change: async () => true } }).enter('ws://home');
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

const dayMs = 86_400_000;
const today = 20_000 * dayMs;

/** A camera that signs: `retained`, what it said before anybody listened. */
function camera(retained: boolean, at: number): Device {
  const signed = { standing: 'remembered', reason: null, key: 'k', since: 0, authority: null, sequence: 1 } as const;
  const value = { last: { ...signed, signedAt: today }, shown: null, refused: null, failedSince: null };
  return { ...emptyDevice('camera'), proof: { value, at, retained, by: 'gatehouse' } };
}

/** A page that takes it for `aheadMs` later than it is, in a home where a guest has a code for a month more. */
function openGuestHome(aheadMs: number) {
  const pipeline = openPipeline([], () => {});
  const now = today + aheadMs;
  const heard = { at: now, retained: false, changedAt: null };
  const slot = { slot: 3, use: 'used', name: null, createdAt: null, until: null, ...heard } as const;
  const rules = { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' };
  const keeping = { rules, firstSlot: 1, capacity: null, places: 'chosen', nameBytes: null, keepsEnds: false } as const;
  pipeline.home.devices.set('door', { ...emptyDevice('door'), codes: { ...keeping, slots: [slot] } });
  let codes: CodesNews = noCodesNews;
  const broker = {
    subscribe: async () => [],
    settle: async () => {},
    publish: async () => ({ outcome: 'refused', reason: 'not-connected' }),
  };
  const access = open({
    pipeline,
    clock: () => now,
    broker: () => broker as unknown as Broker, // all that is asked
    isConnected: () => true,
    tell: (news) => (codes = news.codes ?? codes),
  });
  onTestFinished(() => access.forget());
  const guest = { device: 'door', slot: 3, person: 'Guest', since: 1, until: today + 30 * dayMs, endedBy: 'gatehouse' };
  const payload = new TextEncoder().encode(JSON.stringify({ codes: [guest] }));
  access.joined();
  access.hear({ topic: namesTopic, payload, retained: true, at: now });
  return {
    hear: (retained: boolean) => void pipeline.home.devices.set('camera', camera(retained, now)),
    /** whose code is being ended, once time has passed */
    async ending() {
      access.tick();
      await access.answer('forgetCodeWork', { work: 'none' });
      return codes.works.map(({ person }) => person);
    },
  };
}

test('a page whose clock is months ahead ends nobody’s code where devices sign what time it is', async () => {
  const { hear, ending } = openGuestHome(60 * dayMs);
  hear(true);
  expect(await ending()).toEqual([]);
  hear(false);
  expect(await ending()).toEqual([]);
  expect(await openGuestHome(60 * dayMs).ending()).toEqual(['Guest']); // nothing speaks against it there
});

test('where devices sign and none speaks, a code ends by this clock after two minutes', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1_000);
  onTestFinished(() => now.mockRestore());
  const { hear, ending } = openGuestHome(31 * dayMs);
  hear(true);
  expect(await ending()).toEqual([]);
  const passed = openGuestHome(31 * dayMs);
  passed.hear(true);
  now.mockReturnValue(121_000);
  expect(await passed.ending()).toEqual(['Guest']);
});
