import * as v from 'valibot';

import type { Advisory, AdvisoryAction, ProductSort } from '@/core/firmware/advisory';

import type { Catalog } from './catalog';
import { modelsIn } from './models-in';
import { cve, day, readEach } from './read-parts';

/** CISA's catalogue of known exploited vulnerabilities, as cisa.gov/known-exploited-vulnerabilities-catalog offers it. */
const form = v.object({
  catalogVersion: v.optional(v.pipe(v.string(), v.maxLength(64))),
  dateReleased: v.optional(v.pipe(v.string(), v.maxLength(64))),
  vulnerabilities: v.array(v.unknown()),
});

const long = v.pipe(v.string(), v.maxLength(8_192));
const entryForm = v.object({
  cveID: cve,
  vendorProject: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256)),
  product: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)),
  vulnerabilityName: v.optional(long, ''),
  dateAdded: day,
  shortDescription: v.optional(long, ''),
  requiredAction: v.optional(long, ''),
  knownRansomwareCampaignUse: v.optional(long, ''),
});

/** null: it is not of that form. Keeps what may stand in a home; of other programs nothing is kept. */
export function readKev(value: unknown): Catalog | null {
  const parsed = v.safeParse(form, value);
  if (!parsed.success) return null;
  const { vulnerabilities, catalogVersion = '', dateReleased = '' } = parsed.output;
  const entries = readEach(vulnerabilities, readKevEntry);
  if (entries === null || (entries.read.length === 0 && vulnerabilities.length > 0)) return null;
  return {
    kind: 'kev',
    date: /^\d{4}-\d\d-\d\d/.exec(dateReleased)?.[0] ?? dayOf(catalogVersion),
    skipped: entries.skipped,
    advisories: entries.read.filter(mayBeAtHome),
  };
}

/**
 * Makers of programs and of what stands in offices, whose names look like those of devices: "Win32k", "SMBv1", "Log4j2",
 * "Multi-Router Looking Glass".
 */
const makersOfNoHome: ReadonlySet<string> = new Set(
  (
    'adobe|apache|citrix|fortinet|ibm|ivanti|juniper|linux|looking glass|microsoft|mozilla|oracle|palo alto networks|' +
    'qualcomm|red hat|sap|sciencelogic|sonicwall|sumavision|vmware|wso2|zoho'
  ).split('|'),
);
/** what runs on the machines of providers, and names protocols beside */
const systems = /^(?:cisco )?(?:ios|nx-os)\b/i;

function mayBeAtHome({ vendor, product, sort, models }: Advisory): boolean {
  if (makersOfNoHome.has(vendor.toLowerCase()) || systems.test(product)) return false;
  return sort !== null || models.length > 0;
}

/** One entry; null: not as CISA writes them. */
export function readKevEntry(value: unknown): Advisory | null {
  const parsed = v.safeParse(entryForm, value);
  if (!parsed.success) return null;
  const entry = parsed.output;
  const { cveID, vendorProject: vendor, product } = entry;
  const models = modelsIn(`${product}, ${beforeItsVerb(entry.shortDescription)}`);
  return {
    cve: cveID,
    vendor,
    product,
    sort: sortIn(`${product} ${entry.vulnerabilityName}`),
    models,
    families: [],
    added: entry.dateAdded,
    action: actionOf(entry.requiredAction),
    ransomware: entry.knownRansomwareCampaignUse.toLowerCase() === 'known',
    affected: null,
    fixed: null,
    supportEnds: null,
    source: kevAddress(cveID),
    quoted: null,
    origin: 'kev',
  };
}

/** Where a person finds an entry. */
function kevAddress(number: string): string {
  return `https://www.cisa.gov/known-exploited-vulnerabilities-catalog?search_api_fulltext=${number}`;
}

/** "X and Y devices contain a hole in the file Z": what stands before the verb is what is concerned. */
function beforeItsVerb(description: string): string {
  return /^(.{0,300}?)\s(?:contains?|allows?|is|are|could|has|have|suffers?)\s/.exec(description)?.[1] ?? '';
}

/** CISA says it in one of few ways. What "could be" at its end is not said to be. */
function actionOf(action: string): AdvisoryAction {
  if (/^the impacted products? (?:is|are) end-of-life|have reached their end-of-life/i.test(action)) return 'stop';
  if (/discontinue|disconnect/i.test(action)) return 'update-or-stop';
  return /^contact the vendor/i.test(action) ? 'ask-maker' : 'update';
}

const sorts: readonly (readonly [ProductSort, RegExp])[] = [
  ['recorder', /\b(?:nvr|dvr|video recorder|nvrmini\w*)s?\b/i],
  ['camera', /\bcameras?\b|\bwebcams?\b|\bdoorbells?\b/i],
  ['storage', /\bnas\b|network[- ]attached storage|storage device/i],
  ['access-point', /\baccess points?\b/i],
  ['router', /\brouters?\b|\bmodems?\b|\bdsl\b|\bgpon\b|\brouteros\b|home gateway/i],
  ['access-control', /\baccess control\b.*\bdoor|\bemerge\b|\bdoor (?:lock|controller)s?\b|\bsmart locks?\b/i],
  ['phone', /\bip phones?\b|\bsip phones?\b|\bvoip phones?\b/i],
  ['switch', /\bsmart (?:plug|switch)|\bpoe switch/i],
  ['controller', /\bhome automation\b|\bbuilding automation\b|\bsmart home\b|\biot\b/i],
];

function sortIn(text: string): ProductSort | null {
  return sorts.find(([, form]) => form.test(text))?.[0] ?? null;
}

function dayOf(version: string): string | null {
  const [, year, month, date] = /^(\d{4})\.(\d\d)\.(\d\d)$/.exec(version) ?? [];
  return year === undefined ? null : `${year}-${month}-${date}`;
}
