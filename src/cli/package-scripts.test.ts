import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

test.each(['start', 'watch', 'device'])(
  'npm run %s is told of its end itself, by no tool that could kill it first',
  (name) => {
    // the command `tsx` kills its child if that is busy for some 60 ms when the signal comes
    expect(scripts[name]).toBe(`node --import tsx src/cli/${name}.ts`);
  },
);
