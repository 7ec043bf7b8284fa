import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import { emptyPlan } from '@/core/firmware/update-plan';

import { asAlerts, asDelivery, asDevices, asIncidents, asPlan, asSessionName, asSigners } from './kept-values';
import { openStateDirectory } from './state-directory';

const home = 'ws://home.lan:9001';
let directory: string;
let said: string[];
const open = () => openStateDirectory(directory, (sentence) => said.push(sentence));
const putDown = (name: string, value: unknown) =>
  writeFileSync(
    join(directory, `${name}.json`),
    JSON.stringify({ format: 'gatehouse-watch/1', homes: { [home]: value } }),
  );

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-state-'));
  said = [];
});
afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true });
});

const alert = alertOf({ id: 'tamper-window', title: 'Somebody opened the case' });
const signer = { key: { x: 'x', y: 'y' }, kid: 'k', since: 1, authority: null };
const notice = {
  id: alert.id,
  t: 1,
  class: 'tamper',
  device: null,
  title: alert.title,
  severity: 'critical',
  text: '',
} as const;

test.each([
  ['alerts', asAlerts, [alert]],
  ['incidents', asIncidents, [{ id: 'incident-camera-1', alerts: [alert.id] }]],
  ['devices', asDevices, [{ names: ['ieee:0x01'], firmware: { installed: '1.0', file: null, by: 'zigbee2mqtt' } }]],
  ['signers', asSigners, [{ id: 'lock', signer, lastSequence: null, heardAt: 3 }]],
  ['updates', asPlan, { ...emptyPlan, roundAt: 4_000_000_000_000 }],
  ['session', asSessionName, 'a name'],
  [
    'delivery',
    asDelivery,
    {
      outbox: {
        waiting: [
          { notice, way: 'ntfy', since: 1, tries: 2, due: 5 },
          { notice: { ...notice, seenAt: 4 }, way: 'siren', since: 1, tries: 2, due: 5, isOver: true },
        ],
        // as an older watcher kept it, and as one of today does
        told: {
          ntfy: [
            { at: 1, severity: 'info' },
            { at: 2, severity: 'info', class: 'tamper' },
          ],
        },
      },
      last: { at: 1, outcome: 'failed', what: alert.title, reason: 'ntfy.lan answered 500' },
    },
  ],
] as const)('%s that were kept are read as they were; what is not of that shape is put aside and told', (...row) => {
  const [name, asKept, value] = row;
  putDown(name, value);
  expect(open()(name, asKept as (told: unknown) => unknown).read(home)).toEqual(value);
  expect(said).toEqual([]);
  for (const wrong of [5, { outbox: {}, tasks: {} }, name === 'alerts' ? 'x' : [null]]) {
    said = [];
    putDown(name, wrong);
    const kept = open()(name, asKept as (told: unknown) => unknown);
    expect(kept.read(home)).toBeNull();
    expect(said).toEqual([
      expect.stringMatching(`${name}.json is not the state of a watcher. It lies beside as .*${name}.json.unreadable`),
    ]);
    expect(readFileSync(join(directory, `${name}.json.unreadable`), 'utf8')).toContain(JSON.stringify(wrong));
    kept.write(home, value);
    expect(open()(name, asKept as (told: unknown) => unknown).read(home)).toEqual(value);
  }
});

test('an alert of a class that a newer watcher knows takes none of the others along', () => {
  putDown('alerts', [alert, { ...alert, id: 'of-tomorrow', class: 'earthquake' }]);
  expect(open()('alerts', asAlerts).read(home)).toEqual([alert]);
});

/** Whoever runs these tests as root may write everywhere. */
function asAnybody(work: () => void): void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test('a disk that can only be read any more, on which a watcher kept its state, is told, and the home is watched on', () => {
  putDown('alerts', [alert]);
  chmodSync(directory, 0o555);
  asAnybody(() => {
    const kept = open()('alerts', asAlerts);
    expect(kept.read(home)).toEqual([alert]);
    kept.write(home, []);
    kept.write(home, []);
    expect(kept.read(home)).toEqual([]);
  });
  expect(said).toEqual([
    `${directory} cannot be written (EACCES), so a restart will not know what happened until now.`,
  ]);
});

test('a directory in which nothing can be kept, and nothing was, is a wrong flag', () => {
  chmodSync(directory, 0o555);
  const inside = join(directory, 'state');
  asAnybody(() =>
    expect(() => openStateDirectory(inside, () => {})).toThrow(
      `--state takes a directory in which this account may write: ${inside} cannot be written (EACCES).`,
    ),
  );
  expect(() => openStateDirectory('', () => {})).toThrow('--state takes a directory in which this account may write');
});
