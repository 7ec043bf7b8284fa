import { expect, test } from 'vitest';

import type { Alert, Danger } from './alert';
import { alertOf } from './alert.testing';
import { endTitle, overSince, titleNow, wellAgainWords } from './danger-over';

const titles: Readonly<Record<Danger, string>> = {
  smoke: 'The hall detector reports smoke',
  'carbon monoxide': 'The hall detector reports carbon monoxide',
  gas: 'The hall detector reports gas',
  water: 'The hall detector reports water',
  alarm: 'The home’s alarm is going off: Hall panel',
  glass: 'The hall detector heard glass break',
  emergency: 'Somebody calls for help at the hall keypad',
};

/** Each later by a second: its evidence, the first of which is that it began. */
function dangerOf(what: Danger, said: readonly string[], more: Partial<Alert> = {}): Alert {
  const evidence = ['It began', ...said].map((text, at) => ({ t: 1_000 + 1_000 * at, topic: 'z', text }));
  return alertOf({ class: 'safety', device: 'hall', subject: `hall ${what}`, title: titles[what], evidence, ...more });
}

test.each([
  ['smoke', 'reported smoke; it does not any more', 'reports no smoke any more'],
  ['carbon monoxide', 'reported carbon monoxide; it does not any more', 'reports no carbon monoxide any more'],
  ['gas', 'reported gas; it does not any more', 'reports no gas any more'],
  ['water', 'reported water; it does not any more', 'reports no water any more'],
  ['alarm', 'alarm was going off: Hall panel', 'alarm is not going off any more: Hall panel'],
] as const)('%s that is over is told as what was', (what, past, end) => {
  const well = wellAgainWords[what];
  const stands = dangerOf(what, []);
  expect([overSince(stands), titleNow(stands), endTitle(stands)]).toEqual([null, titles[what], null]);
  const calm = dangerOf(what, [well]);
  expect([overSince(calm), endTitle(calm)]).toEqual([2_000, null]);
  expect(titleNow(calm).endsWith(past)).toBe(true);
  const ended = dangerOf(what, [well, 'It stayed so for 5 minutes'], { endedAt: 3_000 });
  expect(overSince(ended)).toBe(2_000);
  expect(endTitle(ended)?.endsWith(end)).toBe(true);
});

test('smoke that came back is told as what is', () => {
  const back = dangerOf('smoke', [wellAgainWords.smoke, 'It reports smoke']);
  expect([overSince(back), titleNow(back)]).toEqual([null, titles.smoke]);
});

test('of a detector that is not there any more nobody says that it reports none', () => {
  const gone = dangerOf('smoke', ['It is not part of the home any more'], { endedAt: 2_000 });
  expect([overSince(gone), endTitle(gone)]).toEqual([2_000, null]);
});

test.each(['glass', 'emergency'] as const)('that of %s nothing more is reported makes nothing over', (what) => {
  const ended = dangerOf(what, ['It hears no glass break any more'], { endedAt: 2_000 });
  expect([overSince(ended), titleNow(ended), endTitle(ended)]).toEqual([null, titles[what], null]);
});
