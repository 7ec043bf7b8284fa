import { expect, test } from 'vitest';

import { sentenceOf, type Situation } from './words';

const waiting: Situation = {
  name: 'the patio plug',
  way: 'one-slot',
  action: { do: 'wait', for: 'proof' },
  present: true,
  calledOff: false,
  keptOld: false,
  mark: 'told',
  isAskable: true,
  isToldNoMore: false,
  isQuiet: true,
  wasToldAgain: false,
  isElsewhere: false,
  isBlind: false,
  wasBegun: true,
  isShown: false,
};

test.each([
  ['waits for it', {}, 'Waiting until the patio plug has logged in'],
  ['says when it was told once more', { wasToldAgain: true }, 'it was told again'],
  ['says when nobody here can tell it again', { isElsewhere: true }, 'only that one can tell it again'],
  ['says when it came back with the old one', { keptOld: true, isElsewhere: true }, 'came back with its old log-in'],
  ['says that it is told no more', { isToldNoMore: true }, 'In a minute the one'],
  ['and that it may be away then', { isToldNoMore: true, present: false }, 'When it comes back'],
  ['says that it does not answer', { isToldNoMore: true, isBlind: true }, 'say here which one they hold'],
  ['and when it is asked at all', { isToldNoMore: true, isBlind: true, isQuiet: false }, 'In a minute the one'],
  ['says when it is away', { present: false, isElsewhere: true }, 'may be restarting'],
  ['says that nothing tells it', { isToldNoMore: true, isAskable: false }, 'you say which one'],
  ['says when to look at its settings', { isToldNoMore: true, isAskable: false, isQuiet: false }, 'after that'],
  [
    'says it too of one that an earlier version told',
    { mark: 'sent', isToldNoMore: true, isAskable: false },
    'its own settings hold',
  ],
  ['takes nothing back that may be known', { calledOff: true, isAskable: false }, 'Both stay valid until you say'],
  ['asks a person where nothing tells', { isBlind: true, isElsewhere: true }, 'see whether it works again'],
] as const)(
  'whoever has been told its new log-in by command: the page %s, and that both are valid',
  (_, more, words) => {
    const sentence = sentenceOf({ ...waiting, ...more });
    expect(sentence).toContain(words);
    expect(sentence).toMatch(/[Bb]oth .*valid/);
  },
);

test('where an account is gone that was there, the page says what may have happened', () => {
  const gone = { ...waiting, action: { do: 'end', how: 'no-account' } } as const;
  expect(sentenceOf(gone)).toContain('may have lost its account file. Nothing more is changed');
  expect(sentenceOf({ ...gone, wasBegun: false })).toContain('Nothing was changed');
});

test('what was taken back because its password went with a browser is not laid at the door of the device', () => {
  const back = { ...waiting, action: { do: 'end', how: 'rolled-back' } } as const;
  expect(sentenceOf(back)).toContain('The patio plug did not take the new password');
  expect(sentenceOf({ ...back, isElsewhere: true })).toContain('The browser that had the new password');
});

test('where the new log-in was switched off by somebody else, nobody is told that the old one works: it may be off by then', () => {
  const off = sentenceOf({ ...waiting, action: { do: 'end', how: 'new-disabled' } });
  expect(off).toContain('switch it on again');
  expect(off).not.toContain('valid');
});
