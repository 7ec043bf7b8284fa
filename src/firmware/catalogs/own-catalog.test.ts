import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { Advisory } from '@/core/firmware/advisory';

import { kevOmissions } from './kev-omissions.testing';
import { readCatalog } from './read-catalog';
import { readKevEntry } from './read-kev';

function catalogOf(file: string) {
  const read = readCatalog(file);
  if (read.outcome === 'refused') throw new Error(read.reason);
  return read.catalog;
}

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

/** All that CISA says of it, and "TL-WR940N V2/V4" as "TL-WR940N V2" and "TL-WR940N V4". */
function textOf({
  product,
  vulnerabilityName,
  shortDescription,
}: Readonly<Record<'product' | 'vulnerabilityName' | 'shortDescription', string>>): string {
  const text = `${product} ${vulnerabilityName} ${shortDescription}`;
  return text.replaceAll(/(\w[\w-]*[ -])(\w+)\/(\w+)/g, '$& $1$2 $1$3');
}

function asWord(name: string, more = ''): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${name.replaceAll(/[.+-]/g, '[$&]')}${more}(?![A-Za-z0-9])`);
}

const shared = new URL('../../../../shared/catalogs/', import.meta.url);
const isThere = existsSync(shared);

describe.skipIf(!isThere)('beside the official catalogues (skipped where ../shared/catalogs is missing)', () => {
  const official = (name: string) => readFileSync(new URL(name, shared), 'utf8');

  type Entry = Readonly<Record<'cveID' | 'product' | 'vulnerabilityName' | 'shortDescription', string>>;
  const { vulnerabilities } = isThere
    ? (JSON.parse(official('known_exploited_vulnerabilities.json')) as { vulnerabilities: readonly Entry[] })
    : { vulnerabilities: [] };
  const numbers = (all: readonly { readonly cve: string }[]) => all.map(({ cve }) => cve).toSorted();

  test('ours says what CISA says, word for word', () => {
    const entries = new Map(vulnerabilities.map((entry) => [entry.cveID, readKevEntry(entry)]));
    for (const { cve, vendor, product, added, action, ransomware, source } of advisories) {
      expect(entries.get(cve), cve).toMatchObject({ vendor, product, added, action, ransomware, source });
    }
  });

  test('ours names no model and no series that CISA does not name there', () => {
    const texts = new Map(vulnerabilities.map((entry) => [entry.cveID, textOf(entry)]));
    for (const { cve, models, families } of advisories) {
      const text = texts.get(cve) ?? '';
      for (const model of models) expect(text, `${cve} ${model}`).toMatch(asWord(model));
      // "the 6800 Series" are all of which the name begins with 68
      for (const family of families) expect(text, `${cve} ${family}`).toMatch(asWord(family, '(?:0+w?)?'));
    }
  });

  test('ours has each entry of CISA’s that is not left out on purpose, and no other', () => {
    const isLeftOut = ({ vendor, product }: Pick<Advisory, 'vendor' | 'product'>) =>
      kevOmissions.some(({ makers, products }) => makers.includes(vendor) && products?.includes(product) !== false);
    const all = vulnerabilities.flatMap((entry) => readKevEntry(entry) ?? []);
    expect(all).toHaveLength(vulnerabilities.length);
    expect(numbers(all.filter((entry) => !isLeftOut(entry)))).toEqual(numbers(advisories));
  });

  test('nothing is left out on purpose that CISA does not list', () => {
    const all = vulnerabilities.flatMap((entry) => readKevEntry(entry) ?? []);
    for (const { makers, products = [null] } of kevOmissions)
      for (const maker of makers)
        for (const wanted of products)
          expect(
            all.some(({ vendor, product }) => vendor === maker && (wanted === null || product === wanted)),
            `${maker} ${wanted ?? ''}`,
          ).toBe(true);
  });

  test('CISA’s list is read without a loss, and counts nothing that is no home device', () => {
    const read = catalogOf(official('known_exploited_vulnerabilities.json'));
    expect(read).toMatchObject({ kind: 'kev', date: '2025-08-25', skipped: 0 });
    const found = 'advisories' in read ? read.advisories : [];
    expect(numbers(advisories)).toEqual(expect.arrayContaining(numbers(found)));
    expect(found.length).toBeGreaterThan(85);
    expect(found.find(({ cve }) => cve === 'CVE-2020-25078')).toMatchObject({ models: ['DCS-2530L', 'DCS-2670L'] });
    expect(found.find(({ cve }) => cve === 'CVE-2023-33538')?.models).toContain('TL-WR841N V10');
  });

  test('the Zigbee index is read without a loss', () => {
    const read = catalogOf(official('zigbee-ota-index.json'));
    expect(read).toMatchObject({ kind: 'zigbee-ota', skipped: 0 });
    expect('images' in read && read.images.length).toBe(897);
  });
});
