import type { CodeOutcome, CodeStep, CodeStepName } from '@/core/codes/code-owner';
import { isTaken, type CodeCommand } from '@/core/codes/lock-code';
import type { RotationStepState } from '@/core/log-ins/rotation';

import { askUntil, isFresh, patience, slotOf, type CodePort } from './code-port';
import { findPlace } from './find-place';

/** What is wanted of one lock. `avoid`: places that belong to somebody by what people wrote down. */
export type CodeOrder =
  | { readonly act: 'add'; readonly code: NewCode; readonly avoid: ReadonlySet<number> }
  | {
      readonly act: 'change';
      readonly old: number;
      readonly code: NewCode;
      readonly avoid: ReadonlySet<number>;
      /** the person knows that there is no free place, and takes the risk */
      readonly inPlace: boolean;
    }
  | { readonly act: 'remove'; readonly old: number };
type NewCode = { readonly digits: string; readonly name: string; readonly until: number | null };

export type CodeResult = {
  readonly outcome: CodeOutcome;
  /** where the new code stands */
  readonly slot: number | null;
  /** the lock's own word for its no */
  readonly why: string | null;
};

/** the same code in the same place may be sent again, for a message or an answer may be lost */
const tries = 2;
const givenMs = 12_000;

/**
 * Changes one code in two places: the new one is set in a free place and read back, and only then the old one is taken out
 * (CREDENTIALS.md, section 4). At every moment, and whatever is lost, one of the two works. A silent no shows in that the
 * place stays empty.
 */
export async function changeCode(
  port: CodePort,
  order: CodeOrder,
  onSteps: (steps: readonly CodeStep[]) => void,
): Promise<CodeResult> {
  let steps = stepsOf(order);

  function step(name: CodeStepName, state: RotationStepState): void {
    steps = steps.map((one) => (one.name === name ? { name, state } : one));
    onSteps(steps);
  }

  function fail(name: CodeStepName, outcome: CodeOutcome, why: string | null = null): CodeResult {
    step(name, 'failed');
    return { outcome, slot: null, why };
  }

  async function add({ code, avoid }: Exclude<CodeOrder, { act: 'remove' }>): Promise<CodeResult> {
    const left = new Set(avoid);
    for (;;) {
      step('find', 'in-progress');
      const place = await findPlace(port, left);
      if (typeof place === 'string') return fail('find', place);
      if (place.slot !== null && !(await port.claim(place.slot))) {
        left.add(place.slot);
        continue;
      }
      step('find', 'done');
      return place.slot === null ? addGiven(port, code, step, fail) : set(place.slot, code);
    }
  }

  async function doubt(slot: number): Promise<CodeResult> {
    await port.dispute(slot);
    return fail('check', 'doubtful');
  }

  async function set(slot: number, { digits, name, until }: NewCode): Promise<CodeResult> {
    const command: CodeCommand = { type: 'set-code', slot, code: digits, name, until };
    const began = port.clock();
    step('write', 'in-progress');
    let wasSent = false;
    for (let attempt = 0; attempt < tries && !port.signal.aborted; attempt++) {
      if (wasSent && !(await port.claim(slot))) return doubt(slot);
      if (!(await port.send(command))) continue;
      if (!wasSent) step('write', 'done');
      wasSent = true;
      step('check', 'in-progress');
      const isOver = () => isThere() || port.refusalSince(began) !== null;
      await askUntil(port, slot, isOver, patience.answerMs / (attempt + 1));
      if (isThere()) {
        // whoever claimed it over us did so before he looked whether it is free, and that is heard by now
        if (!(await port.claim(slot))) return doubt(slot);
        step('check', 'done');
        return { outcome: 'done', slot, why: null };
      }
      const why = port.refusalSince(began);
      if (why !== null) return fail('check', 'refused', why);
    }
    if (!wasSent) return fail('write', 'unsent');
    if (isFresh(slotOf(port, slot), began)) return fail('check', 'refused');
    // it may hear it late: whatever it does then is undone, as far as that can be said now
    if (!(await port.claim(slot))) return doubt(slot);
    await port.send({ type: 'remove-code', slot });
    return fail('check', 'unanswered');

    function isThere(): boolean {
      const told = slotOf(port, slot);
      return isFresh(told, began) && told.use === 'used';
    }
  }

  /** There is no proof but the lock's own word that the code of this very place was changed. */
  async function replace(slot: number, { digits, name, until }: NewCode): Promise<CodeResult> {
    const began = port.clock();
    step('write', 'in-progress');
    if (!(await port.claim(slot))) return fail('write', 'taken');
    if (!(await port.send({ type: 'set-code', slot, code: digits, name, until }))) return fail('write', 'unsent');
    step('write', 'done');
    step('check', 'in-progress');
    const isChanged = () => (slotOf(port, slot)?.changedAt ?? 0) >= began;
    await askUntil(port, slot, () => isChanged() || port.refusalSince(began) !== null, 2 * patience.answerMs);
    const why = port.refusalSince(began);
    if (why !== null) return fail('check', 'refused', why);
    if (!isChanged()) return fail('check', 'uncertain');
    step('check', 'done');
    return { outcome: 'done', slot, why: null };
  }

  async function remove(slot: number): Promise<CodeResult> {
    const began = port.clock();
    const isGone = () => {
      const told = slotOf(port, slot);
      if (told === undefined) return port.codes()?.places === 'given';
      return isFresh(told, began) && !isTaken(told);
    };
    step('remove', 'in-progress');
    let wasSent = false;
    for (let attempt = 0; attempt < tries && !port.signal.aborted; attempt++) {
      // somebody may have been given the place meanwhile, after another page had emptied it
      if (!(await port.claim(slot))) return wasSent ? fail('confirm', 'overtaken') : fail('remove', 'taken');
      if (!(await port.send({ type: 'remove-code', slot }))) continue;
      if (!wasSent) step('remove', 'done');
      wasSent = true;
      step('confirm', 'in-progress');
      await askUntil(port, slot, isGone);
      if (isGone()) {
        step('confirm', 'done');
        return { outcome: 'done', slot: null, why: null };
      }
    }
    if (!wasSent) return fail('remove', 'unsent');
    const why = port.refusalSince(began);
    return fail('confirm', isFresh(slotOf(port, slot), began) ? 'refused' : 'unanswered', why);
  }

  onSteps(steps);
  switch (order.act) {
    case 'add':
      return add(order);
    case 'remove':
      return remove(order.old);
    case 'change': {
      if (order.inPlace) return replace(order.old, order.code);
      const added = await add(order);
      if (added.outcome !== 'done') return added;
      const removed = await remove(order.old);
      return removed.outcome === 'done' ? added : { ...added, outcome: 'old-remains', why: removed.why };
    }
  }
}

function stepsOf(order: CodeOrder): readonly CodeStep[] {
  const names: Record<CodeOrder['act'], readonly CodeStepName[]> = {
    add: ['find', 'write', 'check'],
    change: ['find', 'write', 'check', 'remove', 'confirm'],
    remove: ['remove', 'confirm'],
  };
  const wanted = order.act === 'change' && order.inPlace ? (['write', 'check'] as const) : names[order.act];
  return wanted.map((name) => ({ name, state: 'waiting' }));
}

type Stepper = (name: CodeStepName, state: RotationStepState) => void;
type Failer = (name: CodeStepName, outcome: CodeOutcome, why?: string | null) => CodeResult;

/** Such a lock would take the same code twice in two places: it is told once, and the list shows what came of it. */
async function addGiven(port: CodePort, code: NewCode, step: Stepper, fail: Failer): Promise<CodeResult> {
  const before = new Set(port.codes()?.slots.map(({ slot }) => slot));
  const began = port.clock();
  const isNew = () =>
    port.codes()?.slots.find((one) => !before.has(one.slot) && isFresh(one, began) && one.name === code.name);
  step('write', 'in-progress');
  const { digits, name, until } = code;
  if (!(await port.send({ type: 'set-code', slot: null, code: digits, name, until }))) return fail('write', 'unsent');
  step('write', 'done');
  step('check', 'in-progress');
  await askUntil(port, null, () => isNew() !== undefined || port.refusalSince(began) !== null, givenMs);
  const added = isNew();
  if (added !== undefined) {
    step('check', 'done');
    return { outcome: 'done', slot: added.slot, why: null };
  }
  const why = port.refusalSince(began);
  const isListed = port.codes()?.slots.some((one) => isFresh(one, began)) === true;
  return fail('check', why !== null || isListed ? 'refused' : 'unanswered', why);
}
