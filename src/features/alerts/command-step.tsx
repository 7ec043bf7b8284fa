import { progressOf } from '@/core/command-progress';
import type { Command } from '@/core/command';
import { commandQuestion, commandVerb, progressWords } from '@/core/command-words';
import { aimOf, reasonAgainst } from '@/core/device-can';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';
import { useConnection } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { useNow } from '@/ui/now';
import { insecureReason, useSecurePage } from '@/ui/secure-page';

import styles from './alerts-page.module.css';
import { StepDone } from './step-done';

type CommandStepProps = { readonly device: Device; readonly command: Command; readonly done: string };

/** A step that a device does: done when the device itself says so. */
export function CommandStep({ device, command, done }: CommandStepProps) {
  const { asked, send } = useCommand(device.id);
  const connected = useConnection().status === 'connected';
  const secure = useSecurePage();
  const now = useNow(1_000);
  const mine = asked !== null && asked.command.type === command.type ? asked : null;
  const progress = mine === null ? null : progressOf(mine, device, now);
  const trouble = progress === null ? null : progressWords(progress, device);
  const waiting = progress === 'waiting';
  const { verb, doing } = commandVerb(command);
  if (isSo(device, command)) return <StepDone>{done}</StepDone>;
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
        {waiting ? doing : verb}
      </AskFirstButton>
      {trouble !== null && (
        <p role="status" className={styles['trouble']}>
          {trouble.title} {trouble.advice}
        </p>
      )}
    </>
  );
}

/** The device said live that it is so. */
function isSo(device: Device, command: Command): boolean {
  return Object.entries(aimOf(command)).every(([key, value]) => {
    const told = device.state[key as keyof ReturnType<typeof aimOf>]; // the keys of an aim
    return told !== undefined && told.value === value && !told.retained;
  });
}
