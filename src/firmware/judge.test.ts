import { describe, expect, test } from 'vitest';

import {
  noKnowledge,
  type Advisory,
  type FirmwareKnowledge,
  type OtaImage,
  type OwnerFact,
} from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareFacts, SupportFact } from '@/core/observation';
import { untoldFirmware } from '@/core/firmware.testing';

import { openFirmwareJudge } from './judge';

const now = Date.UTC(2026, 10, 24, 18);

function camera(facts: FirmwareFacts & SupportFact, part: Partial<Device> = {}): Device {
  const firmware = { value: { ...untoldFirmware, ...facts }, at: 7, retained: false, by: 'gatehouse' } as const;
  return { ...emptyDevice('one'), name: 'Porch', vendor: 'Example', model: 'EX-1', kind: 'camera', firmware, ...part };
}

const advisory: Advisory = {
  cve: 'CVE-2031-0001',
  vendor: 'Example',
  product: 'EX-1',
  sort: 'camera',
  models: ['EX-1'],
  families: [],
  added: '2026-11-01',
  action: 'update',
  ransomware: false,
  affected: null,
  fixed: null,
  supportEnds: null,
  source: 'https://example.org/kev',
  quoted: null,
  origin: 'gatehouse',
};
const quoted = 'https://example.org/advisory';
const fact: OwnerFact = {
  vendor: 'Example',
  model: 'EX-1',
  supportEnds: null,
  cve: advisory.cve,
  affected: null,
  fixed: '2.0',
  source: 'The maker’s mail of May',
};
const vendors = [{ name: 'Example', also: ['Example Cameras'] }];

function judged(device: Device, knowledge: Partial<FirmwareKnowledge>, offeredSince: number | null = null) {
  return openFirmwareJudge({ ...noKnowledge, vendors, ...knowledge }).judge(device, now, offeredSince);
}

describe('a weakness that is attacked', () => {
  test('of which nobody says the versions is to be checked, and makes nothing vulnerable', () => {
    const { currency, exposures } = judged(camera({ installed: '1.0', updateAvailable: false }), {
      advisories: [advisory],
    });
    expect(currency).toBe('current');
    expect(exposures).toMatchObject([{ state: 'check', fit: 'exact', quoted: null }]);
  });

  test.each<[string, Partial<Advisory>, string | null, 'affected' | 'check' | undefined]>([
    ['mended later than what runs', { fixed: '1.5', quoted }, '1.4.9', 'affected'],
    ['mended in what runs', { fixed: '1.5', quoted }, '1.5', undefined],
    ['mended before what runs', { fixed: '1.5', quoted }, '1.10', undefined],
    ['mended, and what runs is not told', { fixed: '1.5', quoted }, null, 'check'],
    ['mended, and the versions cannot be compared', { fixed: '1.5', quoted }, '2024.5.0', 'check'],
    ['up to what runs', { affected: { from: null, through: '1.4' }, quoted }, '1.4', 'affected'],
    ['up to an older one', { affected: { from: null, through: '1.4' }, quoted }, '1.4.1', undefined],
    ['from a newer one on', { affected: { from: '1.6', through: null }, quoted }, '1.5', undefined],
    [
      'from an older one on, and mended later',
      { affected: { from: '1.2', through: null }, fixed: '2.0', quoted },
      '1.5',
      'affected',
    ],
    ['a range without any end', { affected: { from: null, through: null }, quoted }, '1.5', 'check'],
  ])('%s', (_story, part, installed, state) => {
    const { exposures, currency } = judged(camera({ installed }), { advisories: [{ ...advisory, ...part }] });
    expect(exposures[0]?.state).toBe(state);
    expect(currency === 'vulnerable').toBe(state === 'affected');
  });

  test('that is only possibly meant makes nothing vulnerable, whatever runs', () => {
    const series = { ...advisory, models: [], fixed: '9.0', quoted };
    const { exposures, currency } = judged(camera({ installed: '1.0' }), { advisories: [series] });
    expect(exposures).toMatchObject([{ state: 'check', fit: 'possibly' }]);
    expect(currency).toBe('unknown');
  });

  test('is known better by somebody of this home, with his source', () => {
    const known = { advisories: [advisory], facts: [fact] };
    expect(judged(camera({ installed: '1.0' }), known)).toMatchObject({
      currency: 'vulnerable',
      exposures: [{ state: 'affected', quoted: 'The maker’s mail of May' }],
    });
    expect(judged(camera({ installed: '2.0' }), known).exposures).toEqual([]);
    expect(judged(camera({ installed: '1.0' }, { model: 'EX-2' }), known).exposures).toEqual([]);
  });

  test('that is only possibly meant is settled by somebody of this home, with his source', () => {
    const series = { ...advisory, models: [], families: [], action: 'stop' } as const;
    const word = { ...fact, fixed: null };
    const facts = (meant: boolean) => ({ advisories: [series], facts: [{ ...word, meant }] });
    expect(judged(camera({ installed: '1.0' }), facts(false)).exposures).toEqual([]);
    expect(judged(camera({ installed: '1.0' }), facts(true))).toMatchObject({
      currency: 'unsupported',
      exposures: [{ state: 'check', fit: 'exact', meantBy: 'The maker’s mail of May' }],
    });
    // what else he says of the same weakness stands beside it
    const known = { advisories: [series], facts: [{ ...word, meant: true }, fact] };
    expect(judged(camera({ installed: '1.0' }), known).exposures).toMatchObject([{ state: 'affected' }]);
    expect(judged(camera({ installed: '2.0' }), known).exposures).toEqual([]);
    // a list that names the model itself knows more
    expect(judged(camera({}), { ...facts(false), advisories: [advisory] }).exposures).toHaveLength(1);
    expect(judged(camera({}, { model: 'EX-2' }), facts(false)).exposures).toMatchObject([{ fit: 'possibly' }]);
  });

  test('comes before the end of support, and both before an update', () => {
    const weak = { ...advisory, fixed: '2.0', quoted };
    const over = { ...fact, cve: null, fixed: null, supportEnds: '2020-01-01' };
    const one = camera({ installed: '1.0', latest: '1.1', updateAvailable: true });
    expect(judged(one, { advisories: [weak], facts: [over] }).currency).toBe('vulnerable');
    expect(judged(one, { facts: [over] }).currency).toBe('unsupported');
    expect(judged(one, {}).currency).toBe('behind');
  });
});

describe('the end of support', () => {
  test('counts down to the end of its day, as the device says it', () => {
    const support = (supportEnds: string) => judged(camera({ supportEnds }), {}).support;
    expect(support('2026-12-24')).toMatchObject({ state: 'until', daysLeft: 30, by: 'device' });
    expect(support('2026-11-24')).toMatchObject({ state: 'until', daysLeft: 0 });
    expect(support('2026-11-23')).toMatchObject({ state: 'ended', day: '2026-11-23' });
    expect(support('soon')).toEqual({ state: 'unknown' });
  });

  test('is the owner’s word before the device’s, and the device’s before a catalogue’s', () => {
    const dated = { ...advisory, supportEnds: '2027-01-01', quoted };
    const own = { ...fact, cve: null, fixed: null, supportEnds: '2029-01-01' };
    const told = { supportEnds: '2028-01-01' };
    expect(judged(camera(told), { advisories: [dated], facts: [own] }).support).toMatchObject({ by: 'owner' });
    expect(judged(camera(told), { advisories: [dated] }).support).toMatchObject({ by: 'device' });
    expect(judged(camera({}), { advisories: [dated] }).support).toMatchObject({ by: 'catalogue', source: quoted });
  });

  test('is what CISA says where it tells people to stop using a model, but not of one that is only possibly meant', () => {
    const stop = { ...advisory, action: 'stop' } as const;
    expect(judged(camera({ installed: '1.0' }), { advisories: [stop] })).toMatchObject({
      currency: 'unsupported',
      support: { state: 'ended', day: null, by: 'cisa' },
    });
    const series = { ...stop, models: [] };
    expect(judged(camera({ installed: '1.0' }), { advisories: [series] }).support).toEqual({ state: 'unknown' });
  });
});

describe('how far it is behind', () => {
  const dayMs = 86_400_000;
  const file = (fileVersion: number, part: Partial<OtaImage> = {}): OtaImage => ({
    manufacturerCode: 1,
    imageType: 2,
    fileVersion,
    bytes: 3,
    sha512: '0',
    modelId: 'EX-1',
    manufacturerNames: [],
    limited: false,
    ...part,
  });

  test('is told by the days of the builds', () => {
    const one = camera({ installed: 'V5.5.800 build 210628', latest: 'V5.7.3 build 220112' });
    expect(judged(one, {}, now - dayMs).lag).toEqual({ versions: null, days: 198, daysBy: 'builds' });
  });

  test('else by how long the newer one has been seen on offer, and else by nothing', () => {
    const one = camera({ installed: '1.0', latest: '1.1' });
    expect(judged(one, {}, now - 12 * dayMs).lag).toMatchObject({ days: 12, daysBy: 'seen' });
    expect(judged(one, {}).lag).toMatchObject({ days: null, daysBy: null });
  });

  test('in versions by the Zigbee index, which also tells where nobody has asked', () => {
    const images = [file(5), file(7), file(9)];
    const plug = camera({ fileInstalled: 5 });
    expect(judged(plug, { images })).toMatchObject({ currency: 'behind', lag: { versions: 2 } });
    expect(judged(camera({ fileInstalled: 9 }), { images })).toMatchObject({
      currency: 'current',
      standing: { evidence: 'index' },
    });
    expect(judged(camera({ fileInstalled: 5, updateAvailable: false }), { images }).currency).toBe('current');
  });

  test('by the device’s own name of its model before its bridge’s, and never by a part of it', () => {
    const images = [file(5, { modelId: 'Own 1' }), file(7, { modelId: 'Own 1' }), file(9)];
    const own = { ...camera({ fileInstalled: 5, fileLatest: 7 }), modelId: 'Own 1' };
    expect(judged(own, { images })).toMatchObject({ lag: { versions: 1 }, image: { fileVersion: 7 } });
    for (const modelId of ['Own', 'own 1', 'Own 10'])
      expect(judged({ ...own, model: null, modelId }, { images }).image, modelId).toBeNull();
  });

  test('the file on offer is the one of its version, unless there are two', () => {
    const offered = camera({ fileInstalled: 5, fileLatest: 9 });
    expect(judged(offered, { images: [file(7), file(9)] }).image).toMatchObject({ fileVersion: 9 });
    expect(judged(offered, { images: [file(7)] }).image).toBeNull();
    expect(judged(offered, { images: [file(9), file(9, { sha512: '1' })] }).image).toBeNull();
  });

  test.each([
    ['limits its files to some hardware', [file(9, { limited: true })]],
    ['has files of two kinds', [file(7), file(9, { imageType: 3 })]],
    ['means another maker', [file(9, { manufacturerNames: ['Other'] })]],
    ['means another model', [file(9, { modelId: 'EX-10' })]],
  ])('nobody can tell where the index %s', (_story, images) => {
    expect(judged(camera({ fileInstalled: 5 }), { images })).toMatchObject({
      currency: 'unknown',
      lag: { versions: null },
    });
  });
});
