/** One line of the engine made wrong, and what that would do in a home. Each must be caught by the simulated world. */
export type Mutation = {
  /** beside this file */
  readonly file: 'decide.ts' | 'facts.ts' | 'evidence.ts' | 'sightings.ts';
  readonly from: string;
  readonly to: string;
  /** which then … */
  readonly why: string;
  /** where it is rare: the kind of device of whose stories one notices it */
  readonly noticedBy?: string;
};

export const mutations: readonly Mutation[] = [
  {
    file: 'decide.ts',
    from: '  if (isHandedOver(mark) && facts.proofs.has(rotation)) return',
    to: '  if (facts.offer === rotation) return',
    why: 'commits what was offered, whether the device took it or not',
  },
  {
    file: 'decide.ts',
    from: "    case 'shown':\n    case 'sent':\n      return waitForPerson;",
    to: "    case 'shown':\n    case 'sent':\n      return { do: 'decide', rotation, value: 'abort' };",
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
    from: "  if (mark === 'shown') return withdraw(next, rotation, facts, memory);",
    to: "  if (mark === 'shown') return { do: 'remove', username: old.username };",
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
    from: "  if (word === 'works') return 'commit';",
    to: "  if (word !== 'not-typed') return 'commit';",
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
    noticedBy: 'that holds one and ignores what it is handed',
  },
  {
    file: 'decide.ts',
    from: '  if (isNew === isOld) return afterWords(two, facts, memory);',
    to: '  if (isNew && isOld) return afterWords(two, facts, memory);',
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
    noticedBy: 'that holds one and ignores what it is handed',
  },
  {
    file: 'facts.ts',
    from: '  if (next.rotation === null || next.replaces !== identityOf(old)) return null;',
    to: '  if (next.rotation === null) return null;',
    why: 'takes any two accounts for an old and a new one',
  },
  {
    file: 'decide.ts',
    from: "  const isProven = wayOf(rotation, facts, memory) === 'two-slots' || facts.proofs.has(rotation);",
    to: '  const isProven = true;',
    why: 'takes a decision for a proof, whoever made it',
  },
  {
    file: 'decide.ts',
    from: "  if (mark === 'told' || mark === 'sent') return afterCommands(two, facts, memory);",
    to: "  if (memory.way === 'one-slot' && mark === 'told') return afterCommands(two, facts, memory);",
    why: 'takes back what was told by command when another browser takes the device for another kind',
    noticedBy: 'that holds one, which some browsers take for another',
  },
  {
    file: 'decide.ts',
    from: '  const mark = facts.marks.get(rotation);\n  switch (mark) {',
    to: "  const mark = memory.way === 'two-slots' ? 'offered' : facts.marks.get(rotation);\n  switch (mark) {",
    why: 'takes back what was shown to a person when another browser takes the device for one that holds two',
    noticedBy: 'that holds two, which some browsers take for another',
  },
  {
    file: 'decide.ts',
    from: '  if (isHandedOver(mark) && facts.proofs.has(rotation)) return',
    to: '  if (facts.proofs.has(rotation)) return',
    why: 'takes what was heard of an earlier log-in for a proof of one that nobody was told',
  },
  {
    file: 'sightings.ts',
    from: "before.said?.value !== 'online') cameOnlineAt = at;",
    to: "before.said?.value !== 'online') cameOnlineAt = said.at;",
    why: 'reads off the clock on the wall what came first',
  },
  {
    file: 'decide.ts',
    from: "  const isCertain = word === 'sure' || (unused === old && livesWithout.has(old.username));",
    to: "  const isCertain = word === 'sure' || livesWithout.has(unused.username);",
    why: 'deletes what a device is set to that has not started with it yet',
  },
  {
    file: 'sightings.ts',
    from: '    const isFresh = before !== null && !isJoined(before, device) && told?.retained === false;',
    to: '    const isFresh = true;',
    why: 'takes what a killed broker remembers for what the device says',
  },
  {
    file: 'evidence.ts',
    from: '      if (heardAt > since + quietMs) without.add(username);',
    to: '      if (heardAt > since + 2_000) without.add(username);',
    why: 'deletes what others had switched on and off again a moment ago',
  },
];
