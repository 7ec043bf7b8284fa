import type { PersonWord, Rotation } from '@/core/log-ins/rotation';

import type { NewLogin } from '@/core/log-ins/login-change';

import { rotationTimeLeft } from '../time-left/rotation-time-left';
import { openAttention } from './attention';
import { decide, freshMs, noteOf, quietMs, type Action, type Memory, type Way } from './decide';
import { isDecided, isHandedOver, nextLetter, standingOf, type Facts, type Mark, type Slot } from './facts';
import { asksOf, noSteps, outcomeOf, stepsOf, stoppedSteps } from './progress';
import { openRepeats } from './repeats';
import { sentenceOf, type Situation } from './words';

/** How an act went. `unanswered`: nobody knows; the facts will tell. `refused`: it will never go, and why. */
export type Act = { readonly outcome: 'done' | 'unanswered' } | RefusedAct;
export type RefusedAct = { readonly outcome: 'refused'; readonly why: string };

/** All that a rotation does in the world. Each act is idempotent, none throws, and each answers within 10 s. */
export type RotationPort = {
  /** null: the broker does not answer now; `refused`: nobody who may do no more will ever see */
  observe(device: string): Promise<Facts | RefusedAct | null>;
  create(slot: NewSlot): Promise<Act>;
  /** makes the role too where it is missing */
  grant(username: string, role: string): Promise<Act>;
  /** write-once: what stands there already is no failure */
  mark(device: string, rotation: string, value: Mark): Promise<Act>;
  decide(device: string, rotation: string, value: 'commit' | 'abort'): Promise<Act>;
  handOver(login: HandedLogin): Promise<Act>;
  disable(username: string): Promise<Act>;
  enable(username: string): Promise<Act>;
  /** deletes the decision alone */
  reconsider(device: string, rotation: string): Promise<Act>;
  remove(username: string): Promise<Act>;
  /** takes the retained offer and proofs back */
  clear(device: string): Promise<Act>;
  /** deletes the registers of a rotation that is over */
  forget(device: string, rotation: string): Promise<Act>;
  /** resolves when the facts may have changed, at the latest after `ms` */
  change(ms: number): Promise<void>;
};

export type NewSlot = {
  readonly username: string;
  readonly password: string;
  readonly clientId: string | null;
  readonly note: string;
};

export type HandedLogin = {
  readonly device: string;
  readonly rotation: string;
  readonly username: string;
  readonly password: string;
};

export type RotationSubject = {
  /** its name among the accounts (`deviceOf`) */
  readonly account: string;
  readonly device: Rotation['device'];
  /** as people call it */
  readonly name: string;
  /** the same inside a sentence */
  readonly spokenName: string;
  readonly way: Way;
};

export type RotationOptions = {
  readonly subject: RotationSubject;
  readonly wish: Memory['wish'];
  readonly port: RotationPort;
  /** who does it, for the description of the new account */
  readonly by: string;
  /** ms since the epoch, for the eye only */
  readonly clock: () => number;
  /** ms since anything, never set right: what patience is measured with */
  readonly steady: () => number;
  /** at least 128 bits, each time another */
  readonly newPassword: () => string;
  readonly newRotation: () => string;
  /** what an earlier run of this browser left when it was stopped; null: nothing */
  readonly left: LeftPassword | null;
  readonly onProgress: (rotation: Rotation) => void;
  /** what others like it took in this visit, ms; null: there was none */
  readonly usualMs: () => number | null;
  readonly signal: AbortSignal;
};

/** The new password of a rotation that was stopped for good: it is nowhere else, and whoever starts again goes on with it. */
export type LeftPassword = { readonly rotation: string; readonly password: string };

export type RunningRotation = {
  /** resolves with how it ended; never rejects */
  readonly ended: Promise<Rotation>;
  /** takes it back where that is still possible */
  rollBack(): void;
  /** what a person says, if it is asked for at the moment */
  say(word: PersonWord): void;
  /** the new log-in, for a person who types it in; null: this browser does not have it, or nobody is to see it now */
  reveal(): NewLogin | null;
  /** what was stopped for good can be gone on with from here; null: it was not, or this browser does not have the password */
  left(): LeftPassword | null;
};

const pollMs = 2_000;

/** Carries one rotation on, from wherever it stands, until it ends or `signal` aborts. */
export function runRotation(options: RotationOptions): RunningRotation {
  const { subject, port, steady, signal } = options;
  const { account, device, name, spokenName, way } = subject;
  const attention = openAttention(way, options.wish, steady);
  const repeats = openRepeats();
  let password = options.left?.password ?? null;
  if (options.left !== null) attention.hold(options.left.rotation);
  let left: LeftPassword | null = null;
  /** what stopped it may stand still, and a hand-over would not notice */
  let isDoubted = options.left !== null;
  /** the account whose password a person may see now */
  let handed: string | null = null;
  let calledOff = false;
  /** how often in a row the facts were too old when they came */
  let late = 0;
  const begunAt = steady();
  let last: Rotation = {
    id: '',
    account,
    device,
    name,
    way,
    startedAt: options.clock(),
    steps: noSteps,
    outcome: null,
    sentence: 'Reading what the broker knows of this log-in.',
    asks: [],
    shows: false,
    timeLeft: null,
    where: 'here',
  };

  function tell(part: Partial<Rotation>): void {
    last = { ...last, ...part };
    options.onProgress(last);
  }

  function tellOf(facts: Facts, action: Action): void {
    const { present, keepsOld: keptOld, isBlind } = facts;
    const mark = markOf(facts);
    const { holds, rotation, tellings, unchangedMs } = attention.memory;
    const isShown = action.do === 'wait' && action.for === 'person' && holds !== null && holds === rotation;
    handed = isShown ? nextOf(facts) : null;
    const situation = {
      name: spokenName,
      way,
      action,
      present,
      calledOff,
      keptOld,
      mark,
      isToldNoMore: (mark === 'told' || mark === 'sent') && isDecided(facts),
      isQuiet: unchangedMs >= quietMs,
      isAskable: facts.isAskable,
      wasToldAgain: tellings > 1,
      isElsewhere: holds !== rotation,
      isBlind,
      wasBegun: rotation !== null,
    };
    tell({
      asks: asksOf(facts, attention.memory, action),
      shows: handed !== null,
      id: attention.memory.rotation ?? '',
      steps: stepsOf(facts, attention.memory, action),
      outcome: outcomeOf(action),
      timeLeft: rotationTimeLeft(facts, attention.memory, action, {
        sinceMs: steady() - begunAt,
        usualMs: options.usualMs(),
      }),
      sentence: late > 1 ? tooSlow : sentenceOf({ ...situation, isShown }),
    });
  }

  async function run(): Promise<Rotation> {
    while (!signal.aborted) {
      const readAt = steady();
      const facts = await port.observe(account);
      if (signal.aborted) break;
      if (facts === null) {
        // what the device keeps at the broker is heard first, which takes no broker long and a slow line some seconds
        const isBeginning = last.id === '' && steady() - begunAt < freshMs;
        tell({ sentence: isBeginning ? last.sentence : noAnswer, timeLeft: null });
        await port.change(pollMs);
        continue;
      }
      if ('outcome' in facts) return stop(facts.why);
      attention.see(facts);
      const action = decide(facts, attention.memory);
      const isFresh = steady() - readAt < freshMs;
      late = isFresh || action.do === 'wait' ? 0 : late + 1;
      tellOf(facts, action);
      if (action.do === 'end') return last;
      if (action.do === 'wait' || (isFresh && !repeats.isNew(action, facts))) {
        await port.change(pollMs);
        repeats.waited();
      } else if (isFresh) {
        const act = (await confirm(facts)) ?? (await perform(action));
        if (signal.aborted) break; // whoever left is told nothing more of it
        if (act.outcome === 'refused') return stop(act.why);
      }
    }
    return last;
  }

  /** It will never go on, and nothing that the last wait asked or showed can be meant any more. */
  function stop(why: string): Rotation {
    handed = null;
    const { holds } = attention.memory;
    left = holds === null || password === null ? null : { rotation: holds, password };
    tell({
      outcome: 'stopped',
      steps: stoppedSteps(last.steps),
      sentence: why,
      timeLeft: null,
      asks: [],
      shows: false,
    });
    return last;
  }

  /**
   * Of what was stopped before, the new log-in is switched on once more, which changes nothing and has the broker write its
   * accounts: no device is told a password that the next start of the broker forgets. null: go on.
   */
  async function confirm({ slots }: Facts): Promise<Act | null> {
    const standing = standingOf(slots);
    if (!isDoubted || standing.type !== 'two' || !standing.next.enabled) return null;
    const act = await port.enable(standing.next.username);
    isDoubted = act.outcome !== 'done';
    return isDoubted ? act : null;
  }

  function perform(action: Exclude<Action, { do: 'wait' | 'end' }>): Promise<Act> {
    switch (action.do) {
      case 'create':
        return create(action.replaces);
      case 'grant':
        return port.grant(action.username, action.role);
      case 'mark':
        return port.mark(account, action.rotation, action.value);
      case 'hand-over':
        return handOver(action.next, action.rotation);
      case 'decide':
        return port.decide(account, action.rotation, action.value);
      case 'disable':
        return port.disable(action.username);
      case 'enable':
        return port.enable(action.username);
      case 'reconsider':
        return port.reconsider(account, action.rotation);
      case 'remove':
        return port.remove(action.username);
      case 'clear':
        return port.clear(account);
      case 'forget':
        return port.forget(account, action.rotation);
    }
  }

  function create(replaces: Slot): Promise<Act> {
    const rotation = options.newRotation();
    password = options.newPassword();
    attention.hold(rotation);
    return port.create({
      username: `${account}.${nextLetter(account, replaces.username)}`,
      password,
      clientId: replaces.clientId,
      note: noteOf(rotation, replaces, options.by, options.clock()),
    });
  }

  async function handOver({ username }: Slot, rotation: string): Promise<Act> {
    if (password === null) return { outcome: 'unanswered' }; // `holds` says that it is there
    const act = await port.handOver({ device: account, rotation, username, password });
    if (act.outcome !== 'refused') attention.told(); // an answer that is lost does not untell it
    return act;
  }

  return {
    ended: run().finally(() => (password = handed = null)),
    rollBack() {
      calledOff = true;
      attention.wishBack();
    },
    say(word) {
      if (!last.asks.includes(word)) return;
      if (word === 'not-typed' || word === 'not-taken') calledOff = true;
      attention.say(word);
    },
    left: () => left,
    reveal: () => (handed === null || password === null ? null : { username: handed, password }),
  };
}

/** How somebody may have learnt the new password; null: nobody has. */
function markOf({ slots, marks }: Facts): Situation['mark'] {
  const standing = standingOf(slots);
  const mark = standing.type === 'two' ? marks.get(standing.rotation) : undefined;
  return isHandedOver(mark) ? mark : null;
}

/** The account that is to be used from now on. */
function nextOf({ slots }: Facts): string | null {
  const standing = standingOf(slots);
  return standing.type === 'two' ? standing.next.username : null;
}

/** Once is a tab that slept; each time is a line on which nothing can be done. */
const tooSlow =
  'The broker takes too long to answer for a change to be safe. Nothing is changed until it answers sooner; what works goes on working. Or sign in where the connection is better: it is carried on there.';
const noAnswer = 'The broker does not answer. What was done is safe, and it goes on as soon as the broker is back.';
