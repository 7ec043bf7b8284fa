/** What sort of thing an advisory is about, as far as that can be told. */
export const productSorts = [
  'camera',
  'recorder',
  'router',
  'access-point',
  'switch',
  'storage',
  'access-control',
  'phone',
  'controller',
] as const;
export type ProductSort = (typeof productSorts)[number];

/**
 * What CISA asks to be done. `stop`: it says that the product is at its end, and to be used no more. `update-or-stop`: the
 * same where there is no update.
 */
export const advisoryActions = ['update', 'update-or-stop', 'stop', 'ask-maker'] as const;
export type AdvisoryAction = (typeof advisoryActions)[number];

/** Versions from and through, both included; null: no bound on that side. */
export type VersionRange = { readonly from: string | null; readonly through: string | null };

/** Who says it: Gatehouse's own list, the operator's copy of CISA's, or somebody of this home. */
export type FactOrigin = 'gatehouse' | 'kev' | 'owner';

/**
 * A weakness that is attacked in the wild. `affected` and `fixed` are null unless `quoted` names who says so: then nobody
 * knows whether a device is concerned, and it is to be checked.
 */
export type Advisory = {
  /** its number, e.g. `CVE-2021-36260` */
  readonly cve: string;
  readonly vendor: string;
  /** as CISA calls it */
  readonly product: string;
  readonly sort: ProductSort | null;
  /** the models it names; empty: it names none */
  readonly models: readonly string[];
  /** how the names of those concerned begin, where it names a series */
  readonly families: readonly string[];
  /** when it became known to be attacked, `YYYY-MM-DD` */
  readonly added: string;
  readonly action: AdvisoryAction;
  /** used by those who hold data to ransom */
  readonly ransomware: boolean;
  readonly affected: VersionRange | null;
  /** the first version without it */
  readonly fixed: string | null;
  /** the day on which the maker ends its support, `YYYY-MM-DD` */
  readonly supportEnds: string | null;
  readonly source: string;
  /** where `affected`, `fixed` and `supportEnds` are from */
  readonly quoted: string | null;
  readonly origin: FactOrigin;
};

/** The ways in which one maker is written. */
export type VendorNames = { readonly name: string; readonly also: readonly string[] };

/** A firmware file of the Zigbee OTA index, as far as Gatehouse reads it. */
export type OtaImage = {
  readonly manufacturerCode: number;
  readonly imageType: number;
  readonly fileVersion: number;
  readonly bytes: number;
  readonly sha512: string;
  /** the device's own name of its model; null: the index does not tell for which it is */
  readonly modelId: string | null;
  /** what the index calls the file; absent: an index that Gatehouse kept before it read that */
  readonly fileName?: string | null;
  readonly manufacturerNames: readonly string[];
  /** only for some hardware, or from some versions on */
  readonly limited: boolean;
};

/** What somebody of this home knows of a model, with where it is written. Versions as the device writes them. */
export type OwnerFact = {
  readonly vendor: string;
  readonly model: string;
  /** `YYYY-MM-DD` */
  readonly supportEnds: string | null;
  /** the advisory that `meant`, `affected` and `fixed` are about */
  readonly cve: string | null;
  /** whether that advisory is about the model at all; absent: nothing is said of it */
  readonly meant?: boolean;
  readonly affected: VersionRange | null;
  readonly fixed: string | null;
  /** an address or a sentence; never empty */
  readonly source: string;
};

/** One catalogue that is in use. `date`: of the facts, as the catalogue tells it. */
export type CatalogInUse = {
  readonly kind: 'advisories' | 'kev' | 'vendors' | 'zigbee-ota';
  readonly date: string | null;
  readonly entries: number;
  readonly from: 'served' | 'imported';
};

/** All that is known of firmware beyond what devices and bridges say. */
export type FirmwareKnowledge = {
  readonly advisories: readonly Advisory[];
  readonly vendors: readonly VendorNames[];
  readonly images: readonly OtaImage[];
  readonly facts: readonly OwnerFact[];
  readonly catalogs: readonly CatalogInUse[];
};

/** Nothing is known: no catalogue is there, or none was read yet. */
export const noKnowledge: FirmwareKnowledge = { advisories: [], vendors: [], images: [], facts: [], catalogs: [] };
