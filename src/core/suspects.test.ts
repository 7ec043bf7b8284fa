import { expect, test } from 'vitest';

import { alertOf } from './alert.testing';
import { suspectsIn } from './suspects';

const changed = (subject: string, ...texts: readonly string[]) =>
  alertOf({ class: 'account_changed', subject, evidence: texts.map((text) => ({ t: 1, topic: '', text })) });

test('who made himself a second log-in is named with it, and whose password he changed is not', () => {
  const thief = changed(
    'installer',
    'A log-in was made: helper, by installer (client laptop)',
    'The password of owner was replaced, by installer (client laptop)',
  );
  expect(suspectsIn([thief, thief, alertOf()])).toEqual(['installer', 'helper']);
});

test('nobody is suspected where no log-in was named', () => {
  expect(suspectsIn([alertOf({ class: 'camera_talk' })])).toEqual([]);
});
