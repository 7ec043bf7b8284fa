import type { Rotation, RotationStepName, RotationStepState } from '@/core/log-ins/rotation';
import type { IconName } from '@/ui/icon';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from './access-page.module.css';

const labels: Readonly<Record<RotationStepName, string>> = {
  prepare: 'Make a second log-in',
  'hand-over': 'Hand it to the device',
  prove: 'The device logs in with it',
  decide: 'Decide for the new one',
  revoke: 'Switch the old one off',
  tidy: 'Tidy up',
};

/** What a state of a step is called, and how it looks. */
export const stepStates: Readonly<
  Record<RotationStepState, { readonly words: string; readonly tone: Tone; readonly icon: IconName }>
> = {
  waiting: { words: 'waiting', tone: 'neutral', icon: 'dot' },
  'in-progress': { words: 'in progress', tone: 'info', icon: 'refresh' },
  done: { words: 'done', tone: 'ok', icon: 'check' },
  failed: { words: 'failed', tone: 'critical', icon: 'close' },
  'rolled-back': { words: 'rolled back', tone: 'warning', icon: 'back' },
};

const names = Object.keys(labels) as readonly RotationStepName[]; // `labels` has each of them

/** The steps with their states in words; before the start all are waiting. */
export function RotationSteps({ rotation }: { readonly rotation: Rotation | null }) {
  const stateOf = (name: RotationStepName) => rotation?.steps.find((step) => step.name === name)?.state ?? 'waiting';
  return (
    <ol aria-label="Steps" className={styles['steps']}>
      {names.map((name) => {
        const { words, tone, icon } = stepStates[stateOf(name)];
        return (
          <li key={name} className={styles['step']}>
            <span>{labels[name]}</span>
            <StatusBadge look="plain" tone={tone} icon={icon}>
              {words}
            </StatusBadge>
          </li>
        );
      })}
    </ol>
  );
}
