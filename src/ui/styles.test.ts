import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

const source = join(import.meta.dirname, '..');
const read = (ending: RegExp) =>
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'));
const styles = read(/\.css$/).join('\n');
/** what the page says in code besides: a track of a table, a place on a chart */
const code = read(/(?<!\.test)\.tsx?$/).join('\n');

const used = new Set([...styles.matchAll(/var\((--[a-z][\w-]*)\s*\)/g)].map(([, name = '']) => name));
const declared = new Set([...styles.matchAll(/(--[a-z][\w-]*)\s*:/g)].map(([, name = '']) => name));

describe('the styles', () => {
  test('use no variable that nobody sets: a browser would pass over the whole line without a word', () => {
    // what a component of React Aria sets on its own element
    const isSetElsewhere = (name: string) => code.includes(`'${name}'`) || /^--(trigger|page|visual)-/.test(name);
    expect([...used].filter((name) => !declared.has(name) && !isSetElsewhere(name))).toEqual([]);
  });

  test('set no variable that nobody uses', () => {
    const isUsed = (name: string) => styles.includes(`var(${name}`) || code.includes(name);
    expect([...declared].filter((name) => !isUsed(name))).toEqual([]);
  });
});
