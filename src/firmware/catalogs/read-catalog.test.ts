import { existsSync, readdirSync, readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Advisory } from '@/core/advisory';

import { packCatalog } from './pack-catalog';
import { readCatalog } from './read-catalog';
import { readKevEntry } from './read-kev';

const kevEntry = {
  cveID: 'CVE-2031-0001',
  vendorProject: 'Example Cameras',
  product: 'EX-100 and EX-200L Devices',
  vulnerabilityName: 'Example Cameras EX-100 Command Injection Vulnerability',
  dateAdded: '2031-02-03',
  shortDescription: 'Example Cameras EX-100 and EX-200L cameras contain a hole. The product could be end-of-life.',
  requiredAction: 'The impacted product is end-of-life and should be disconnected if still in use.',
  dueDate: '2031-02-24',
  knownRansomwareCampaignUse: 'Known',
  notes: '',
};
const kev = (...vulnerabilities: readonly unknown[]) =>
  JSON.stringify({ title: 't', catalogVersion: '2031.02.03', dateReleased: '2031-02-03T17:04:19Z', vulnerabilities });

const image = {
  fileName: 'a.ota',
  fileVersion: 22,
  fileSize: 1000,
  url: 'https://example.org/a.ota',
  imageType: 5,
  manufacturerCode: 4636,
  sha512: 'A'.repeat(128),
  modelId: 'EX.plug',
};

function catalogOf(file: string) {
  const read = readCatalog(file);
  if (read.outcome === 'refused') throw new Error(read.reason);
  return read.catalog;
}

test('an entry of CISA tells its models, its sort and what is to be done, and no version of which nobody spoke', () => {
  expect(catalogOf(kev(kevEntry))).toEqual({
    kind: 'kev',
    date: '2031-02-03',
    skipped: 0,
    advisories: [
      {
        cve: 'CVE-2031-0001',
        vendor: 'Example Cameras',
        product: 'EX-100 and EX-200L Devices',
        sort: 'camera',
        models: ['EX-100', 'EX-200L'],
        families: [],
        added: '2031-02-03',
        action: 'stop',
        ransomware: true,
        affected: null,
        fixed: null,
        supportEnds: null,
        source: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog?search_api_fulltext=CVE-2031-0001',
        quoted: null,
        origin: 'kev',
      },
    ],
  });
});

test.each([
  ['Apply updates per vendor instructions.', 'update'],
  ['Apply updates per vendor instructions or disconnect product if it is end-of-life.', 'update-or-stop'],
  ['The impacted product could be end-of-life (EoL). Users should discontinue product utilization.', 'update-or-stop'],
  ['The impacted product is end-of-life (EoL) and/or end-of-service (EoS).', 'stop'],
  ['All associated hardware revisions have reached their end-of-life (EOL).', 'stop'],
  ['Contact the vendor for guidance on remediating firmware, per their advisory.', 'ask-maker'],
  ['', 'update'],
])('“%s” is understood', (requiredAction, action) => {
  expect(readKevEntry({ ...kevEntry, requiredAction })?.action).toBe(action);
});

test('a program that no home device is is left out, and an entry that is broken costs itself only', () => {
  const office = { ...kevEntry, product: 'Office', vulnerabilityName: 'Office hole', shortDescription: 'A document.' };
  const broken = [{ ...kevEntry, cveID: '<script>' }, { ...kevEntry, dateAdded: 'yesterday' }, null, 7, []];
  const read = catalogOf(kev(kevEntry, office, ...broken));
  expect(read).toMatchObject({ skipped: 5, advisories: [{ cve: 'CVE-2031-0001' }] });
});

test('the Zigbee index tells its files, and for which of them there are limits', () => {
  const read = catalogOf(JSON.stringify([image, { ...image, modelId: undefined, hardwareVersionMin: 1 }, { bad: 1 }]));
  expect(read).toMatchObject({
    kind: 'zigbee-ota',
    date: null,
    skipped: 1,
    images: [
      { fileVersion: 22, modelId: 'EX.plug', limited: false, sha512: 'a'.repeat(128), manufacturerNames: [] },
      { modelId: null, limited: true },
    ],
  });
});

test.each([
  ['CISA’s list', kev(kevEntry), '2031-02-03'],
  ['the Zigbee index', JSON.stringify([image]), '2031-05-06'],
])('%s is packed, and reads the same again', (_which, file, date) => {
  const first = catalogOf(file);
  expect(catalogOf(packCatalog(first, '2031-05-06'))).toEqual({ ...first, date });
});

describe('a file that is no catalogue is refused in words', () => {
  test.each([
    ['nothing', '', /empty/],
    ['a web page', '<!doctype html><title>Sign in</title>', /no JSON/],
    ['a file that was cut', kev(kevEntry).slice(0, 200), /no JSON/],
    ['another JSON', '{"hello":1}', /neither/],
    ['an empty list', '[]', /neither/],
    ['a list of other things', '[1,2,3]', /neither/],
    ['entries of which none can be read', kev({}, {}, {}), /neither/],
    ['more entries than anybody publishes', kev(...Array.from({ length: 20_001 }, () => 0)), /neither/],
    ['too large a file', ' '.repeat(16 * 1024 * 1024 + 1), /larger/],
    ['brackets without end', '['.repeat(200_000), /no JSON|neither/],
    ['a prototype', '{"__proto__":{"format":"gatehouse-vendors/1","vendors":[]}}', /neither/],
  ])('%s', (_what, file, words) => {
    const read = readCatalog(file);
    expect(read).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(words) as string });
  });

  test('whatever it holds', () => {
    const forms = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.array(fc.jsonValue()).map((values) => kev(...values)),
      fc
        .jsonValue()
        .map((value) => JSON.stringify({ format: 'gatehouse-advisories/1', date: null, advisories: [value] })),
    );
    fc.assert(fc.property(forms, (file) => ['read', 'refused'].includes(readCatalog(file).outcome)));
  });
});

const folder = new URL('../../../public/catalogs/', import.meta.url);
const own = catalogOf(readFileSync(new URL('advisories.json', folder), 'utf8'));
const advisories: readonly Advisory[] = 'advisories' in own ? own.advisories : [];

describe('the catalogue that comes with Gatehouse', () => {
  test('is read without a loss, and every file that is served is there', () => {
    expect(own).toMatchObject({ kind: 'advisories', skipped: 0 });
    expect(advisories.length).toBeGreaterThanOrEqual(85);
    const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as { files: readonly string[] };
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([...index.files]));
    for (const file of index.files)
      expect(readCatalog(readFileSync(new URL(file, folder), 'utf8')).outcome).toBe('read');
  });

  test('names no version and no end of support without the address of who says so', () => {
    for (const { cve, affected, fixed, supportEnds, quoted } of advisories) {
      if (affected !== null || fixed !== null || supportEnds !== null) expect(quoted, cve).toMatch(/^https:\/\//);
    }
  });

  test('such an entry would not even be read', () => {
    const [entry] = advisories;
    const file = (part: Partial<Advisory>) =>
      JSON.stringify({
        format: 'gatehouse-advisories/1',
        date: null,
        advisories: [{ ...entry, quoted: null, ...part }],
      });
    expect(catalogOf(file({}))).toMatchObject({ skipped: 0 });
    expect(catalogOf(file({ fixed: '1.0' }))).toMatchObject({ skipped: 1 });
    expect(catalogOf(file({ affected: { from: null, through: '2.0' } }))).toMatchObject({ skipped: 1 });
    expect(catalogOf(file({ supportEnds: '2030-01-01' }))).toMatchObject({ skipped: 1 });
  });

  test('each weakness stands there once, with where it is from', () => {
    expect(new Set(advisories.map(({ cve }) => cve)).size).toBe(advisories.length);
    for (const { cve, source } of advisories) expect(source).toContain(cve);
  });
});

const shared = new URL('../../../../shared/catalogs/', import.meta.url);
const isThere = existsSync(shared);

describe.skipIf(!isThere)('beside the official catalogues (skipped where ../shared/catalogs is missing)', () => {
  const official = (name: string) => readFileSync(new URL(name, shared), 'utf8');

  test('ours says what CISA says, word for word', () => {
    const { vulnerabilities } = JSON.parse(official('known_exploited_vulnerabilities.json')) as {
      vulnerabilities: readonly { readonly cveID: string }[];
    };
    const entries = new Map(vulnerabilities.map((entry) => [entry.cveID, readKevEntry(entry)]));
    for (const { cve, vendor, product, added, action, ransomware, source } of advisories) {
      expect(entries.get(cve), cve).toMatchObject({ vendor, product, added, action, ransomware, source });
    }
  });

  test('CISA’s list is read without a loss, and of what concerns a home nothing is left out', () => {
    const read = catalogOf(official('known_exploited_vulnerabilities.json'));
    expect(read).toMatchObject({ kind: 'kev', date: '2025-08-25', skipped: 0 });
    const found = 'advisories' in read ? read.advisories : [];
    expect(found.length).toBeGreaterThan(60);
    expect(found.length).toBeLessThan(250);
    expect(found.find(({ cve }) => cve === 'CVE-2020-25078')).toMatchObject({ models: ['DCS-2530L', 'DCS-2670L'] });
    expect(found.find(({ cve }) => cve === 'CVE-2023-33538')?.models).toContain('TL-WR841N V10');
  });

  test('the Zigbee index is read without a loss', () => {
    const read = catalogOf(official('zigbee-ota-index.json'));
    expect(read).toMatchObject({ kind: 'zigbee-ota', skipped: 0 });
    expect('images' in read && read.images.length).toBe(897);
  });
});
