import { expect, test } from 'vitest';

import { readCondition } from '@/credentials/policies/made-policies';

import { conditionOf, conditions, devicesToChoose, firstDraft } from './rule-choices';

test('whatever can be put together in the form is a rule', () => {
  for (const { value: is } of conditions)
    for (const { value: of } of devicesToChoose(['Front door', 'every']))
      expect(readCondition(conditionOf({ ...firstDraft, is, of }))).not.toBeNull();
});

test('a device is meant by its name, whatever that is', () => {
  expect(conditionOf({ ...firstDraft, is: 'in-clear', of: 'name kind lock' })?.of).toEqual({
    kinds: [],
    name: 'kind lock',
  });
  expect(conditionOf({ ...firstDraft, of: 'kind lock' })?.of).toEqual({ kinds: ['lock'], name: null });
  expect(conditionOf({ ...firstDraft, of: 'every' })?.of).toEqual({ kinds: [], name: null });
});

test.each(['', '0', '3651', '-1', '1.5', '1e3', 'many'])('“%s” days are no term', (days) => {
  expect(conditionOf({ ...firstDraft, is: 'old-login', days })).toBeNull();
});
