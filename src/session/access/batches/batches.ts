import { toBase64Url } from '@/core/base64';
import type { AccessRow } from '@/credentials/access-rows';
import type { Listed } from '@/credentials/authority/authority';
import { nextStep, partsOf, type BatchPart } from '@/credentials/batch/batch';
import {
  batchRegister,
  failureRegister,
  standingBatch,
  writeBatchNote,
  type StandingBatch,
} from '@/credentials/batch/batch-register';
import type { Home } from '@/core/home';

import type { Office } from '../admin';
import type { BatchAnswer, BatchQuestions, BatchState } from './batch-questions';
import type { Answerers } from '../../protocol';
import type { Rotations } from '../rotations/rotations';
import { batchAnswer, type ReadBatch } from './batch-answer';
import { openBatchMemory } from './batch-memory';
import { clearBatch } from './batch-registers';
import { failureWords } from '../failure-words';
import type { DoneAnswer } from '../people/people-questions';
import { refused, signInFirst, unanswered } from '../refused';
import { openWaiting, pause } from '../waiting';

type Parts = {
  readonly home: Home;
  readonly office: () => Office | null;
  /** what may be done about the password of each account; null: the broker did not answer */
  readonly rowsOf: (office: Office, listed: Listed) => Promise<readonly AccessRow[] | null>;
  /** is there a backup of all accounts as they are? false also where nobody knows */
  readonly isBackedUp: (office: Office) => Promise<boolean>;
  /** one was begun without, because a person said so */
  readonly onWithoutBackup: (office: Office) => void;
  readonly rotations: Pick<Rotations, 'start' | 'whenEnded' | 'running' | 'took'>;
  /** ms since the epoch, for the note of when it was begun */
  readonly clock: () => number;
  /** ms since anything, never set right: what patience is measured with */
  readonly steady: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

export type Batches = {
  readonly answers: Answerers<keyof BatchQuestions>;
  /** the home, or a rotation, has changed: an absent device may be there */
  wake(): void;
  stop(): void;
  /** one goes on in this browser */
  readonly isBusy: boolean;
};

/** how long one device may keep all the others waiting */
const patienceMs = 3 * 60_000;
const lookAgainMs = 5_000;
const done = { outcome: 'done' } as const;
/**
 * Mosquitto before 2.0.16 may lose its account file when it is killed while it writes. Waiting within one rotation makes none
 * of its six writes safer; a home that is rotated in one go is left in peace in between (CREDENTIALS.md, finding 1).
 */
const restMs = 2_000;

/** Replaces every password, one device after the other, for as long as an administrator is signed in here. */
export function openBatches(parts: Parts): Batches {
  const { home, office, rowsOf, isBackedUp, onWithoutBackup, rotations, clock, steady, randomBytes } = parts;
  let state: BatchState = 'idle';
  /** counts the runs, so that one that was paused ends */
  let turn = 0;
  let isBeginning = false;
  let rest: Promise<void> = Promise.resolve();
  const memory = openBatchMemory(patienceMs, steady);
  const { wake, change } = openWaiting();

  async function read(mine: Office): Promise<ReadBatch | null> {
    const listed = await mine.authority.list(null);
    if (listed.outcome === 'failed') return null;
    const rows = await rowsOf(mine, listed);
    if (rows === null) return null;
    const batch = standingBatch(listed.registers);
    memory.turnTo(batch);
    const parts = partsOf({
      note: batch?.note ?? null,
      rows,
      devices: home.devices,
      running: rotations.running(),
      failed: batch === null ? new Map() : memory.failed(batch),
      replaced: batch === null ? new Set() : memory.replaced,
    });
    return { batch, parts };
  }

  async function tell(): Promise<BatchAnswer> {
    const mine = office();
    if (mine === null) return { outcome: 'closed' };
    const found = await read(mine);
    if (found === null) return { outcome: 'unanswered' };
    return batchAnswer(found, {
      state,
      memory,
      devices: home.devices,
      took: rotations.took(),
      patienceMs,
      restMs: restOf(mine),
    });
  }

  async function run(mine: Office, own: number): Promise<void> {
    const isMine = () => own === turn && office() === mine;
    while (isMine()) {
      const found = await read(mine);
      if (!isMine()) return;
      if (found === null) await change(lookAgainMs);
      else if (found.batch === null) return end(own);
      else if (!(await goOn(mine, found.batch, found.parts, isMine))) return;
    }
  }

  /** One step; false: there is nothing more to do here. */
  async function goOn(
    mine: Office,
    batch: StandingBatch,
    parts: readonly BatchPart[],
    isMine: () => boolean,
  ): Promise<boolean> {
    if (memory.hasNews(batch)) {
      state = 'stopped';
      return false;
    }
    memory.look(parts);
    const step = nextStep(parts, memory.passed);
    switch (step.do) {
      case 'end':
        await clearBatch(mine.authority);
        if (isMine()) state = 'idle';
        return false;
      case 'wait':
        state = 'waiting';
        await change(lookAgainMs);
        return true;
      case 'rotate':
        await rest;
        if (!isMine()) return false;
        state = 'running';
        await rotate(mine, batch, step.part);
        return true;
    }
  }

  async function rotate(mine: Office, batch: StandingBatch, { username, account }: BatchPart): Promise<void> {
    const started = await rotations.start(username);
    // the broker does not answer, or somebody is at it already: that says nothing of the device
    if (started.outcome === 'refused') return change(lookAgainMs);
    const ended = rotations.whenEnded(account).then(async (rotation) => {
      rest = pause(restOf(mine));
      if (rotation?.outcome === 'replaced') memory.replace(account, batch);
      else if (rotation !== null) await fail(mine, account, rotation.sentence);
      else memory.pass(account); // stopped with the administrator, or carried on in another way
    });
    const late = pause(patienceMs).then(() => 'late');
    if ((await Promise.race([ended, late])) === 'late') memory.pass(account);
  }

  /** Written down beside the batch that stands now: the one in which this was begun may have been ended meanwhile. */
  async function fail(mine: Office, account: string, why: string): Promise<void> {
    memory.fail(account, why);
    let found = await read(mine);
    for (; found === null && office() === mine; found = await read(mine)) await pause(lookAgainMs);
    memory.fail(account, why); // which another batch has made forget
    if (found?.batch) await mine.authority.register(failureRegister(found.batch.id, account), why);
    wake();
  }

  const isGoing = () => state === 'running' || state === 'waiting';

  function end(own: number): void {
    if (own === turn) state = 'idle';
  }

  /** Whoever pauses it while this still asks the broker has paused it. */
  async function begin(mine: Office, withoutBackup = false): Promise<DoneAnswer> {
    const own = ++turn;
    state = 'running';
    isBeginning = true;
    const answer = await makeSure(mine, withoutBackup).finally(() => (isBeginning = false));
    if (own !== turn) return done;
    if (answer.outcome === 'done') void run(mine, own);
    else end(own);
    return answer;
  }

  /** There is a batch to go on with; else why there is none. */
  async function makeSure(mine: Office, withoutBackup: boolean): Promise<DoneAnswer> {
    const found = await read(mine);
    if (found === null) return unanswered;
    if (found.batch !== null) {
      memory.seen(found.batch);
      return done;
    }
    if (!withoutBackup && !(await isBackedUp(mine)))
      return refused('Make a backup of the accounts first, or go on without one.');
    const note = writeBatchNote({ at: clock(), by: mine.username });
    const made = await mine.authority.register(batchRegister(toBase64Url(randomBytes(6))), note);
    if (made.outcome === 'failed') return refused(failureWords(made.failure));
    if (withoutBackup) onWithoutBackup(mine);
    return done;
  }

  function leave(): void {
    turn += 1;
    state = 'idle';
    wake();
  }

  async function whileOpen(act: (mine: Office) => Promise<DoneAnswer>): Promise<DoneAnswer> {
    const mine = office();
    return mine === null ? signInFirst : act(mine);
  }

  return {
    answers: {
      batch: tell,
      goOnWithBatch: ({ withoutBackup }) =>
        whileOpen(async (mine) => {
          const asked = turn;
          if (isBeginning) return done;
          // another browser may have ended it while one is under way here
          const goesOn = isGoing() && (await read(mine))?.batch !== null;
          return !goesOn && asked === turn ? begin(mine, withoutBackup) : done;
        }),
      pauseBatch() {
        leave();
        return null;
      },
      retryInBatch: ({ account }) =>
        whileOpen(async (mine) => {
          const asked = turn;
          const found = await read(mine);
          if (found === null) return unanswered;
          if (found.batch === null) return done;
          const removed = await mine.authority.remove({ register: failureRegister(found.batch.id, account) });
          if (removed.outcome === 'failed') return refused(failureWords(removed.failure));
          memory.retry(account);
          if (!isGoing() && asked === turn) return begin(mine); // nobody has paused it meanwhile
          wake();
          return done;
        }),
      endBatch: () =>
        whileOpen(async (mine) => {
          leave();
          return clearBatch(mine.authority);
        }),
    },
    wake,
    stop: leave,
    get isBusy() {
      return state === 'running';
    },
  };
}

/** how long this broker is left in peace between two devices, ms */
function restOf({ warnings }: Office): number {
  return warnings.includes('loses-accounts-in-a-crash') ? restMs : 0;
}
