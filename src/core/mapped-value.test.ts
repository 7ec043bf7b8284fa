import { describe, expect, test } from 'vitest';

import { factOf, guessMeaning, meaningOf, sayMapped, valueAt } from './mapped-value';
import { aspectNames, aspectOf, commandable, mappedKindNames, mappedKindOf, type MappedReading } from './mapping';

const reading = (part: Partial<MappedReading>): MappedReading => ({
  aspect: 'lock',
  topic: 'shed',
  path: [],
  values: [],
  ...part,
});
const bolt = reading({
  values: [
    { value: '1', means: 'locked' },
    { value: 'Out', means: 'unlocked' },
  ],
});

describe('a value that somebody explained', () => {
  test('is found by its way, in lists too, and never on a prototype', () => {
    const json: unknown = JSON.parse('{"a":[{"b":1}],"__proto__":{"x":2}}');
    expect(valueAt(json, ['a', '0', 'b'])).toBe(1);
    expect(valueAt(json, [])).toBe(json);
    expect(valueAt(json, ['a', 'length', 'x'])).toBeUndefined();
    expect(valueAt(json, ['toString'])).toBeUndefined();
    expect(valueAt({}, ['__proto__', 'constructor'])).toBeUndefined();
  });

  test.each([
    [1, 'locked'],
    ['1', 'locked'],
    [' out ', 'unlocked'],
    [true, null],
    [null, null],
    [{ value: '1' }, null],
  ])('%j means %s', (value, means) => expect(meaningOf(bolt, value)).toBe(means));

  test.each<[Partial<MappedReading>, unknown, string | null]>([
    [bolt, 1, 'Locked'],
    [{ aspect: 'temperature' }, '21.50', '21.5 °C'],
    [{ aspect: 'temperature' }, 'warm', null],
    [{ aspect: 'temperature' }, true, null],
    [{ aspect: 'battery' }, 81, '81 %'],
    [{ aspect: 'battery' }, 180, null],
    [{ aspect: 'leak', values: [{ value: 'wet', means: 'yes' }] }, 'WET', 'Water leak'],
    [{ aspect: 'battery-low', values: [{ value: '1', means: 'low' }] }, 1, 'Low'],
    [{ aspect: 'online', values: [{ value: 'dead', means: 'offline' }] }, 'dead', 'Not there'],
  ])('%o with %j is said as %s', (part, value, words) => expect(sayMapped(reading(part), value)).toBe(words));

  test('every meaning of every aspect tells something', () => {
    for (const aspect of aspectNames) {
      const about = aspectOf(aspect);
      if (about.form !== 'words') continue;
      for (const { means } of about.meanings) {
        expect(factOf(reading({ aspect, values: [{ value: 'x', means }] }), 'x')).not.toBeNull();
      }
    }
  });

  test('is guessed where most mean the same, and only to what the aspect knows', () => {
    expect(guessMeaning('lock', 'LOCKED')).toBe('locked');
    expect(guessMeaning('contact', 'closed')).toBe('closed');
    expect(guessMeaning('lock', 'banana')).toBeNull();
    for (const aspect of aspectNames) {
      const about = aspectOf(aspect);
      const known = about.form === 'words' ? about.meanings.map(({ means }) => means) : [];
      for (const word of ['on', 'off', '1', '0', 'true', 'open', 'locked']) {
        const guess = guessMeaning(aspect, word);
        if (guess !== null) expect(known).toContain(guess);
      }
    }
  });

  test('what can be commanded are two states of what the device is about', () => {
    expect(mappedKindNames.filter((kind) => commandable(kind).length > 0)).toEqual(['lock', 'plug', 'siren']);
    expect(commandable('lock').map(({ means }) => means)).toEqual(['locked', 'unlocked']);
    for (const kind of mappedKindNames) expect(aspectNames).toContain(mappedKindOf(kind).main);
  });
});
