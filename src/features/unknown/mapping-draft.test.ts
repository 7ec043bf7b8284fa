import { describe, expect, test } from 'vitest';

import { leavesOf, wayOf } from './leaves';
import { mappingOf, missingIn, ofKind, openDraft, openReading, pointAt, previewOf, withReading } from './mapping-draft';

const text = '{"bolt":"LOCKED","cell":{"battery":81},"list":[{"x":null},true]}';
const leaves = leavesOf(text);
const bolt = { path: ['bolt'], word: 'LOCKED' };

function described() {
  const draft = openDraft('diy/shed/lock', 'lock', leaves);
  const [about] = draft.readings;
  return about === undefined ? draft : withReading(draft, pointAt(about, bolt));
}

describe('the values of an example', () => {
  test('are all that can be pointed at, with the way to each', () => {
    expect(leaves.map(({ path, word }) => `${wayOf(path)}: ${word}`)).toEqual([
      'bolt: LOCKED',
      'cell › battery: 81',
      'list › 1: true',
    ]);
    expect(leavesOf('ON')).toEqual([{ path: [], word: 'ON' }]);
    expect(leavesOf('"ON"')).toEqual([{ path: [], word: 'ON' }]);
    expect(leavesOf('')).toEqual([]);
    expect(wayOf([])).toBe('The whole message');
  });

  test('are bounded, however deep or wide the example is', () => {
    expect(leavesOf(`${'['.repeat(4_000)}1${']'.repeat(4_000)}`)).toEqual([]);
    expect(leavesOf(JSON.stringify(Array.from({ length: 5_000 }, () => 1)))).toHaveLength(200);
  });
});

describe('a device while somebody describes it', () => {
  test('is called after its topic', () => {
    expect(openDraft('diy/garden_shed/state', 'lock', []).name).toBe('Garden shed');
    expect(openDraft('shed/lock', 'lock', []).name).toBe('Shed');
  });

  test('a value that most use is understood, and the word for the opposite guessed', () => {
    expect(described().readings[0]).toMatchObject({
      path: ['bolt'],
      words: { locked: 'LOCKED', unlocked: 'UNLOCKED' },
    });
    expect(pointAt(openReading(0, 'switch', 'x', []), { path: [], word: '1' }).words).toEqual({ on: '1', off: '0' });
    expect(pointAt(openReading(0, 'lock', 'x', []), { path: [], word: 'LCK' }).words).toEqual({});
  });

  test('the only value, and the only one that is called so, is chosen already', () => {
    expect(openReading(0, 'switch', 'x', leavesOf('ON'))).toMatchObject({ path: [], words: { on: 'ON', off: 'OFF' } });
    expect(openReading(1, 'battery', 'x', leaves).path).toEqual(['cell', 'battery']);
    expect(openReading(1, 'temperature', 'x', leaves).path).toBeNull();
  });

  test('says what the value means now, or why that is not known', () => {
    const [about] = described().readings;
    if (about === undefined) throw new Error('there is a first reading');
    expect(previewOf(about, text)).toBe('Now: Locked');
    expect(previewOf(about, '{"bolt":"?"}')).toMatch(/^Now: unknown/);
    expect(previewOf(about, null)).toMatch(/^Nothing was heard/);
    expect(previewOf({ ...about, path: null }, text)).toMatch(/^Choose a value/);
  });

  test('what is missing is said, one thing at a time, until nothing is', () => {
    const blank = openDraft('x', 'lock', []);
    expect(missingIn({ ...blank, name: ' ' })).toMatch(/name/);
    expect(missingIn(blank)).toMatch(/Choose the value/);
    const draft = described();
    expect(missingIn(draft)).toBeNull();
    expect(missingIn({ ...draft, commandTopic: 'x/set' })).toMatch(/each command/);
    expect(missingIn({ ...draft, commands: { locked: 'IN' } })).toMatch(/on which topic/);
    expect(missingIn({ ...draft, commandTopic: 'x/#', commands: { locked: 'a', unlocked: 'b' } })).toMatch(/no \+/);
  });

  test('becomes a mapping without what was left empty', () => {
    expect(mappingOf({ ...described(), name: ' Shed ', room: ' ' })).toEqual({
      kind: 'lock',
      name: 'Shed',
      room: null,
      readings: [
        {
          aspect: 'lock',
          topic: 'diy/shed/lock',
          path: ['bolt'],
          values: [
            { value: 'LOCKED', means: 'locked' },
            { value: 'UNLOCKED', means: 'unlocked' },
          ],
        },
      ],
      command: null,
    });
  });

  test('another kind asks for its value anew, and forgets the commands', () => {
    const draft = { ...described(), commandTopic: 'x', commands: { locked: 'IN' } };
    expect(ofKind(draft, 'motion', leaves)).toMatchObject({ kind: 'motion', commandTopic: '', commands: {} });
    expect(ofKind(draft, 'motion', leaves).readings[0]).toMatchObject({ aspect: 'motion', path: null });
  });
});
