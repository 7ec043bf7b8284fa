/** One line of the engine made wrong, and what that would do in a home. Each must be caught by the simulated world. */
export type Mutation = {
  /** beside this file */
  readonly file: 'decide.ts' | 'facts.ts';
  readonly from: string;
  readonly to: string;
  /** which then … */
  readonly why: string;
};

export const mutations: readonly Mutation[] = [
  {
    file: 'decide.ts',
    from: "  if (facts.proofs.has(rotation)) return { do: 'decide', rotation, value: 'commit' };\n  const mark",
    to: "  if (facts.offer === rotation) return { do: 'decide', rotation, value: 'commit' };\n  const mark",
    why: 'commits what was offered, whether the device took it or not',
  },
  {
    file: 'decide.ts',
    from: "  if (way === 'two-slots') return { do: 'decide', rotation, value: 'abort' };",
    to: "  if (way !== 'one-slot') return { do: 'decide', rotation, value: 'abort' };",
    why: 'rolls a device back that may hold only the new password',
  },
  {
    file: 'decide.ts',
    from: "    return memory.unchangedMs < quietMs ? { do: 'wait', for: 'quiet' } : { do: 'forget', rotation: over };",
    to: "    return { do: 'forget', rotation: over };",
    why: 'begins the next while a late command of the last is on its way',
  },
  {
    file: 'decide.ts',
    from: '      return rollBack(two, facts, memory);',
    to: '      return commit(two, facts, memory);',
    why: 'obeys a decision the wrong way round',
  },
  {
    file: 'decide.ts',
    from: '  if (mark === undefined) return beforeMark(rotation, facts, memory);\n',
    to: '',
    why: 'hands over without the mark, so another browser takes it back',
  },
  {
    file: 'decide.ts',
    from: "  return mayKnow ? withdraw(next, rotation, facts, memory) : { do: 'remove', username: next.username };",
    to: "  return mayKnow ? { do: 'remove', username: old.username } : { do: 'remove', username: next.username };",
    why: 'deletes the old one where the new one was called off',
  },
  {
    file: 'decide.ts',
    from: "  const isCertain = facts.livesWithout.has(slot.username) || memory.word === 'sure';",
    to: '  const isCertain = true;',
    why: 'deletes on the word of somebody who did not look',
  },
  {
    file: 'decide.ts',
    from: "    if (memory.word === 'works') return { do: 'decide', rotation, value: 'commit' };",
    to: "    if (memory.word !== 'not-typed') return { do: 'decide', rotation, value: 'commit' };",
    why: 'takes silence for a yes',
  },
  {
    file: 'decide.ts',
    from: "return old.enabled ? { do: 'disable', username: old.username } : { do: 'remove', username: old.username };",
    to: "return { do: 'remove', username: next.username };",
    why: 'deletes the new one instead of the old',
  },
  {
    file: 'decide.ts',
    from: '  return afterMs !== null && memory.offeredMs >= afterMs;',
    to: '  return false;',
    why: 'waits for ever for a device that never heard what it was told',
  },
  {
    file: 'decide.ts',
    from: '  const unused = proofs.has(rotation) ? old : holdsOld ? next : null;',
    to: '  const unused = proofs.has(rotation) ? old : next;',
    why: 'takes back what a device that was told by command may hold, because nothing is heard of it',
  },
  {
    file: 'decide.ts',
    from: '  return mayBeTold ? waitForProof : giveUp(two, facts, memory);',
    to: '  return waitForProof;',
    why: 'keeps two log-ins for ever when the browser that knew the password is closed',
  },
  {
    file: 'decide.ts',
    from: '  if (memory.tellings >= mostTellings + (facts.cameBack ? 0 : 2)) return giveUp(two, facts, memory);\n',
    to: '',
    why: 'tells a device for ever that does not take it',
  },
  {
    file: 'facts.ts',
    from: '  if (next.rotation === null || next.replaces !== identityOf(old)) return null;',
    to: '  if (next.rotation === null) return null;',
    why: 'takes any two accounts for an old and a new one',
  },
  {
    file: 'decide.ts',
    from: "  const isProven = memory.way === 'two-slots' || facts.proofs.has(rotation);",
    to: '  const isProven = true;',
    why: 'takes a decision for a proof, whoever made it',
  },
];
