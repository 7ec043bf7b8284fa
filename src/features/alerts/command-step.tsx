import type { Command } from '@/core/command';
import { commandVerb } from '@/core/command-words';
import { saidSo } from '@/core/device-can';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';

import { CommandButton } from './command-button';
import { StepDone } from './step-done';

type CommandStepProps = { readonly device: Device; readonly command: Command; readonly done: string };

/** A step that a device does: done when the device itself says so. */
export function CommandStep({ device, command, done }: CommandStepProps) {
  const { asked, send } = useCommand(device.id);
  if (saidSo(device, command)) return <StepDone>{done}</StepDone>;
  const mine = asked?.command.type === command.type ? asked : null;
  return (
    <CommandButton device={device} command={command} label={commandVerb(command).verb} asked={mine} onSend={send} />
  );
}
