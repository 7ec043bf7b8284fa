import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { Unreadable, UpdatePlan } from '@/core/firmware/update-plan';
import type { PublishResult } from '@/broker/broker';
import { keyOf } from '@/firmware/plan-merge';
import { isRunner } from '@/firmware/runner';

/** a broker hands out what it took within the second; a phone in the cellar takes longer */
const echoPatienceMs = 20_000;

type Parts = {
  readonly me: string;
  /** null: nobody else is to know the plan */
  readonly share: (plan: UpdatePlan) => Promise<PublishResult> | null;
  /** false: an MQTT 3.1.1 broker takes what it then drops, so only what it hands out again was taken */
  readonly tellsRefusals: () => boolean;
  /** the broker has our word that we carry the plan out */
  readonly onTaken: () => void;
  /** `isUnsaid`: ordered here, and nobody else knows it */
  readonly onRefused: (isUnsaid: (task: FirmwareTask) => boolean) => void;
};

/** What this session says of the plan, and whether the broker takes it: two who do not know of each other would begin the same. */
export type PlanWord = {
  say(plan: UpdatePlan): void;
  /** `plan` came from the broker, maybe as our own word */
  hear(plan: UpdatePlan): void;
  /** ordered here, and not known yet whether the broker takes it */
  ordered(tasks: readonly FirmwareTask[]): void;
  /** the broker has taken our word for that turn */
  isKnown(turn: number): boolean;
  readonly isRefused: boolean;
  /** why the plan that is there cannot be read, and so is not overwritten either; null: it can, or there is none */
  readonly unreadable: Unreadable | null;
  hearUnreadable(why: Unreadable): void;
  /** there is no plan any more */
  hearNone(): void;
  /** other rights come with another connection; what is still to come of the one before counts no more */
  connected(): void;
  forget(): void;
};

export function openPlanWord({ me, share, tellsRefusals, onTaken, onRefused }: Parts): PlanWord {
  let knownTurn: number | null = null;
  let saidTurn: number | null = null;
  let isRefused = false;
  let unreadable: Unreadable | null = null;
  /** counts connections, and homes */
  let visit = 0;
  let echoTimer: ReturnType<typeof setTimeout> | null = null;
  const unsaid = new Set<string>();

  const turnIn = (plan: UpdatePlan) => (isRunner(plan, me) ? (plan.runner?.turn ?? null) : null);

  function taken(turn: number | null): void {
    if (echoTimer !== null) clearTimeout(echoTimer);
    echoTimer = null;
    unsaid.clear();
    if (turn === null || turn <= (knownTurn ?? 0)) return;
    knownTurn = turn;
    onTaken();
  }

  function refuse(): void {
    if (isRefused) return;
    begin();
    isRefused = true;
    const before = new Set(unsaid);
    unsaid.clear();
    onRefused((task) => before.has(keyOf(task)));
  }

  function begin(): void {
    visit += 1;
    if (echoTimer !== null) clearTimeout(echoTimer);
    echoTimer = null;
    isRefused = unreadable !== null;
  }

  function ended(result: PublishResult, turn: number | null): void {
    if (result.outcome === 'refused') return result.reason === 'not-authorised' ? refuse() : undefined;
    if (tellsRefusals()) return taken(turn);
    const isNews = unsaid.size > 0 || (turn !== null && turn > (knownTurn ?? 0));
    if (isNews) echoTimer ??= setTimeout(refuse, echoPatienceMs);
  }

  function readable(): void {
    if (unreadable === null) return;
    unreadable = null;
    isRefused = false;
  }

  return {
    say(plan) {
      if (unreadable !== null) return;
      const turn = turnIn(plan);
      saidTurn = turn;
      const result = share(plan);
      if (result === null) return taken(turn);
      const mine = visit;
      void result.then((told) => {
        if (mine === visit) ended(told, turn);
      });
    },
    hear(plan) {
      readable();
      if (isRefused || tellsRefusals()) return;
      // who took the plan over since had our word before him
      const isTurnKnown = saidTurn === null || (plan.runner?.turn ?? 0) >= saidTurn;
      const known = new Set(plan.tasks.map(keyOf));
      if (isTurnKnown && [...unsaid].every((key) => known.has(key))) taken(turnIn(plan));
    },
    get unreadable() {
      return unreadable;
    },
    hearUnreadable(why) {
      unreadable = why;
      refuse();
    },
    hearNone: readable,
    ordered(tasks) {
      for (const task of tasks) unsaid.add(keyOf(task));
    },
    isKnown: (turn) => turn === knownTurn,
    get isRefused() {
      return isRefused;
    },
    connected: begin,
    forget() {
      unreadable = null;
      begin();
      knownTurn = null;
      saidTurn = null;
      unsaid.clear();
    },
  };
}
