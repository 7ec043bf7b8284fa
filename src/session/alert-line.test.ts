import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { openBook, openBookChanges, type AlertBook } from '@/core/alert-book';
import { act, hear, take } from '@/core/alert-steps';
import { alertOf, sighting } from '@/core/alert.testing';
import { mostChanges, mostCounted } from '@/core/last-word';

import { readAlert, topicOf, writeAlert } from './alert-line';

const encoder = new TextEncoder();
const message = (topic: string, payload: string | Uint8Array) => ({
  topic,
  payload: typeof payload === 'string' ? encoder.encode(payload) : payload,
  retained: true,
  at: 0,
});
const read = (line: Record<string, unknown>) => readAlert(message(topicOf(String(line['id'])), JSON.stringify(line)));

const contract = {
  id: 'tamper-1',
  t: 1_000,
  class: 'tamper',
  device: 'ieee:0x1',
  title: 'The window was opened',
  severity: 'warning',
  state: 'open',
  confidence: 1,
  evidence: [{ t: 1_000, topic: 'a/b', text: 'opened' }],
  fix: null,
};

describe('an alert line', () => {
  test('comes back as it was written, the fields of the contract first', () => {
    const alert = alertOf({ state: 'snoozed', until: 9_000, changes: 2, endedAt: 5 });
    const written = writeAlert(alert);
    expect(readAlert(message(topicOf(alert.id), written))).toEqual({ id: alert.id, alert });
    expect(Object.keys(JSON.parse(written)).slice(0, 10)).toEqual(Object.keys(contract));
  });

  test('of another program, with the fields of the contract only, is an alert too', () => {
    expect(read(contract)).toMatchObject({ alert: { subject: 'ieee:0x1', count: 1, changes: 0, changedAt: 1_000 } });
  });

  test('that is empty takes the alert back', () => {
    expect(readAlert(message(topicOf('x'), ''))).toEqual({ id: 'x', alert: null });
  });

  test('on another topic is none', () => {
    expect(readAlert(message('gatehouse/v1/names', '{}'))).toBeNull();
  });

  test('that somebody drove to the end of its counters is still changed for whoever reads it', () => {
    const hearLine = (book: AlertBook, line: string) => {
      const shared = readAlert(message(topicOf(contract.id), line));
      if (shared === null || 'problem' in shared || shared.alert === null)
        throw new Error(`It cannot be read: ${line}`);
      hear(book, shared.alert, 2_000, openBookChanges());
    };
    const verdict = { kind: 'mine', at: 9_000, changes: mostChanges };
    const driven = {
      ...contract,
      subject: 'window',
      changes: mostChanges,
      changedAt: 9_000,
      count: mostCounted,
      verdict,
    };
    const [mine, theirs] = [openBook(), openBook()];
    for (const book of [mine, theirs]) hearLine(book, JSON.stringify({ ...driven, state: 'acknowledged' }));
    const said = () => mine.alerts.get(contract.id)!; // just heard
    for (const type of ['reopen', 'acknowledge', 'reopen'] as const) {
      act(mine, contract.id, { type }, 2_000, openBookChanges());
      hearLine(theirs, writeAlert(said()));
      expect(theirs.alerts.get(contract.id)).toEqual(said());
      expect(said()).toMatchObject({ state: type === 'reopen' ? 'open' : 'acknowledged', verdict: { kind: 'none' } });
    }
    take(mine, { type: 'seen', sighting: sighting({ t: 900_000 }) }, 900_000, openBookChanges());
    hearLine(theirs, writeAlert(said()));
    expect(theirs.alerts.get(contract.id)).toMatchObject({ count: mostCounted, severity: 'critical' });
  });

  test('shows no password that its writer left in it', () => {
    const told = read({ ...contract, title: 'See rtsp://admin:hunter2@camera/' });
    expect(JSON.stringify(told)).not.toContain('hunter2');
  });

  test.each<[string, Record<string, unknown>]>([
    ['of an unknown class', { class: 'made_up' }],
    ['of an unknown state', { state: 'ignored' }],
    ['without evidence', { evidence: null }],
    ['whose time is none', { t: 'now' }],
    ['more sure than sure', { confidence: 7 }],
    ['with a fix nobody knows', { fix: { kind: 'run', label: 'Run' } }],
    ['with endless evidence', { evidence: Array.from({ length: 1_000 }, () => contract.evidence[0]) }],
    ['whose id is no level of a topic', { id: 'a/b' }],
    ['that was changed more often than anybody does', { changes: mostChanges + 1 }],
    ['to which nobody could say another word', { changes: mostChanges, changedAt: 8.64e15 }],
    ['of which nobody could say what it was', { verdict: { kind: 'mine', at: 8.64e15, changes: mostChanges } }],
  ])('%s is a problem, and no alert', (_what, change) => {
    expect(read({ ...contract, ...change })).toMatchObject({ problem: expect.any(String) });
  });

  test('under another’s name is a problem', () => {
    expect(readAlert(message(topicOf('other'), JSON.stringify(contract)))).toMatchObject({
      problem: expect.any(String),
    });
  });

  test('that is too long is not even parsed', () => {
    const long = JSON.stringify({ ...contract, title: 'x'.repeat(20_000) });
    expect(readAlert(message(topicOf(contract.id), long))).toMatchObject({ problem: expect.any(String) });
  });

  test('of whatever bytes makes nothing throw', () => {
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.json().map((text) => encoder.encode(text)),
    );
    fc.assert(
      fc.property(fc.string(), payloads, (id, payload) => {
        readAlert(message(topicOf(id), payload));
        expect(({} as Record<string, unknown>)['id']).toBeUndefined();
      }),
    );
  });
});
