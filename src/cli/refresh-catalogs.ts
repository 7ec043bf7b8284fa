import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { entriesOf, type Catalog } from '@/firmware/catalogs/catalog';
import { packCatalog } from '@/firmware/catalogs/pack-catalog';
import { readCatalog } from '@/firmware/catalogs/read-catalog';

import { UsageError } from './options';

/** Where the catalogues lie that are served with the page. */
export const catalogsFolder = join(import.meta.dirname, '../../public/catalogs');

/** The catalogues that others keep: where each is offered, and the file that is made of it. */
export const official = {
  kev: {
    name: 'CISA’s known exploited vulnerabilities',
    address: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    file: 'kev.json',
  },
  'zigbee-ota': {
    name: 'the Zigbee OTA index',
    address: 'https://raw.githubusercontent.com/Koenkk/zigbee-OTA/master/index.json',
    file: 'zigbee-ota.json',
  },
} as const;
export type OfficialKind = keyof typeof official;

/** The files that the index of `folder` lists. */
export function catalogIndex(folder: string): readonly string[] {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { readonly files?: unknown };
  return Array.isArray(index.files) ? index.files.filter((name): name is string => typeof name === 'string') : [];
}

/**
 * Packs what was fetched into `folder`, and lists it in the index there. `today`: `YYYY-MM-DD`, for a catalogue that tells no
 * date. Returns a sentence; nothing is written of a text that is not that catalogue.
 */
export function writeCatalog(kind: OfficialKind, text: string, folder: string, today: string): string {
  const { name, file } = official[kind];
  const read = readCatalog(text);
  if (read.outcome === 'refused') throw new UsageError(`That is not ${name}. ${read.reason}`);
  if (read.catalog.kind !== kind) throw new UsageError(`That is not ${name}, but another catalogue.`);
  put(join(folder, file), packCatalog(read.catalog, today));
  const index = join(folder, 'index.json');
  const listed = existsSync(index) ? catalogIndex(folder) : [];
  const files = [...new Set([...listed, file])];
  put(index, `${JSON.stringify({ format: 'gatehouse-catalogs/1', files }, null, 2)}\n`);
  return sentenceOf(read.catalog, name, today);
}

function sentenceOf(catalog: Catalog, name: string, today: string): string {
  const skipped = catalog.skipped === 0 ? '' : `, ${catalog.skipped} could not be read`;
  return `${name}, of ${catalog.date ?? today}: ${entriesOf(catalog)} entries that a home can use${skipped}.`;
}

/** The old file stays until the new one is whole: a page may be reading it. */
function put(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
