import type { Alert } from '@/core/alerts/alert';
import type { Command } from '@/core/command';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';
import { useDevice } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import type { Heir } from '@/ui/handed-focus';
import { paths } from '@/ui/paths';

import { accessPlaceOf } from './access-place';
import { ClearCommand } from './clear-command';
import { CommandButton } from './command-button';

const commandOf = {
  lock: { type: 'lock' },
  silence: { type: 'siren', sounding: false },
  update: { type: 'update' },
} as const satisfies Partial<Record<NonNullable<Alert['fix']>['kind'], Command>>;

type AlertFixProps = {
  readonly alert: Alert;
  /** who has the focus when there is nothing to mend any more */
  readonly heir: Heir;
};

/** The button that mends it, or leads to where it is mended. */
export function AlertFix({ alert, heir }: AlertFixProps) {
  const { fix, device: id } = alert;
  const device = useDevice(id ?? '');
  if (fix === null) return null;
  switch (fix.kind) {
    case 'lock':
    case 'silence':
    case 'update':
      return device === undefined ? null : (
        <FixCommand device={device} command={commandOf[fix.kind]} label={fix.label} heir={heir} />
      );
    case 'rotate':
    case 'show-access':
      return (
        <LinkButton to={accessPlaceOf(alert)} size="small">
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
      return <ClearCommand alert={alert} label={fix.label} heir={heir} />;
    case 'show-device':
    case 'remove-device':
      return device === undefined ? null : (
        <LinkButton to={paths.device(device.id)} size="small">
          {fix.label}
        </LinkButton>
      );
  }
}

type FixCommandProps = {
  readonly device: Device;
  readonly command: Command;
  readonly label: string;
  readonly heir: Heir;
};

function FixCommand({ device, command, label, heir }: FixCommandProps) {
  const { asked, send } = useCommand(device.id);
  return <CommandButton {...{ device, command, label, asked, heir }} onSend={send} />;
}
