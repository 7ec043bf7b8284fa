import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { StatusBadge } from '@/ui/status-badge';

import type { OfferedScenario, RunningScenario } from './offered-scenarios';
import styles from './scenario-dialog.module.css';
import type { StartFailure } from './scenario-requests';
import { endWords, failureWords } from './scenario-words';

type ScenarioDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly scenarios: readonly OfferedScenario[];
  readonly running: readonly RunningScenario[];
  /** why the last one was not started */
  readonly failure: StartFailure | null;
  /** the name of the one that is being asked for */
  readonly starting: string | null;
  readonly onStart: (name: string) => void;
};

/** What may befall the simulated home, each with a button that lets it happen. */
export function ScenarioDialog({ open, onClose, scenarios, failure, ...state }: ScenarioDialogProps) {
  const attacks = scenarios.filter(({ harmless }) => !harmless);
  const decoys = scenarios.filter(({ harmless }) => harmless);
  return (
    <Dialog open={open} onClose={onClose} wide title="Try an attack" actions={<Button onPress={onClose}>Close</Button>}>
      <div className={styles['stack']}>
        <p>Each happens in the simulated home only, and ends by itself. Start one, then watch what Gatehouse says.</p>
        {failure !== null && <Notice tone="warning" role="alert" title={failureWords(failure)} />}
        <Group heading="Attacks and accidents" scenarios={attacks} {...state} />
        <Group heading="Harmless, but looks alike" scenarios={decoys} {...state} />
      </div>
    </Dialog>
  );
}

type GroupProps = Pick<ScenarioDialogProps, 'scenarios' | 'running' | 'starting' | 'onStart'> & {
  readonly heading: string;
};

function Group({ heading, scenarios, running, starting, onStart }: GroupProps) {
  if (scenarios.length === 0) return null;
  return (
    <section aria-label={heading} className={styles['group']}>
      <h3 className={styles['heading']}>{heading}</h3>
      <ul className={styles['list']}>
        {scenarios.map(({ name, title, happens, expected }) => {
          const now = running.find((one) => one.name === name);
          return (
            <li key={name} className={styles['scenario']}>
              <h4 className={styles['title']}>{title}</h4>
              <Button
                size="small"
                label={`${now === undefined ? 'Start' : 'Running'}: ${title}`}
                pending={starting === name}
                disabledReason={now === undefined ? null : failureWords('running')}
                onPress={() => onStart(name)}
              >
                {now === undefined ? 'Start' : 'Running'}
              </Button>
              <div className={styles['words']}>
                <p>{happens}</p>
                <p className={styles['expected']}>{expected}</p>
                {now !== undefined && (
                  <StatusBadge tone="info" icon="clock" look="plain">
                    {endWords(now.secondsLeft)}
                  </StatusBadge>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
