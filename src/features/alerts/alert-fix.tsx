import type { Alert } from '@/core/alert';
import type { Command } from '@/core/command';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';
import { useDevice } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';

import { ClearCommand } from './clear-command';
import { CommandButton } from './command-button';

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
  return <CommandButton device={device} command={command} label={label} asked={asked} onSend={send} />;
}
