import type { ReactNode } from 'react';

import type { Alert } from '@/core/alert';
import type { Incident } from '@/core/incident';
import type { PlaybookStep } from '@/core/incident-stories';
import { useDevice } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';

import styles from './alerts-page.module.css';
import { CommandStep } from './command-step';
import { RefuseStep } from './refuse-step';
import { RotateStep } from './rotate-step';
import { SaveEvidenceStep } from './save-evidence-step';

type PlaybookProps = { readonly incident: Incident; readonly alerts: readonly Alert[] };

/** What to do about an incident, in order; each act is one press. */
export function Playbook({ incident, alerts }: PlaybookProps) {
  return (
    <ol aria-label="What to do" className={styles['playbook']}>
      {incident.playbook.map((step) => (
        <li key={step.sentence}>
          <p>{step.sentence}</p>
          <div className={styles['actions']}>
            <Act step={step} incident={incident} alerts={alerts} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Act({
  step: { act, device: id },
  incident,
  alerts,
}: PlaybookProps & { readonly step: PlaybookStep }): ReactNode {
  const device = useDevice(id ?? '');
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
        <LinkButton to={paths.access} size="small">
          Show access
        </LinkButton>
      );
    case 'by-hand':
      return null;
  }
}
