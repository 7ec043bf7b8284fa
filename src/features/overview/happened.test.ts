import { describe, expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { wellAgainWords } from '@/core/alerts/danger-over';
import { emptyDevice } from '@/core/fold/device-merge';

import { addsToOverview, happenedClauses, happenedTodos } from './happened';

const wrongCodes = alertOf({
  id: 'pin',
  class: 'pin_bruteforce',
  title: '3 wrong codes were entered at the front door',
});
const stranger = (id: string, severity: Alert['severity'] = 'warning') =>
  alertOf({ id, class: 'unknown_device', severity, title: `${id} joined your home. Was this you?` });
const failed = alertOf({
  id: 'update',
  class: 'update_failed',
  severity: 'warning',
  title: 'The update of the lock failed',
});
const tamper = alertOf({ title: 'The kitchen window says that somebody tampered with it' });
const window = emptyDevice('window');
const told = { value: false, at: 0, retained: false, by: 'zigbee2mqtt' } as const;

describe('what happened, on the overview', () => {
  test('is told the worst first', () => {
    expect(happenedClauses([failed, stranger('Plug'), wrongCodes])).toEqual({
      urgent: [
        { mood: 'alarm', words: 'somebody tried wrong codes at a door' },
        { mood: 'notice', words: 'a device that nobody knew joined' },
      ],
      minor: ['an update failed'],
    });
  });

  test('and what goes on at a device that has not spoken since, but nothing that the device itself tells', () => {
    expect(addsToOverview(wrongCodes, undefined)).toBe(true);
    expect(addsToOverview(tamper, window)).toBe(true);
    expect(addsToOverview(tamper, { ...window, state: { tamper: told } })).toBe(false);
    expect(addsToOverview(alertOf({ class: 'silent_device' }), window)).toBe(false);
    expect(happenedClauses([tamper]).urgent).toEqual([
      { mood: 'alarm', words: 'the kitchen window says that somebody tampered with it' },
    ]);
  });

  test('and a danger that its sensor reports no more, until somebody has looked at it', () => {
    const smoke = alertOf({
      class: 'safety',
      device: 'hall',
      subject: 'hall smoke',
      title: 'The hall detector reports smoke',
      evidence: [{ t: 1_000, topic: 'z', text: wellAgainWords.smoke }],
      endedAt: 9_000,
    });
    expect(addsToOverview(smoke, { ...emptyDevice('hall'), state: { smoke: told } })).toBe(true);
    const words = 'the hall detector reported smoke; it does not any more';
    expect(happenedClauses([smoke]).urgent).toEqual([{ mood: 'notice', words }]);
    expect(happenedTodos([smoke])).toMatchObject([{ tone: 'warning', sentence: expect.stringContaining('reported') }]);
    expect(happenedTodos([smoke])[0]).not.toHaveProperty('isDanger');
  });

  test('and an alarm that goes off where its panel tells nothing of it, as danger; smoke is told apart from it', () => {
    const alarm = alertOf({
      class: 'safety',
      device: 'panel',
      subject: 'panel alarm',
      title: 'The home’s alarm is going off: Alarmo',
    });
    const panel = emptyDevice('panel');
    expect(addsToOverview(alarm, panel)).toBe(true);
    expect(addsToOverview(alarm, { ...panel, state: { smoke: told } })).toBe(true);
    expect(addsToOverview(alarm, { ...panel, state: { alarm: { ...told, value: 'triggered' } } })).toBe(false);
    expect(addsToOverview({ ...alarm, subject: 'panel smoke' }, { ...panel, state: { smoke: told } })).toBe(false);
    const help = { ...alarm, subject: 'panel emergency' };
    const glass = { ...alarm, subject: 'panel glass' };
    expect(addsToOverview(glass, { ...panel, state: { glassBreak: { ...told, value: true } } })).toBe(true);
    expect(addsToOverview(help, { ...panel, state: { smoke: told, alarm: { ...told, value: 'armed_home' } } })).toBe(
      true,
    );
    expect(happenedTodos([help, { ...glass, severity: 'warning' }]).map(({ isDanger }) => isDanger)).toEqual([
      true,
      undefined,
    ]);
    expect(happenedClauses([{ ...help, title: 'Somebody calls for help at Ring' }]).urgent[0]?.words).toBe(
      'somebody calls for help at Ring',
    );
    expect(happenedClauses([alarm]).urgent).toEqual([
      { mood: 'alarm', words: 'the home’s alarm is going off: Alarmo', isDanger: true },
    ]);
  });

  test('leaves a mere question to the list of things to do', () => {
    expect(happenedClauses([stranger('Plug', 'info')]).urgent).toEqual([]);
    expect(happenedTodos([stranger('Plug', 'info')])).toMatchObject([
      { sentence: 'Plug joined your home. Was this you?', button: 'Look at the alert', tone: 'info' },
    ]);
  });

  test('is one task where there are many of one sort', () => {
    expect(happenedTodos([stranger('A'), stranger('B')])).toHaveLength(2);
    expect(happenedTodos(['A', 'B', 'C'].map((id) => stranger(id)))).toMatchObject([
      { sentence: '3 devices that nobody knew joined.', step: { to: '/alerts' } },
    ]);
  });
});
