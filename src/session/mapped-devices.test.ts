import { expect, test, vi } from 'vitest';

import { shed, shedCamera } from '@/conventions/mapped/examples.testing';
import { mappedBy } from '@/conventions/mapped/mapped';
import { openMappings } from '@/conventions/mapped/mappings';
import type { MappingMemory } from '@/history/mapping-memory';

import { openMappedDevices } from './mapped-devices';
import { openPipeline } from './pipeline';

function open() {
  const answers: ((kept: unknown) => void)[] = [];
  const remember = vi.fn<MappingMemory['remember']>(async () => true);
  const mappings = openMappings();
  const mapped = openMappedDevices({
    mappings,
    memory: { recall: () => new Promise((resolve) => void answers.push(resolve)), remember },
    pipeline: openPipeline([mappedBy(mappings)], () => {}),
    clock: () => 0,
    textOf: () => null,
    tell: () => {},
    onChange: () => {},
  });
  return { mapped, mappings, answers, remember };
}

test('what is said while what was kept is on its way is kept beside it', async () => {
  const { mapped, answers, remember } = open();
  void mapped.enter('ws://home');
  const saying = mapped.answers.saveMapping({ mapping: shedCamera, replaces: null });
  const again = mapped.recallAgain();
  const [locked, unlocked] = answers;
  locked?.(null);
  await Promise.resolve();
  await Promise.resolve();
  expect(remember).not.toHaveBeenCalled();
  unlocked?.([shed]);
  expect(await saying).toEqual({ outcome: 'kept', number: 1 });
  await again;
  for (const call of remember.mock.calls) expect(call).toEqual(['ws://home', [shed, shedCamera]]);
});

test('what was said of a home that was left meanwhile is not kept as another’s', async () => {
  const { mapped, answers, remember } = open();
  void mapped.enter('ws://home');
  const saying = mapped.answers.saveMapping({ mapping: shedCamera, replaces: null });
  mapped.leave();
  void mapped.enter('ws://cabin');
  for (const answer of answers) answer(null);
  expect(await saying).toMatchObject({ outcome: 'kept-till-closed' });
  expect(remember).not.toHaveBeenCalled();
});

test('a vault that opens where nothing was said or kept has nothing to keep', async () => {
  const { mapped, mappings, answers, remember } = open();
  void mapped.enter('ws://home');
  const again = mapped.recallAgain();
  for (const answer of answers) answer(null);
  await again;
  mapped.wiped();
  expect(mappings.all()).toEqual([]);
  expect(remember).not.toHaveBeenCalled();
});
