/** One line of the queue made wrong. Each must be caught by the stories. */
export type Mutation = {
  /** beside this file */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** which then … */
  readonly why: string;
  /** the rule that is seen to be broken */
  readonly rule: string;
};

export const mutations: readonly Mutation[] = [
  {
    file: 'carry-on.ts',
    from: '!isRunner(led, me) || !isKnown(runner.turn)',
    to: '!isRunner(led, me)',
    why: 'begins what its account may not, or what nobody else knows of',
    rule: 'without the right',
  },
  {
    file: 'carry-on.ts',
    from: 'const mayBegin = now >= readBackUntil;',
    to: 'const mayBegin = true;',
    why: 'begins before it has read back what runs',
    rule: 'armed',
  },
];
