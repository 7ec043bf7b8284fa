import { toBase64Url } from '@/core/base64';
import type { Rotation } from '@/core/rotation';
import { accessRows } from '@/credentials/access-rows';
import { nextStep, partsOf, progressOf, type BatchPart } from '@/credentials/batch/batch';
import {
  batchRegister,
  failureRegister,
  registersOf,
  standingBatch,
  writeBatchNote,
  type StandingBatch,
} from '@/credentials/batch/batch-register';
import { batchSentence } from '@/credentials/batch/batch-words';
import type { Listed } from '@/credentials/authority/authority';
import type { Home } from '@/core/home';

import type { Office } from './admin';
import type { BatchAnswer, BatchQuestions, BatchState } from './batch-questions';
import type { Answerers } from '../protocol';
import type { Rotations } from './rotations';
import { openWaiting } from './waiting';

type Parts = {
  readonly home: Home;
  readonly office: () => Office | null;
  readonly rotations: Pick<Rotations, 'start' | 'whenEnded' | 'running'>;
  readonly clock: () => number;
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
/**
 * Mosquitto before 2.0.16 may lose its account file when it is killed while it writes. Waiting within one rotation makes none
 * of its six writes safer; a home that is rotated in one go is left in peace in between (CREDENTIALS.md, finding 1).
 */
const restMs = 2_000;

/** Replaces every password, one device after the other, for as long as an administrator is signed in here. */
export function openBatches({ home, office, rotations, clock, randomBytes }: Parts): Batches {
  let state: BatchState = 'idle';
  /** counts the runs, so that one that was paused ends */
  let turn = 0;
  /** devices that are not waited for any more: they were told, and are silent */
  const passed = new Set<string>();
  const replaced = new Set<string>();
  const { wake, change } = openWaiting();

  type Read = { readonly listed: Listed; readonly batch: StandingBatch | null; readonly parts: readonly BatchPart[] };

  async function read(mine: Office): Promise<Read | null> {
    const listed = await mine.authority.list();
    if (listed.outcome === 'failed') return null;
    const batch = standingBatch(listed.registers);
    const parts = partsOf({
      note: batch?.note ?? null,
      rows: accessRows(listed.accounts, new Map(), home.devices.values(), mine.username),
      devices: home.devices,
      running: rotations.running(),
      failed: batch?.failed ?? new Map(),
      replaced,
    });
    return { listed, batch, parts };
  }

  async function tell(): Promise<BatchAnswer> {
    const mine = office();
    if (mine === null) return { outcome: 'closed' };
    const found = await read(mine);
    if (found === null) return { outcome: 'unanswered' };
    const { batch, parts } = found;
    const sentence = batchSentence(state, parts);
    return {
      outcome: 'told',
      batch: batch === null ? null : { ...batch.note, state, sentence },
      parts,
      ...progressOf(parts),
      wantsCopy: isCareful(mine),
    };
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
    { id }: StandingBatch,
    parts: readonly BatchPart[],
    isMine: () => boolean,
  ): Promise<boolean> {
    const step = nextStep(parts, passed);
    switch (step.do) {
      case 'end':
        await clear(mine);
        end(turn);
        return false;
      case 'wait':
        state = 'waiting';
        await change(lookAgainMs);
        return true;
      case 'rotate': {
        state = 'running';
        const ended = await rotate(step.part);
        if (isCareful(mine)) await pause(restMs);
        if (ended === 'silent') passed.add(step.part.account);
        else if (ended === null) replaced.add(step.part.account);
        else if (ended !== null) {
          await mine.authority.register(failureRegister(id, step.part.account), ended);
          if (isMine()) state = 'stopped';
          return false;
        }
        return true;
      }
    }
  }

  /** null: it has its new password; `silent`: it was told and is not heard; else why it did not take it. */
  async function rotate({ username, account }: BatchPart): Promise<string | null> {
    const started = await rotations.start(username);
    if (started.outcome === 'refused') return started.reason;
    const ended: Rotation | 'late' | null = await Promise.race([
      rotations.whenEnded(account),
      new Promise<'late'>((resolve) => void setTimeout(() => resolve('late'), patienceMs)),
    ]);
    if (ended === 'late') return 'silent';
    if (ended === null) return 'silent'; // stopped with the administrator, or carried on in another way
    return ended.outcome === 'replaced' ? null : ended.sentence;
  }

  async function clear(mine: Office): Promise<void> {
    const listed = await mine.authority.list();
    const batch = listed.outcome === 'failed' ? null : standingBatch(listed.registers);
    if (listed.outcome === 'failed' || batch === null) return;
    for (const name of registersOf(batch.id, listed.registers)) await mine.authority.unregister(name);
  }

  function end(own: number): void {
    if (own === turn) state = 'idle';
  }

  async function begin(mine: Office): Promise<void> {
    const found = await read(mine);
    if (found === null) return;
    if (found.batch === null) {
      const note = writeBatchNote({ at: clock(), by: mine.username });
      const made = await mine.authority.register(batchRegister(toBase64Url(randomBytes(6))), note);
      if (made.outcome === 'failed') return;
      replaced.clear();
      passed.clear();
    }
    state = 'running';
    void run(mine, ++turn);
  }

  function leave(): void {
    turn += 1;
    state = 'idle';
    wake();
  }

  async function whileOpen(act: (mine: Office) => Promise<void>): Promise<null> {
    const mine = office();
    if (mine !== null) await act(mine);
    return null;
  }

  return {
    answers: {
      batch: tell,
      goOnWithBatch: () =>
        whileOpen((mine) => (state === 'running' || state === 'waiting' ? tellNothing() : begin(mine))),
      pauseBatch() {
        leave();
        return null;
      },
      retryInBatch: ({ account }) =>
        whileOpen(async (mine) => {
          const found = await read(mine);
          if (!found?.batch) return;
          await mine.authority.unregister(failureRegister(found.batch.id, account));
          passed.delete(account);
          await begin(mine);
        }),
      endBatch: () =>
        whileOpen(async (mine) => {
          leave();
          await clear(mine);
        }),
    },
    wake,
    stop: leave,
    get isBusy() {
      return state === 'running';
    },
  };
}

const tellNothing = () => Promise.resolve();
const isCareful = ({ warnings }: Office) => warnings.includes('loses-accounts-in-a-crash');

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
