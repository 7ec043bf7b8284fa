import 'fake-indexeddb/auto';

import { describe, expect, test } from 'vitest';

import type { Advisory, FirmwareKnowledge, OwnerFact } from '@/core/firmware/advisory';
import type { Alert, AlertSignal } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { openFirmwareShelf, openPassingFirmwareShelf } from '@/history/firmware-shelf';
import { untoldFirmware } from '@/core/firmware.testing';

import { openDesk } from './desk';

const dayMs = 86_400_000;
const home = 'ws://home';

function camera(installed: string | null, part: Partial<Device> = {}): Device {
  const value = { ...untoldFirmware, installed };
  return {
    ...emptyDevice('one'),
    name: 'Porch camera',
    vendor: 'Example',
    model: 'EX-1',
    kind: 'camera',
    identifiers: ['serial:one'],
    firmware: { value, at: 1, retained: false, by: 'gatehouse' },
    ...part,
  };
}

const advisory = {
  cve: 'CVE-2031-0001',
  vendor: 'Example',
  product: 'EX-1',
  sort: 'camera',
  models: ['EX-1'],
  families: [],
  added: '2031-02-03',
  action: 'update',
  ransomware: false,
  affected: null,
  fixed: null,
  supportEnds: null,
  source: 'https://example.org/kev',
  quoted: null,
} satisfies Omit<Advisory, 'origin'>;
/** of an alert that nobody has touched yet */
const openLife = {
  verdict: null,
  state: 'open',
  count: 1,
  changedAt: 0,
  changes: 0,
  until: null,
  endedAt: null,
} as const;
/** until what a look began to read is read */
const settle = () => new Promise((resolve) => setTimeout(resolve));
const served = (...advisories: readonly unknown[]) =>
  JSON.stringify({ format: 'gatehouse-advisories/1', date: '2031-02-03', advisories });
const kevFile = (cve: string, date: string) =>
  JSON.stringify({
    dateReleased: date,
    vulnerabilities: [
      {
        cveID: cve,
        vendorProject: 'Example',
        product: 'EX-1 IP Camera',
        dateAdded: date,
        requiredAction: 'Apply updates per vendor instructions.',
      },
    ],
  });
const fact: OwnerFact = {
  vendor: 'Example',
  model: 'EX-1',
  supportEnds: null,
  cve: advisory.cve,
  affected: null,
  fixed: '2.0',
  source: 'https://example.org/notes',
};

const forgetful = { recall: async () => null, remember: async () => false };

function story(files: readonly string[] | null = [], shelf = openPassingFirmwareShelf()) {
  const devices = new Map<string, Device>();
  const alerts = new Map<string, Alert>();
  const signals: AlertSignal[] = [];
  /** what the site serves; null: it cannot be reached */
  const site = { files };
  let knowledge: FirmwareKnowledge | null = null;
  let now = Date.UTC(2031, 1, 10, 12);
  const desk = openDesk({
    devices,
    sources: { shelf, served: async () => site.files },
    clock: () => now,
    alerts: () => alerts.values(),
    signal: (all) => signals.push(...all),
    tell: (all) => (knowledge = all),
  });
  return {
    devices,
    shelf,
    site,
    alerts,
    signals,
    desk,
    knowledge: () => knowledge,
    async look(later = 0) {
      now += later;
      (await desk).look(now);
    },
    seen: () => signals.filter((signal) => signal.type === 'seen').map(({ sighting }) => sighting),
  };
}

describe('a device that is known to be attacked', () => {
  test('is an alert, once, and a mild one while nobody says in which versions', async () => {
    const { devices, desk, seen, alerts, look } = story([served(advisory)]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    expect(seen()).toMatchObject([
      {
        class: 'policy_violation',
        subject: 'attacked one',
        title: 'The porch camera may have a weakness that is being attacked',
        severity: 'warning',
        lasting: true,
        news: true,
        fix: { kind: 'show-device', label: 'Look at the porch camera' },
      },
    ]);
    const [sighting] = seen();
    if (sighting === undefined) throw new Error('nothing was seen');
    alerts.set('a', { ...sighting, ...openLife, id: 'a' });
    await look();
    expect(seen()).toHaveLength(1);
  });

  test('is a grave one when somebody names the versions, and it is over when a newer one runs', async () => {
    const { devices, desk, seen, alerts, signals, look } = story([served(advisory)]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    expect(await (await desk).answers.saveFirmwareFact({ fact })).toEqual({ outcome: 'kept' });
    const grave = seen().at(-1);
    expect(grave).toMatchObject({
      severity: 'critical',
      title: 'The porch camera has a weakness that is being attacked',
    });
    if (grave === undefined) throw new Error('nothing was seen');
    alerts.set('a', { ...grave, ...openLife, id: 'a' });
    devices.set('one', camera('2.0'));
    await look();
    expect(signals.at(-1)).toMatchObject({ type: 'over', class: 'policy_violation', subject: 'attacked one' });
  });

  test.each([
    ['is only possibly meant', { models: [] }],
    ['is of another model', { models: ['EX-10'] }],
  ])('is no alert where it %s', async (_how, part) => {
    const { devices, desk, seen } = story([served({ ...advisory, ...part })]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    expect(seen()).toEqual([]);
  });

  test('is news where the entry is fresh; what has been so for years is listed, and not announced', async () => {
    const old = story([served({ ...advisory, added: '2021-02-03' })]);
    old.devices.set('one', camera('1.0'));
    await (await old.desk).enter(home);
    expect(old.seen()).toMatchObject([{ news: false }]);
  });

  test('is told of when a newer list of CISA names it', async () => {
    const { devices, desk, seen } = story([served()]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    expect(seen()).toEqual([]);
    const answer = await (await desk).answers.importCatalog({ file: kevFile('CVE-2031-0777', '2031-02-08') });
    expect(answer).toMatchObject({ outcome: 'kept', kind: 'kev', entries: 1, skipped: 0, used: true });
    expect(seen()).toMatchObject([{ evidence: [{ text: expect.stringContaining('CVE-2031-0777') as string }] }]);
  });

  test('is told of anew when a fresh entry names it, though an alert stands, and somebody may have closed that', async () => {
    const { devices, desk, seen, signals, look, alerts } = story([served({ ...advisory, added: '2021-02-03' })]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    const stand = (id: string, state: Alert['state']) => alerts.set(id, { ...seen().at(-1)!, ...openLife, id, state }); // it was just seen
    stand('a', 'resolved');
    expect(await (await desk).answers.importCatalog({ file: kevFile('CVE-2031-0777', '2031-02-08') })).toMatchObject({
      used: true,
    });
    expect(seen()).toHaveLength(2);
    expect(seen()[1]).toMatchObject({
      title: 'The porch camera may have one more weakness that is being attacked: CVE-2031-0777',
      subject: 'attacked one CVE-2031-0777',
      news: true,
      severity: 'warning',
      evidence: [{ text: expect.stringContaining('CVE-2031-0777') as string }],
    });
    stand('b', 'open');
    await look();
    expect(seen()).toHaveLength(2);
    devices.delete('one');
    await look();
    expect(signals.slice(2)).toMatchObject([
      { type: 'over', subject: 'attacked one' },
      { type: 'over', subject: 'attacked one CVE-2031-0777' },
    ]);
  });
});

describe('catalogues', () => {
  test('are read again each day, so that whoever runs for days hears of what is served since', async () => {
    const { devices, desk, site, seen, knowledge, look } = story([served()]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    site.files = [served(advisory)];
    await look(dayMs - 1);
    await settle();
    expect(knowledge()?.advisories).toEqual([]);
    await look(1);
    await settle();
    expect(seen()).toMatchObject([{ subject: 'attacked one', news: true }]);
  });

  test('are read again when a clock that was years ahead is put right', async () => {
    const { devices, desk, site, seen, look } = story([served()]);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    site.files = [served(advisory)];
    await look(-700 * dayMs);
    await settle();
    expect(seen()).toHaveLength(1);
  });

  test('are asked for again within the hour where the site could not be reached', async () => {
    const { devices, desk, site, seen, look } = story(null);
    devices.set('one', camera('1.0'));
    await (await desk).enter(home);
    site.files = [served(advisory)];
    await look(dayMs / 24);
    await settle();
    expect(seen()).toHaveLength(1);
    // and what is known is not lost when it is away again
    site.files = null;
    await look(dayMs);
    await settle();
    expect(seen()).toHaveLength(2);
  });

  test('that were imported are there at the next visit, and an older one does not replace a newer', async () => {
    const shelf = openFirmwareShelf(forgetful, forgetful, 'next-visit');
    const first = story([], shelf);
    await (await first.desk).enter(home);
    const { importCatalog } = (await first.desk).answers;
    await importCatalog({ file: kevFile('CVE-2031-0777', '2031-02-08') });
    expect(await importCatalog({ file: kevFile('CVE-2030-0001', '2030-01-01') })).toMatchObject({ used: false });
    const next = story([], shelf);
    await (await next.desk).enter(home);
    expect(next.knowledge()?.advisories.map(({ cve }) => cve)).toEqual(['CVE-2031-0777']);
    expect(next.knowledge()?.catalogs).toEqual([{ kind: 'kev', date: '2031-02-08', entries: 1, from: 'imported' }]);
  });

  test('that came with the page are remembered for a visit without the site', async () => {
    const shelf = openPassingFirmwareShelf();
    await story([served(advisory)], shelf).desk;
    const offline = story(null, shelf);
    await (await offline.desk).enter(home);
    expect(offline.knowledge()?.advisories).toHaveLength(1);
  });

  test('that nobody can read are refused in words, and change nothing', async () => {
    const { desk, knowledge } = story([served(advisory), 'no JSON at all']);
    await (await desk).enter(home);
    const before = knowledge();
    expect(await (await desk).answers.importCatalog({ file: '{}' })).toMatchObject({ outcome: 'refused' });
    expect(knowledge()).toBe(before);
  });
});

describe('what people know', () => {
  test('is each home’s own, needs a source, and can be taken back', async () => {
    const { desk, knowledge, shelf } = story([]);
    const { saveFirmwareFact, forgetFirmwareFact } = (await desk).answers;
    expect(await saveFirmwareFact({ fact })).toMatchObject({ outcome: 'refused' });
    await (await desk).enter(home);
    expect(await saveFirmwareFact({ fact: { ...fact, source: ' ' } })).toEqual({
      outcome: 'refused',
      reason: 'Say where this is written: a page, a letter, a contract.',
    });
    expect(await saveFirmwareFact({ fact: { ...fact, fixed: null } })).toMatchObject({ outcome: 'refused' });
    await saveFirmwareFact({ fact });
    await saveFirmwareFact({ fact: { ...fact, fixed: '3.0' } });
    expect(knowledge()?.facts).toEqual([{ ...fact, fixed: '3.0' }]);
    expect(await shelf.facts.read('ws://cabin')).toBeNull();
    await forgetFirmwareFact({ fact });
    expect(knowledge()?.facts).toEqual([]);
  });
});

describe('what is remembered', () => {
  test('is which versions ran since when, how long it was behind, and a day’s share of what is current', async () => {
    const { devices, desk, look } = story([]);
    const behind = { ...camera('1.0') };
    devices.set('one', {
      ...behind,
      firmware: behind.firmware && { ...behind.firmware, value: { ...behind.firmware.value, updateAvailable: true } },
    });
    await (await desk).enter(home);
    await look(12 * dayMs);
    const { answers } = await desk;
    const [then] = (await answers.firmwareRecord({})).devices;
    expect(then).toMatchObject({
      names: ['serial:one'],
      versions: [{ version: '1.0' }],
      behindSince: Date.UTC(2031, 1, 10, 12),
    });
    devices.set(
      'one',
      camera('1.1', {
        firmware: behind.firmware && {
          ...behind.firmware,
          value: { ...behind.firmware.value, installed: '1.1', updateAvailable: false },
        },
      }),
    );
    await look(dayMs);
    const { devices: recorded, days } = await answers.firmwareRecord({});
    expect(recorded[0]).toMatchObject({ versions: [{ version: '1.0' }, { version: '1.1' }], behindSince: null });
    expect(days).toEqual([
      { day: '2031-02-10', devices: 1, current: 0, medianDaysBehind: null },
      { day: '2031-02-22', devices: 1, current: 0, medianDaysBehind: 12 },
      { day: '2031-02-23', devices: 1, current: 1, medianDaysBehind: null },
    ]);
  });

  test('is a year, and some versions a device, however long it goes on', async () => {
    const { devices, desk, look } = story([]);
    devices.set('one', camera('0'));
    await (await desk).enter(home);
    for (let count = 1; count <= 400; count++) {
      devices.set('one', camera(`${count}`));
      await look(dayMs);
    }
    const { devices: recorded, days } = await (await desk).answers.firmwareRecord({});
    expect([recorded[0]?.versions.length, days.length]).toEqual([24, 366]);
  });
});
