import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readSlotNote, writeSlotNote } from './slot-note';

const note = { rot: 'r-2', prev: 'r-1', by: 'anna', at: 1_700_000_000_000 };

describe('the note beside a slot', () => {
  test('is read as it was written', () => {
    expect(readSlotNote(writeSlotNote(note))).toEqual(note);
    expect(readSlotNote(writeSlotNote({ ...note, prev: null }))).toEqual({ ...note, prev: null });
  });

  test.each([
    ['nothing', null],
    ['an empty text', ''],
    ['what a person wrote', 'Camera at the front door'],
    ['a note without a time', JSON.stringify({ ...note, at: undefined })],
    ['a time that no calendar has', JSON.stringify({ ...note, at: 1e300 })],
    ['a rotation that is no text', JSON.stringify({ ...note, rot: 7 })],
    ['a name without end', JSON.stringify({ ...note, by: 'x'.repeat(1000) })],
    ['a list', '[]'],
  ])('%s is none of ours', (_, text) => {
    expect(readSlotNote(text)).toBeNull();
  });

  test('of any text is none or a whole one, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = readSlotNote(text);
        return read === null || (typeof read.rot === 'string' && Number.isFinite(read.at));
      }),
    );
  });
});
