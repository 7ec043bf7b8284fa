import type { CodePlace, CodeStepName, CodeWork } from '@/core/codes/code-owner';
import { startSentence } from '@/core/spoken-name';

import framed from '../framed-list.module.css';
import { StepLine } from '../step-line';
import styles from './codes.module.css';

const labels: Readonly<Record<CodeStepName, string>> = {
  find: 'Find a free place',
  write: 'Set the new code',
  check: 'Read it back',
  remove: 'Remove the old code',
  confirm: 'Read that it is gone',
};

/** How far it has come on each lock, in words. */
export function WorkSteps({ work }: { readonly work: CodeWork }) {
  return work.places.map((place, index) => <Place key={`${index} ${place.device}`} place={place} />);
}

function Place({ place }: { readonly place: CodePlace }) {
  const name = startSentence(place.name);
  return (
    <section className={styles['place']} aria-label={name} tabIndex={-1}>
      <h3 className={styles['name']}>{name}</h3>
      <p role="status" aria-label={`How it goes with ${place.name}`}>
        {place.sentence}
      </p>
      <ol aria-label={`Steps for ${place.name}`} className={framed['list']}>
        {place.steps.map((step) => (
          <StepLine key={step.name} label={labels[step.name]} state={step.state} isLeft={place.outcome !== null} />
        ))}
      </ol>
    </section>
  );
}
