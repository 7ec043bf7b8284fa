import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

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

test.each([
  ['Microsoft', 'Win32k'],
  ['Microsoft', 'SMBv1 server'],
  ['Apache', 'Log4j2'],
  ['Cisco', 'IOS and IOS XE Software'],
  ['Looking Glass', 'Multi-Router Looking Glass (MRLG)'],
])('%s %s is no home device, however its name looks', (vendorProject, product) => {
  const description = `${product} contains a hole in IKEv1.`;
  const read = catalogOf(
    kev({ ...kevEntry, vendorProject, product, vulnerabilityName: '', shortDescription: description }),
  );
  expect(read).toMatchObject({ skipped: 0, advisories: [] });
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
