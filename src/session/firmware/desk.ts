import type { FirmwareKnowledge, OwnerFact } from '@/core/firmware/advisory';
import type { Alert, AlertSignal } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import { emptyRecord, type FirmwareRecord } from '@/core/firmware/firmware-record';
import { attackSignals } from '@/firmware/attacked';
import { entriesOf, type Catalog } from '@/firmware/catalogs/catalog';
import { packCatalog } from '@/firmware/catalogs/pack-catalog';
import { readCatalog } from '@/firmware/catalogs/read-catalog';
import { judgeBy } from '@/firmware/judge';
import { finderIn, recordAfter, recordIn } from '@/firmware/record';
import type { FirmwareShelf } from '@/history/firmware-shelf';

import { openRest, type Rest } from '../rest';
import type { CatalogAnswer, FactAnswer, FirmwareQuestions } from './firmware-questions';
import { openLibrary } from './library';
import { factsIn, withFact, withoutFact } from './owner-facts';

/** The kinds that can be imported from a file; the others come with the page only. */
const importable = ['kev', 'zigbee-ota'] as const satisfies readonly Catalog['kind'][];
const servedKey = 'served';
/** CISA adds to its list some times a week, and whoever serves the page refreshes it: a session may live for months */
const readAgainMs = 86_400_000;
/** the site could not be reached */
const triedAgainMs = 3_600_000;

/** Where what is known of firmware comes from. */
export type FirmwareSources = {
  readonly shelf: FirmwareShelf;
  /** the catalogues that come with the page, as they are written; null: they cannot be had now */
  readonly served: () => Promise<readonly string[] | null>;
};

export type DeskParts = {
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly sources: FirmwareSources;
  readonly clock: () => number;
  readonly alerts: () => Iterable<Alert>;
  readonly signal: (signals: readonly AlertSignal[]) => void;
  readonly tell: (knowledge: FirmwareKnowledge) => void;
};

/** What is known of firmware, held for one home at a time. Loaded when the first look at the home is over. */
export type Desk = {
  /** also again, when what is remembered of the home can be read only then */
  enter(home: string): Promise<void>;
  /** what was remembered is gone: what its people knew, and which versions ran */
  wiped(): void;
  /** looks at every device: what is remembered, and what wants a person */
  look(now: number): void;
  readonly answers: {
    readonly [Q in keyof FirmwareQuestions]: (
      about: FirmwareQuestions[Q]['ask'],
    ) => FirmwareQuestions[Q]['answer'] | Promise<FirmwareQuestions[Q]['answer']>;
  };
};

export async function openDesk({ devices, sources, clock, alerts, signal, tell }: DeskParts): Promise<Desk> {
  const { shelf, served } = sources;
  const library = openLibrary();
  let home: string | null = null;
  let facts: readonly OwnerFact[] = [];
  let record: FirmwareRecord = emptyRecord;
  let knowledge: FirmwareKnowledge = library.knowledge(facts);
  let readRest: Rest;

  await readAll();

  /** true: they were served; false: what is remembered of them had to do */
  async function readAll(): Promise<boolean> {
    const files = await served();
    readRest = openRest(files === null ? triedAgainMs : readAgainMs, clock());
    const texts = files ?? textsIn(await shelf.catalogs.read(servedKey));
    if (files !== null) void shelf.catalogs.write(servedKey, JSON.stringify(files));
    for (const text of texts) addText(text, 'served');
    for (const kind of importable) {
      const text = await shelf.catalogs.read(kind);
      if (text !== null) addText(text, 'imported');
    }
    return files !== null;
  }

  async function readAgain(): Promise<void> {
    // while a home is entered, that tells what is known when it is done
    if ((await readAll()) && home !== null) put(facts);
  }

  function addText(text: string, from: 'served' | 'imported'): void {
    const read = readCatalog(text);
    if (read.outcome === 'read') library.add(read.catalog, from);
  }

  function put(next: readonly OwnerFact[]): void {
    facts = next;
    knowledge = library.knowledge(facts);
    tell(knowledge);
    look(clock());
  }

  function look(now: number): void {
    if (home === null) return;
    if (readRest.isDue(now)) void readAgain();
    const judge = judgeBy(knowledge);
    const find = finderIn(record);
    const looks = [...devices.values()].map((device) => {
      const before = find(device);
      return { device, before, exposures: judge.judge(device, now, before?.behindSince ?? null).exposures };
    });
    signal(attackSignals(looks, alerts(), now));
    const next = recordAfter(record, devices.values(), judge, now);
    if (next === record) return;
    record = next;
    void shelf.record.write(home, record);
  }

  async function importCatalog(file: string): Promise<CatalogAnswer> {
    const read = readCatalog(file);
    if (read.outcome === 'refused') return read;
    const { catalog } = read;
    const kind = importable.find((one) => one === catalog.kind);
    if (kind === undefined) return { outcome: 'refused', reason: 'Gatehouse’s own lists come with the page.' };
    const used = library.add(catalog, 'imported');
    const today = new Date(clock()).toISOString().slice(0, 10);
    const isKept = used && (await shelf.catalogs.write(kind, packCatalog(catalog, today)));
    if (used) put(facts);
    const { date, skipped } = catalog;
    const outcome = isKept || !used ? 'kept' : 'kept-till-closed';
    return { outcome, kind, date, skipped, used, entries: entriesOf(catalog) };
  }

  async function keepFacts(next: readonly OwnerFact[]): Promise<FactAnswer> {
    if (home === null) return { outcome: 'refused', reason: 'No home is known yet.' };
    put(next);
    return { outcome: (await shelf.facts.write(home, next)) ? 'kept' : 'kept-till-closed' };
  }

  return {
    async enter(next) {
      // what was said of this home while nothing could be read is not lost
      const said = home === next ? facts : [];
      home = null;
      const [oldFacts, oldRecord] = await Promise.all([shelf.facts.read(next), shelf.record.read(next)]);
      home = next;
      record = recordIn(oldRecord);
      const known = factsIn(oldFacts);
      const all = said.reduce<readonly OwnerFact[]>(withSaid, known);
      if (said.length > 0) void shelf.facts.write(next, all);
      put(all);
    },
    wiped() {
      record = emptyRecord;
      put([]);
    },
    look,
    answers: {
      firmwareRecord: () => record,
      importCatalog: ({ file }) => importCatalog(file),
      async saveFirmwareFact({ fact }) {
        const after = withFact(facts, fact);
        return 'refused' in after ? { outcome: 'refused', reason: after.refused } : keepFacts(after.facts);
      },
      forgetFirmwareFact: ({ fact }) => keepFacts(withoutFact(facts, fact)),
    },
  };
}

function withSaid(facts: readonly OwnerFact[], fact: OwnerFact): readonly OwnerFact[] {
  const after = withFact(facts, fact);
  return 'refused' in after ? facts : after.facts;
}

function textsIn(kept: string | null): readonly string[] {
  if (kept === null) return [];
  try {
    const texts: unknown = JSON.parse(kept);
    return Array.isArray(texts) ? texts.filter((text) => typeof text === 'string') : [];
  } catch {
    return [];
  }
}
