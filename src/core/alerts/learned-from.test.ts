import { describe, expect, test } from 'vitest';

import { alertClasses, type Alert } from './alert';
import { alertOf } from './alert.testing';
import { lessonWords } from './learned-from';

const wordsOf = (more: Partial<Alert>) => lessonWords(alertOf({ severity: 'warning', endedAt: 1_000, ...more }));
const only = 'Only this alert is closed; the next one is told as before.';

describe('what is learned of a verdict', () => {
  test('is nothing of danger and of what contradicts a proof, and what may be muted is offered to be', () => {
    expect(wordsOf({ class: 'safety' })).toBe(only);
    for (const kind of ['tamper', 'lock_jammed', 'login_bruteforce', 'bad_signature', 'replay'] as const)
      expect(wordsOf({ class: kind })).toBe(`${only} To hear less of it, mute it.`);
  });

  test('is the deed of one log-in, and nothing of what is critical or goes on', () => {
    for (const kind of ['client_takeover', 'account_changed', 'topic_scan', 'access_denied'] as const) {
      expect(wordsOf({ class: kind })).toMatch(/^For a month the very same /);
      expect(wordsOf({ class: kind, severity: 'critical' })).toContain(only);
      expect(wordsOf({ class: kind, endedAt: null })).toContain(only);
    }
  });

  test('is a device that comes and goes, unless it is vital', () => {
    expect(wordsOf({ class: 'availability_flap', severity: 'info' })).toMatch(/^For a month the same of this device /);
    expect(wordsOf({ class: 'availability_flap' })).toContain(only);
  });

  test('is a firmware of one device', () => {
    for (const kind of ['firmware_downgrade', 'firmware_changed'] as const)
      expect(wordsOf({ class: kind })).toMatch(/^For a month the same of this device /);
  });

  test('tells apart what habits learn from what no habit told', () => {
    expect(wordsOf({ class: 'silent_device', subject: 'window habit' })).toContain('is learned');
    expect(wordsOf({ class: 'silent_device', subject: 'window' })).toContain(only);
    expect(wordsOf({ class: 'policy_violation', subject: 'log-in guest' })).toContain('not told again');
    expect(wordsOf({ class: 'policy_violation', subject: 'rule: no guests' })).toContain(only);
  });

  test('is said of every class in whole sentences', () => {
    for (const kind of alertClasses) expect(wordsOf({ class: kind })).toMatch(/^[A-Z].*\.$/);
  });
});
