import { test } from 'vitest';
import { openRng } from './random.testing';
import { tellStory } from './story.testing';
test('zz', { timeout: 1e6 }, () => {
  const bad: Record<string, number[]> = {};
  const why: Record<string, number> = {};
  let t = performance.now();

  for (let seed = 0; seed < Number(process.env.N ?? 300); seed++) {
    const s = tellStory(openRng(seed));
    for (const b of s.broken) (bad[b.rule] ??= []).push(seed);
    if (s.tasks.length !== s.ordered.length) (bad['lost'] ??= []).push(seed);
    for (const k of s.tasks) {
      const w = k.stage.at === 'failed' ? k.stage.why + ' ' + (k.stage.hold ?? '') : k.stage.at;
      why[w] = (why[w] ?? 0) + 1;
      if (!['done', 'failed'].includes(k.stage.at)) (bad['unfinished ' + w] ??= []).push(seed);
    }
  }
  console.log(
    performance.now() - t,
    Object.fromEntries(Object.entries(bad).map(([k, v]) => [k, v.length + ': ' + [...new Set(v)].slice(0, 8).join()])),
    why,
  );
});
