import type { Alert } from '@/core/alert';
import { progressOf } from '@/core/command-progress';
import { commandQuestion, commandVerb, progressWords } from '@/core/command-words';
import type { Command } from '@/core/command';
import { reasonAgainst } from '@/core/device-can';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';
import { useConnection, useDevice } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { LinkButton } from '@/ui/button';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { insecureReason, useSecurePage } from '@/ui/secure-page';

import styles from './alerts-page.module.css';
import { ClearCommand } from './clear-command';

const commandOf = {
  lock: { type: 'lock' },
  silence: { type: 'siren', sounding: false },
  update: { type: 'update' },
} as const satisfies Partial<Record<NonNullable<Alert['fix']>['kind'], Command>>;

/** The button that mends it, or leads to where it is mended. */
export function AlertFix({ alert }: { readonly alert: Alert }) {
  const { fix, device: id } = alert;
  const device = useDevice(id ?? '');
  if (fix === null) return null;
  switch (fix.kind) {
    case 'lock':
    case 'silence':
    case 'update':
      return device === undefined ? null : (
        <FixCommand device={device} command={commandOf[fix.kind]} label={fix.label} />
      );
    case 'rotate':
    case 'show-access':
      return (
        <LinkButton to={paths.access} size="small">
          {fix.label}
        </LinkButton>
      );
    case 'show-broker-log':
      return (
        <LinkButton to={paths.brokerLog} size="small">
          {fix.label}
        </LinkButton>
      );
    case 'clear-command':
      return <ClearCommand alert={alert} label={fix.label} />;
    case 'show-device':
    case 'remove-device':
      return device === undefined ? null : (
        <LinkButton to={paths.device(device.id)} size="small">
          {fix.label}
        </LinkButton>
      );
  }
}

type FixCommandProps = { readonly device: Device; readonly command: Command; readonly label: string };

function FixCommand({ device, command, label }: FixCommandProps) {
  const { asked, send } = useCommand(device.id);
  const connected = useConnection().status === 'connected';
  const secure = useSecurePage();
  const now = useNow(1_000);
  const progress = asked === null ? null : progressOf(asked, device, now);
  const trouble = progress === null ? null : progressWords(progress, device);
  const waiting = progress === 'waiting' && asked !== null;
  const reason = !secure ? insecureReason : connected ? reasonAgainst(device, command) : 'There is no connection.';
  return (
    <>
      <AskFirstButton
        size="small"
        tone="primary"
        question={commandQuestion(device, command)}
        pending={waiting}
        disabledReason={reason}
        onConfirm={() => send(command)}
      >
        {waiting ? commandVerb(asked.command).doing : label}
      </AskFirstButton>
      {trouble !== null && (
        <p role="status" className={styles['trouble']}>
          {trouble.title} {trouble.advice}
        </p>
      )}
    </>
  );
}
