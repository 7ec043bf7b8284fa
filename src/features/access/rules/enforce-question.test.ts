import { expect, test } from 'vitest';

import type { PolicyRow } from '@/session/protocol';

import { enforceQuestion } from './enforce-question';

const row: PolicyRow = {
  name: 'made:abcd',
  title: 'Old log-ins are restricted',
  sentence: '',
  isMade: true,
  mode: 'watch',
  set: null,
  hits: [],
  wouldRestrict: ['anna', 'porch'],
  cutsOffHere: null,
  doubt: null,
  restricts: [],
  preview: { past: 'the last hour', wouldHave: [] },
};

test('whoever would cut off the very page from which a rule is enforced is told so before the press, first of all', () => {
  const [first] = enforceQuestion({ ...row, cutsOffHere: 'anna' }).points;
  expect(first).toMatch(/^This page itself is connected as anna: it would hear nothing more/);
  expect(enforceQuestion(row).points.join(' ')).not.toContain('This page itself');
});

test('whom it would restrict now is named, and nobody is nobody', () => {
  expect(enforceQuestion(row)).toMatchObject({
    danger: true,
    sentence: expect.stringContaining('anna, porch') as string,
  });
  const none = enforceQuestion({ ...row, wouldRestrict: [] });
  expect(none).toMatchObject({ danger: false, sentence: 'As the home is now, it would restrict nobody.' });
});
