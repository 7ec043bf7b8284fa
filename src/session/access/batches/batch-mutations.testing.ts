/** One line of the queue made wrong, and what that would do in a home. Each must be caught by the simulated one. */
export type BatchMutation = {
  readonly file: 'batches.ts' | 'batch-memory.ts' | 'batch/batch.ts' | 'batch/batch-register.ts';
  readonly from: string;
  readonly to: string;
  /** which then … */
  readonly why: string;
};

export const batchMutations: readonly BatchMutation[] = [
  {
    file: 'batch/batch.ts',
    from: "  if (parts.some(({ state, account }) => state === 'running' && !passed.has(account)))",
    to: '  if (parts.length === 0)',
    why: 'does several at a time',
  },
  {
    file: 'batch/batch.ts',
    from: "      if (row.rotation.possible && row.rotation.way === 'by-hand') return 'by-hand';\n",
    to: '',
    why: 'begins with what somebody has to type in, while nobody is there to do it',
  },
  {
    file: 'batch/batch.ts',
    from: "      return device?.reachability === 'online' ? 'waiting' : 'absent';",
    to: "      return 'waiting';",
    why: 'begins with what is not connected',
  },
  {
    file: 'batch/batch.ts',
    from: '    return (way === null ? 6 : ways.indexOf(way) * 2) + Number(isMissed);',
    to: '    return (way === null ? 6 : 6 - ways.indexOf(way) * 2) - Number(isMissed);',
    why: 'begins with the lock and the hub',
  },
  {
    file: 'batch/batch.ts',
    from: 'replaced.has(account) || (note !== null && (row.account.issuedAt ?? 0) >= note.at);',
    to: 'note === null && replaced.has(account);',
    why: 'never knows that one is done, and does it again and again',
  },
  {
    file: 'batch/batch-register.ts',
    from: '    return of !== undefined && (of === id || !registers.has(batchRegister(of)));',
    to: '    return of === undefined;',
    why: 'leaves its failures in the account database for ever',
  },
  {
    file: 'batches.ts',
    from: "    if (own !== turn) return done;\n    if (answer.outcome === 'done') void run(mine, own);",
    to: "    if (answer.outcome === 'done') void run(mine, ++turn);",
    why: 'goes on though it was paused while it asked the broker',
  },
  {
    file: 'batches.ts',
    from: '    if (memory.hasNews(batch)) {',
    to: '    if (parts.length === 0) {',
    why: 'goes on after a failure',
  },
  {
    file: 'batches.ts',
    from: '        await rest;\n',
    to: '',
    why: 'gives a Mosquitto that may lose its accounts no rest',
  },
  {
    file: 'batches.ts',
    from: 'const restMs = 2_000;',
    to: 'const restMs = 0;',
    why: 'gives it a rest of no time at all',
  },
  {
    file: 'batches.ts',
    from: "    if ((await Promise.race([ended, late])) === 'late') memory.pass(account);",
    to: '    await ended;',
    why: 'waits for ever for one that was told and is silent',
  },
  {
    file: 'batches.ts',
    from: '    memory.turnTo(batch);\n',
    to: '',
    why: 'takes what was done in the last one for done in this one',
  },
  {
    file: 'batch-memory.ts',
    from: '        else if (steady() - (underWaySince.get(account) ?? 0) > patienceMs) passed.add(account);\n',
    to: '',
    why: 'waits for ever for one that another browser has told',
  },
  {
    file: 'batch-memory.ts',
    from: '      known.delete(account);\n    },',
    to: '    },',
    why: 'does not stop when the same one fails again',
  },
];
