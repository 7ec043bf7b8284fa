import type { Command } from '@/core/command';
import { commandVerb } from '@/core/command-words';
import { aimOf } from '@/core/device-can';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';

import { CommandButton } from './command-button';
import { StepDone } from './step-done';

type CommandStepProps = { readonly device: Device; readonly command: Command; readonly done: string };

/** A step that a device does: done when the device itself says so. */
export function CommandStep({ device, command, done }: CommandStepProps) {
  const { asked, send } = useCommand(device.id);
  if (isSo(device, command)) return <StepDone>{done}</StepDone>;
  const mine = asked?.command.type === command.type ? asked : null;
  return (
    <CommandButton device={device} command={command} label={commandVerb(command).verb} asked={mine} onSend={send} />
  );
}

/** The device said live that it is so. */
function isSo(device: Device, command: Command): boolean {
  return Object.entries(aimOf(command)).every(([key, value]) => {
    const told = device.state[key as keyof ReturnType<typeof aimOf>]; // the keys of an aim
    return told !== undefined && told.value === value && !told.retained;
  });
}
