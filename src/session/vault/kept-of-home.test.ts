import { expect, test, vi } from 'vitest';

import { writing } from './kept-apart.testing';
import { openKeptOfHome } from './kept-of-home';

function open(known: readonly string[]) {
  let all = known;
  const answers: ((kept: unknown) => void)[] = [];
  const remember = vi.fn<(home: string, all: readonly string[]) => Promise<boolean>>(async () => true);
  const kept = openKeptOfHome<string>({
    memory: writing(() => new Promise((resolve) => void answers.push(resolve)), remember),
    all: () => all,
    join: (found) => void (all = [...found.map(String), ...all]),
  });
  return { kept, answers, remember, say: (one: string) => void (all = [...all, one]) };
}

test('what is only read when the vault opens is not written back as it was', async () => {
  const { kept, answers, remember } = open([]);
  const entering = kept.enter('ws://home');
  answers[0]?.(null);
  await entering;
  const again = kept.recallAgain();
  answers[1]?.(['porch']);
  await again;
  expect(remember).not.toHaveBeenCalled();
});

test('what was known before the vault opens is written beside what is found there', async () => {
  const { kept, answers, remember, say } = open([]);
  const entering = kept.enter('ws://home');
  answers[0]?.(null);
  await entering;
  say('gate');
  const again = kept.recallAgain();
  answers[1]?.(['porch']);
  await again;
  expect(remember.mock.calls).toEqual([['ws://home', ['porch', 'gate']]]);
});

test('what is still on its way when the vault is wiped is kept without one', async () => {
  const { kept, answers, remember } = open([]);
  void kept.enter('ws://home');
  const wiping = kept.wiped();
  answers[0]?.(['porch']);
  await wiping;
  expect(remember.mock.calls).toEqual([['ws://home', ['porch']]]);
});
