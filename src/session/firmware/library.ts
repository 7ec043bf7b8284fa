import {
  noKnowledge,
  type Advisory,
  type CatalogInUse,
  type FirmwareKnowledge,
  type OwnerFact,
} from '@/core/firmware/advisory';
import { entriesOf, type Catalog } from '@/firmware/catalogs/catalog';

type Shelved = { readonly catalog: Catalog; readonly from: CatalogInUse['from'] };

/** The catalogues in use: of each kind the newest, whether it was served or imported. */
export type Library = {
  /** true: it is in use now */
  add(catalog: Catalog, from: CatalogInUse['from']): boolean;
  knowledge(facts: readonly OwnerFact[]): FirmwareKnowledge;
};

export function openLibrary(): Library {
  const shelf = new Map<Catalog['kind'], Shelved>();

  return {
    add(catalog, from) {
      const there = shelf.get(catalog.kind);
      // one that tells no date is as old as can be; of two of one day the one that somebody chose
      const isOlder = there !== undefined && (catalog.date ?? '') < (there.catalog.date ?? '');
      if (!isOlder) shelf.set(catalog.kind, { catalog, from });
      return !isOlder;
    },
    knowledge(facts) {
      const [own, kev] = [advisoriesOf(shelf.get('advisories')), advisoriesOf(shelf.get('kev'))];
      const vendors = shelf.get('vendors')?.catalog;
      const images = shelf.get('zigbee-ota')?.catalog;
      return {
        ...noKnowledge,
        facts,
        advisories: mergedAdvisories(own, kev),
        vendors: vendors?.kind === 'vendors' ? vendors.vendors : [],
        // those of which the index does not tell for which model they are can be compared with nothing
        images: images?.kind === 'zigbee-ota' ? images.images.filter(({ modelId }) => modelId !== null) : [],
        catalogs: [...shelf.values()].map(({ catalog, from }) => ({
          kind: catalog.kind,
          date: catalog.date,
          entries: entriesOf(catalog),
          from,
        })),
      };
    },
  };
}

function advisoriesOf(shelved: Shelved | undefined): readonly Advisory[] {
  const catalog = shelved?.catalog;
  return catalog?.kind === 'advisories' || catalog?.kind === 'kev' ? catalog.advisories : [];
}

/** Gatehouse's own names of models are better; what CISA says today is newer. */
function mergedAdvisories(own: readonly Advisory[], kev: readonly Advisory[]): readonly Advisory[] {
  const news = new Map(kev.map((entry) => [entry.cve, entry]));
  const known = own.map((entry) => {
    const { action, ransomware } = news.get(entry.cve) ?? entry;
    return { ...entry, action, ransomware };
  });
  const numbers = new Set(own.map(({ cve }) => cve));
  return [...known, ...kev.filter(({ cve }) => !numbers.has(cve))];
}
