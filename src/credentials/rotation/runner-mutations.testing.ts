/** One line of the runner or of its port made wrong, and what that would do in a home. Each is caught by the stories of the runner. */
export type RunnerMutation = {
  readonly file: 'run.ts' | 'port-over-broker.ts';
  readonly from: string;
  readonly to: string;
  /** which then … */
  readonly why: string;
  /** the kind of device of whose stories one notices it */
  readonly noticedBy: string;
};

const sealed = 'that takes what is sealed to it';
const ignoresSealed = 'that ignores what is sealed to it';
const told = 'that is told, where the broker counts who is in';
const ignores = 'that ignores what it is told';
const typed = 'into which it is typed, where the broker counts';
const silent = 'into which it is typed, and of which nobody tells';

export const runnerMutations: readonly RunnerMutation[] = [
  {
    file: 'run.ts',
    from: 'const isFresh = steady() - readAt < freshMs;',
    to: 'const isFresh = true;',
    why: 'acts on what it read before its tab slept',
    noticedBy: ignoresSealed,
  },
  {
    file: 'run.ts',
    from: '      if (signal.aborted) break;\n',
    to: '',
    why: 'does one thing more though the administrator was signed out',
    noticedBy: sealed,
  },
  {
    file: 'run.ts',
    from: '    attention.hold(rotation);\n',
    to: '',
    why: 'does not know that it has the password, and takes back what it has made',
    noticedBy: sealed,
  },
  {
    file: 'run.ts',
    from: '${nextLetter(account, replaces.username)}',
    to: 'b',
    why: 'replaces a password once, and never again',
    noticedBy: sealed,
  },
  {
    file: 'run.ts',
    from: '      clientId: replaces.clientId,',
    to: '      clientId: null,',
    why: 'lets anybody use the new account',
    noticedBy: sealed,
  },
  {
    file: 'run.ts',
    from: "    if (act.outcome !== 'refused') attention.told(); // an answer that is lost does not untell it\n",
    to: '',
    why: 'tells a device again and again, and never takes back what it does not take',
    noticedBy: ignores,
  },
  {
    file: 'run.ts',
    from: '    handed = isShown ? nextOf(facts) : null;',
    to: '    handed = nextOf(facts);',
    why: 'shows a password before it is written down that somebody may know it',
    noticedBy: typed,
  },
  {
    file: 'port-over-broker.ts',
    from: ' || steady() - askedAt >= freshMs',
    to: '',
    why: 'deletes by what it read before it asked, at length, for certificates: the account of the next change',
    noticedBy: sealed,
  },
  {
    file: 'port-over-broker.ts',
    from: 'proofs.get(letter) === rotation',
    to: 'proofs.has(letter)',
    why: 'takes a proof of an earlier rotation for one of this',
    noticedBy: sealed,
  },
  {
    file: 'port-over-broker.ts',
    from: 'offer: stands?.rotation ?? null,',
    to: 'offer: null,',
    why: 'does not see that its offer stands, and takes back what a device is about to take',
    noticedBy: sealed,
  },
  {
    file: 'port-over-broker.ts',
    from: 'witness.isSeenAs(username) : counted > 0;',
    to: 'witness.isSeenAs(username) : counted >= 0;',
    why: 'takes an account that is there for a device that is in with it',
    noticedBy: told,
  },
  {
    file: 'port-over-broker.ts',
    from: "for (const topic of [offers, proof('a'), proof('b')]) {",
    to: 'for (const topic of [offers]) {',
    why: 'leaves proofs at the broker',
    noticedBy: sealed,
  },
  {
    file: 'port-over-broker.ts',
    from: 'actOf(await authority.setDisabled(username, true))',
    to: 'actOf(await authority.setDisabled(username, false))',
    why: 'never switches the old log-in off',
    noticedBy: sealed,
  },
  {
    file: 'port-over-broker.ts',
    from: "      return mark.outcome === 'done' ? actOf(await authority.remove({ register: decision(rotation) })) : mark;",
    to: '      return mark;',
    why: 'leaves its decisions in the account database for ever',
    noticedBy: sealed,
  },
  {
    file: 'port-over-broker.ts',
    from: '      isBlind: (used === null || (!used.isFresh && held === null)) && !tellsWho,',
    to: '      isBlind: false,',
    why: 'asks nobody where only a person can tell',
    noticedBy: silent,
  },
  {
    file: 'port-over-broker.ts',
    from: 'nextSequence(clock(), topics.offer?.sequence ?? null, topics.lastSequence);',
    to: '1;',
    why: 'numbers its offers so that a device takes the first one alone',
    noticedBy: sealed,
  },
];
