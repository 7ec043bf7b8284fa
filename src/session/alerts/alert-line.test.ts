import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fixKinds, severities, type AlertSignal } from '@/core/alerts/alert';
import { openBook, openBookChanges, type AlertBook } from '@/core/alerts/alert-book';
import { act, hear, take } from '@/core/alerts/alert-steps';
import { alertOf, sighting } from '@/core/alerts/alert.testing';
import { mostChanges, mostCounted } from '@/core/alerts/last-word';

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

  test('of whoever writes turns no sentence around, and still names its device and topic letter by letter', () => {
    const turned = {
      ...contract,
      device: 'z:a\u202eb',
      title: 'The \u202ewindow',
      fix: { kind: 'show-device', label: 'L\u2067ook' },
    };
    const evidence = [{ t: 1_000, topic: 'a/\u202eb', text: '\u2066opened' }];
    expect(read({ ...turned, evidence })).toMatchObject({
      alert: {
        device: 'z:a\u202eb',
        title: 'The \u200bwindow',
        fix: { label: 'L\u200book' },
        evidence: [{ topic: 'a/\u202eb', text: '\u200bopened' }],
      },
    });
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

  test('of whatever texts comes back as the book that wrote it holds it, so that nobody answers it', () => {
    const unit = fc.constantFrom('x', '…', '•', '\0', '\ud83d', '\ude00', ':', '@', '"', ' ', 'rtsp://a:b@', 'ws://');
    const anyUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const words = fc.oneof(fc.string({ unit, maxLength: 400 }), fc.string({ unit: anyUnit, maxLength: 400 }));
    const evidence = fc.record({ t: fc.nat(), topic: words, text: words });
    const seen = fc.record({
      device: fc.option(words),
      title: words,
      severity: fc.constantFrom(...severities),
      evidence: fc.array(evidence, { maxLength: 3 }),
      fix: fc.option(fc.record({ kind: fc.constantFrom(...fixKinds), label: words })),
    });
    fc.assert(
      fc.property(words, fc.array(seen, { minLength: 1, maxLength: 3 }), evidence, (subject, sightings, more) => {
        const book = openBook();
        const signals: AlertSignal[] = [
          ...sightings.map((one) => ({ type: 'seen', sighting: sighting({ ...one, subject }) }) as const),
          { type: 'more', class: 'tamper', subject, evidence: more },
        ];
        for (const signal of signals) take(book, signal, 1_000, openBookChanges());
        expect(book.alerts.size).toBe(1);
        for (const [id, alert] of book.alerts)
          expect(readAlert(message(topicOf(id), writeAlert(alert)))).toEqual({ id, alert });
      }),
      { numRuns: 50 },
    );
  });

  test('that is as long as can be is read', () => {
    const long = '\0'.repeat(300);
    const evidence = Array.from({ length: 20 }, (_, t) => ({ t, topic: long, text: long }));
    const book = openBook();
    const all = { evidence, title: long, subject: long, device: long, fix: { kind: 'lock', label: long } } as const;
    take(book, { type: 'seen', sighting: sighting(all) }, 1_000, openBookChanges());
    for (const [id, alert] of book.alerts)
      expect(readAlert(message(topicOf(id), writeAlert(alert)))).toEqual({ id, alert });
  });

  test('of two long topics that begin alike are two', () => {
    const book = openBook();
    for (const end of ['a', 'b'])
      take(book, { type: 'seen', sighting: sighting({ subject: 'x'.repeat(300) + end }) }, 1_000, openBookChanges());
    expect(book.alerts.size).toBe(2);
  });

  test('shows no password that ends where a text is cut', () => {
    const told = read({ ...contract, title: `${'x'.repeat(230)} rtsp://admin:hunter2@camera/` });
    expect(JSON.stringify(told)).not.toContain('hunter');
  });

  test('that is too long is not even parsed', () => {
    const long = JSON.stringify({ ...contract, title: 'x'.repeat(70_000) });
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
