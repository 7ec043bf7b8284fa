import { useId, type ReactNode } from 'react';

import type { Alert } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import type { Incident } from '@/core/alerts/incident';
import type { PlaybookAct, PlaybookStep } from '@/core/alerts/incident-story';
import { useDevice } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';

import { accessPlaceOfStory } from './access-place';
import styles from './alerts-page.module.css';
import { CommandStep } from './command-step';
import { tasksOf } from './playbook-tasks';
import { RefuseStep } from './refuse-step';
import { RotateStep } from './rotate-step';
import { SaveEvidenceStep } from './save-evidence-step';

type PlaybookProps = { readonly incident: Incident; readonly alerts: readonly Alert[] };

/** What to do about an incident, in order; each act is one press, at each device where there are several. */
export function Playbook({ incident, alerts }: PlaybookProps) {
  return (
    <ol aria-label="What to do" className={styles['playbook']}>
      {tasksOf(incident.playbook).map(({ name, sentence, steps }) => (
        // when its button has done it, the step that says so has the focus
        <li key={name} tabIndex={-1}>
          <p>{sentence}</p>
          {steps.map((step) => (
            <Place key={step.device} step={step} isNamed={steps.length > 1} incident={incident} alerts={alerts} />
          ))}
        </li>
      ))}
    </ol>
  );
}

type PlaceProps = PlaybookProps & { readonly step: PlaybookStep; readonly isNamed: boolean };

/** Where a thing is done; of several devices it says at which, to whoever sees it and to whoever hears it. */
function Place({ step: { act, device: id }, isNamed, ...whatItIsAbout }: PlaceProps) {
  const label = useId();
  const device = useDevice(id ?? '');
  const isGroup = isNamed && device !== undefined;
  return (
    <div className={styles['actions']} {...(isGroup && { role: 'group', 'aria-labelledby': label })}>
      {isGroup && (
        <span id={label} className={styles['of']}>
          {device.name}
        </span>
      )}
      <Act act={act} device={device} {...whatItIsAbout} />
    </div>
  );
}

type ActProps = PlaybookProps & { readonly act: PlaybookAct; readonly device: Device | undefined };

function Act({ act, device, incident, alerts }: ActProps): ReactNode {
  switch (act) {
    case 'privacy':
      return device && <CommandStep device={device} command={{ type: 'privacy', on: true }} done="It looks away." />;
    case 'lock':
      return device && <CommandStep device={device} command={{ type: 'lock' }} done="It is locked." />;
    case 'refuse':
      return <RefuseStep alerts={alerts} />;
    case 'rotate':
      return device && <RotateStep device={device} since={incident.t} />;
    case 'save-evidence':
      return <SaveEvidenceStep incident={incident} alerts={alerts} />;
    case 'show-device':
      return (
        device && (
          <LinkButton to={paths.device(device.id)} size="small">
            Look at it
          </LinkButton>
        )
      );
    case 'show-access':
      return (
        <LinkButton to={accessPlaceOfStory(incident)} size="small">
          Show access
        </LinkButton>
      );
    case 'by-hand':
      return null;
  }
}
