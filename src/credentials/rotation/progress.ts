import type {
  PersonWord,
  RotationOutcome,
  RotationStep,
  RotationStepName,
  RotationStepState,
} from '@/core/log-ins/rotation';

import { quietMs, type Action, type Memory } from './decide';
import { isDecided, isHandedOver, standingOf, type Facts } from './facts';

const names: readonly RotationStepName[] = ['prepare', 'hand-over', 'prove', 'decide', 'revoke', 'tidy'];

/** As they stand before anything is known. */
export const noSteps: readonly RotationStep[] = names.map((name) => ({ name, state: 'waiting' }));

/** The steps as they stand in the facts, so that another browser, which did none of them, shows the same. */
export function stepsOf(facts: Facts, memory: Memory, action: Action): readonly RotationStep[] {
  const reached = reachedStep(facts, memory, action);
  const takenBack = isTakenBack(facts, memory, action);
  const isOver = action.do === 'end';
  return names.map((name, index) => ({ name, state: stateOf(index, reached, takenBack, isOver) }));
}

/** What was under way when it was stopped for good is under way no more. */
export function stoppedSteps(steps: readonly RotationStep[]): readonly RotationStep[] {
  return steps.map((step) => (step.state === 'in-progress' ? { ...step, state: 'failed' } : step));
}

function stateOf(index: number, reached: number, takenBack: boolean, isOver: boolean): RotationStepState {
  if (takenBack) return index < reached ? 'rolled-back' : index === reached ? 'failed' : 'waiting';
  if (index < reached) return 'done';
  return index === reached && !isOver ? 'in-progress' : 'waiting';
}

/** How far it has come: the index of the step that is under way, or that failed. */
function reachedStep(facts: Facts, memory: Memory, action: Action): number {
  const standing = standingOf(facts.slots);
  if (action.do === 'end') return action.how === 'replaced' ? names.length : names.indexOf('prove');
  if (standing.type !== 'two') return memory.rotation === null ? 0 : names.indexOf('tidy');
  const { rotation } = standing;
  if (facts.decisions.get(rotation) === 'commit') return names.indexOf('revoke');
  if (facts.proofs.has(rotation)) return names.indexOf('decide');
  if (facts.offer === rotation || memory.tellings > 0 || facts.decisions.get(rotation) === 'abort')
    return names.indexOf('prove');
  return isHandedOver(facts.marks.get(rotation)) ? names.indexOf('hand-over') : 0;
}

function isTakenBack(facts: Facts, memory: Memory, action: Action): boolean {
  if (action.do === 'end') return action.how !== 'replaced' && action.how !== 'nothing-to-do';
  const standing = standingOf(facts.slots);
  if (standing.type === 'two') {
    // a device that was told by command may show all the same that it uses the new one
    const mark = facts.marks.get(standing.rotation);
    const isOpen = (mark === 'told' || mark === 'sent') && !facts.holdsOld;
    const isAborted = facts.decisions.get(standing.rotation) === 'abort' && !isOpen;
    return isAborted || mark === 'void';
  }
  return standing.type === 'one' && memory.rotation !== null && standing.only.rotation !== memory.rotation;
}

/** What a person may say now: only what nobody else can tell, and what cannot be wrong at this point. */
export function asksOf(facts: Facts, memory: Memory, action: Action): readonly PersonWord[] {
  if (action.do !== 'wait') return [];
  const { unchangedMs } = memory;
  // what was off only just now may be switched on again by somebody else at the same moment
  if (action.for === 'return') return unchangedMs < quietMs ? ['switch-on'] : ['sure', 'switch-on'];
  const standing = standingOf(facts.slots);
  const mark = standing.type === 'two' ? facts.marks.get(standing.rotation) : undefined;
  const works: readonly PersonWord[] = facts.isBlind || mark === 'sent' ? ['works'] : [];
  switch (mark) {
    case 'shown':
      return action.for === 'person' ? [...works, 'not-typed'] : [];
    case 'told':
    case 'sent':
      return action.for === 'person' || action.for === 'proof' ? [...works, ...notTakenOf(facts, memory)] : [];
    default:
      return [];
  }
}

/** Asked where nothing else can tell it, somebody wants it back, and no word of the new one can be on its way. */
function notTakenOf(facts: Facts, { wish, unchangedMs }: Memory): readonly PersonWord[] {
  if (unchangedMs < quietMs) return [];
  return isDecided(facts) || (wish === 'roll-back' && !facts.isAskable) ? ['not-taken'] : [];
}

/** null: it goes on. */
export function outcomeOf(action: Action): RotationOutcome | null {
  if (action.do !== 'end') return null;
  switch (action.how) {
    case 'replaced':
    case 'rolled-back':
      return action.how;
    default:
      return 'stopped';
  }
}
