import { expect, test, vi } from 'vitest';

import { shed, shedCamera } from '@/conventions/mapped/examples.testing';
import { mappedBy } from '@/conventions/mapped/mapped';
import { openMappings } from '@/conventions/mapped/mappings';
import { mappingKey, type Mapping } from '@/core/mapping';
import { openPassingMappings, type MappingMemory } from '@/history/mapping-memory';

import { writing } from '../vault/kept-apart.testing';
import { openMappedDevices } from './mapped-devices';
import { writeMappings } from './mapping-document';
import { openPipeline } from '../hearing/pipeline';

function open() {
  const answers: ((kept: unknown) => void)[] = [];
  const remember = vi.fn<(home: string, all: readonly Mapping[]) => Promise<boolean>>(async () => true);
  const memory = writing<Mapping>(() => new Promise((resolve) => void answers.push(resolve)), remember);
  return { ...openWith(memory), answers, remember };
}

function openWith(memory: MappingMemory) {
  const mappings = openMappings();
  const mapped = openMappedDevices({
    mappings,
    memory,
    pipeline: openPipeline([mappedBy(mappings)], () => {}),
    clock: () => 0,
    textOf: () => null,
    tell: () => {},
    onChange: () => {},
  });
  return { mapped, mappings };
}

test('of two sessions of one browser each keeps what the other described, changed and forgot meanwhile', async () => {
  const memory = openPassingMappings();
  await memory.change('ws://home', () => [shed]);
  const [first, second] = [openWith(memory), openWith(memory)];
  await Promise.all([first.mapped.enter('ws://home'), second.mapped.enter('ws://home')]);
  const save = ({ mapped }: typeof first, mapping: Mapping) => mapped.answers.saveMapping({ mapping, replaces: null });
  await save(first, { ...shed, name: 'Barn' });
  await save(second, shedCamera);
  expect(await memory.recall('ws://home')).toEqual([{ ...shed, name: 'Barn' }, shedCamera]);
  expect(second.mappings.all()).toEqual([{ ...shed, name: 'Barn' }, shedCamera]);
  await second.mapped.answers.forgetMapping({ key: mappingKey(shed) });
  await save(first, { ...shedCamera, name: 'Barn camera' });
  expect(await memory.recall('ws://home')).toEqual([{ ...shedCamera, name: 'Barn camera' }]);
  expect(first.mappings.all()).toHaveLength(1);
});

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

test('what is forgotten while what was kept is read again does not come back from there', async () => {
  const { mapped, mappings, answers, remember } = open();
  const entering = mapped.enter('ws://home');
  answers[0]?.([shed, shedCamera]);
  await entering;
  const again = mapped.recallAgain();
  const forgetting = mapped.answers.forgetMapping({ key: mappingKey(shed) });
  answers[1]?.([shed, shedCamera]);
  await Promise.all([again, forgetting]);
  expect(mappings.all()).toEqual([shedCamera]);
  expect(remember).toHaveBeenLastCalledWith('ws://home', [shedCamera]);
});

test('of more than a home can have, as some were kept and others said meanwhile, each can be changed and forgotten', async () => {
  const { mapped, mappings, answers } = open();
  const camera = (topic: string): Mapping => ({
    ...shedCamera,
    readings: [{ aspect: 'picture', topic, path: [], values: [] }],
  });
  const many = (place: string) => Array.from({ length: 600 }, (_, index) => camera(`${place}/${index}`));
  const entering = mapped.enter('ws://home');
  answers[0]?.(null);
  await entering;
  await mapped.answers.importMappings({ file: writeMappings(many('barn')) });
  const again = mapped.recallAgain();
  answers[1]?.(many('attic'));
  await again;
  expect(mappings.all()).toHaveLength(1_200);
  const save = (mapping: Mapping) => mapped.answers.saveMapping({ mapping, replaces: null });
  expect(await save(shed)).toMatchObject({ outcome: 'refused' });
  expect(await save({ ...camera('barn/0'), name: 'Barn' })).toEqual({ outcome: 'kept', number: 1_200 });
  expect(await mapped.answers.forgetMapping({ key: mappingKey(camera('attic/0')) })).toMatchObject({ number: 1_199 });
});
