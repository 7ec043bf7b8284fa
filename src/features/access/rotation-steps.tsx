import type { Rotation, RotationStepName } from '@/core/log-ins/rotation';

import framed from './framed-list.module.css';
import { StepLine } from './step-line';

const labels: Readonly<Record<RotationStepName, string>> = {
  prepare: 'Make a second log-in',
  'hand-over': 'Hand it to the device',
  prove: 'The device logs in with it',
  decide: 'Decide for the new one',
  revoke: 'Switch the old one off',
  tidy: 'Tidy up',
};

const names = Object.keys(labels) as readonly RotationStepName[]; // `labels` has each of them

/** The steps with their states in words; before the start all are waiting. */
export function RotationSteps({ rotation }: { readonly rotation: Rotation | null }) {
  const stateOf = (name: RotationStepName) => rotation?.steps.find((step) => step.name === name)?.state ?? 'waiting';
  return (
    <ol aria-label="Steps" className={framed['list']}>
      {names.map((name) => (
        <StepLine key={name} label={labels[name]} state={stateOf(name)} />
      ))}
    </ol>
  );
}
