import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { readCatalog } from '@/firmware/catalogs/read-catalog';

import { catalogIndex, catalogsFolder, writeCatalog } from './refresh-catalogs';
import { servedCatalogs } from './served-catalogs';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-catalogs-'));
cpSync(catalogsFolder, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const kev = JSON.stringify({
  dateReleased: '2031-02-03T10:00:00Z',
  vulnerabilities: [
    { cveID: 'CVE-2031-0001', vendorProject: 'Example', product: 'EX-1 IP Camera', dateAdded: '2031-02-03' },
    { cveID: 'CVE-2031-0002', vendorProject: 'Example', product: 'Office', dateAdded: '2031-02-03' },
    { cveID: 'nonsense' },
  ],
});

test('the command packs a file, lists it beside the others, and says what is in it', () => {
  const file = join(folder, 'downloaded.json');
  writeFileSync(file, kev);
  const root = join(import.meta.dirname, '../..');
  const tsx = join(root, 'node_modules/.bin/tsx');
  const { stdout, stderr, status } = spawnSync(tsx, ['src/cli/catalogs.ts', '--kev', file, '--out', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    'CISA’s known exploited vulnerabilities, of 2031-02-03: 1 entries that a home can use, 1 could not be read.\n',
  );
  expect(catalogIndex(folder)).toEqual(expect.arrayContaining(['advisories.json', 'vendors.json', 'kev.json']));
  expect(readCatalog(readFileSync(join(folder, 'kev.json'), 'utf8'))).toMatchObject({
    outcome: 'read',
    catalog: { kind: 'kev', advisories: [{ cve: 'CVE-2031-0001', models: ['EX-1'] }] },
  });
});

test('again does not list it twice', () => {
  writeCatalog('kev', kev, folder, '2031-03-01');
  expect(catalogIndex(folder).filter((name) => name === 'kev.json')).toHaveLength(1);
});

test('what is something else is not written', () => {
  const before = readFileSync(join(folder, 'index.json'), 'utf8');
  expect(() => writeCatalog('zigbee-ota', kev, folder, '2031-03-01')).toThrow(/another catalogue/);
  expect(() => writeCatalog('kev', '<html>', folder, '2031-03-01')).toThrow(/no JSON/);
  expect(readFileSync(join(folder, 'index.json'), 'utf8')).toBe(before);
});

test('where there are none nothing is known, and nothing fails', () => {
  expect(servedCatalogs(join(folder, 'nowhere'))).toBeNull();
});
