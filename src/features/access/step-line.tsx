import type { RotationStepState } from '@/core/log-ins/rotation';
import type { IconName } from '@/ui/icon';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import framed from './framed-list.module.css';

/** What a state of a step is called, and how it looks. */
const states: Readonly<
  Record<RotationStepState, { readonly words: string; readonly tone: Tone; readonly icon: IconName }>
> = {
  waiting: { words: 'waiting', tone: 'neutral', icon: 'dot' },
  'in-progress': { words: 'in progress', tone: 'info', icon: 'refresh' },
  done: { words: 'done', tone: 'ok', icon: 'check' },
  failed: { words: 'failed', tone: 'critical', icon: 'close' },
  'rolled-back': { words: 'rolled back', tone: 'warning', icon: 'back' },
};

type StepLineProps = {
  readonly label: string;
  readonly state: RotationStepState;
  /** the work is over: what was waiting will not be done */
  readonly isLeft?: boolean;
};

/** One step of what is done with a password or a code, with its state in words: an item of a framed list. */
export function StepLine({ label, state, isLeft = false }: StepLineProps) {
  const { words, tone, icon } = states[state];
  return (
    <li className={framed['line']}>
      <span>{label}</span>
      <StatusBadge look="plain" tone={tone} icon={icon}>
        {isLeft && state === 'waiting' ? 'not done' : words}
      </StatusBadge>
    </li>
  );
}
