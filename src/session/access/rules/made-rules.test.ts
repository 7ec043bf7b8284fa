import { expect, test } from 'vitest';

import { mostMade } from '@/credentials/policies/made-names';

import { readMadeRules } from './made-rules';

test('a rule that is one too many is named, and does not vanish with whom it restricts', async () => {
  const names = Array.from({ length: mostMade + 1 }, (_, index) => `made:rule${100 + index}` as const);
  const lookUp = async () => ({ outcome: 'done', value: { clients: [], roles: [] } }) as const;
  const read = (await readMadeRules({ lookUp }, names)) ?? [];
  expect(read).toHaveLength(mostMade + 1);
  expect(read.at(-1)).toMatchObject({
    outcome: 'refused',
    name: names.at(-1),
    words: expect.stringMatching(/^There are more than 20/),
  });
});
