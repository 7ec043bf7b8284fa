import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FirmwareKnowledge } from '@/core/firmware/advisory';
import { readCatalog } from '@/firmware/catalogs/read-catalog';
import { openLibrary } from '@/session/firmware/library';

import { catalogIndex, catalogsFolder } from './refresh-catalogs';

/** The catalogues that lie beside the page, as they are written; null: there are none. */
export function servedCatalogs(folder = catalogsFolder): readonly string[] | null {
  try {
    return catalogIndex(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  } catch {
    return null;
  }
}

/** What they tell; of a file that cannot be read nothing is known. */
export function knowledgeServed(): FirmwareKnowledge {
  const library = openLibrary();
  for (const text of servedCatalogs() ?? []) {
    const read = readCatalog(text);
    if (read.outcome === 'read') library.add(read.catalog, 'served');
  }
  return library.knowledge([]);
}
