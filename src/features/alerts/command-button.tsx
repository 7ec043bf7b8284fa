import type { Command } from '@/core/command';
import type { Asked } from '@/core/command-progress';
import { commandQuestion, commandVerb } from '@/core/command-words';
import type { Device } from '@/core/device';
import { useConnection } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import type { Heir } from '@/ui/handed-focus';
import { useCommandState } from '@/ui/command-state';

import styles from './alerts-page.module.css';

type CommandButtonProps = {
  readonly device: Device;
  readonly command: Command;
  readonly label: string;
  /** what was asked of the device last, as far as this button shows it */
  readonly asked: Asked | null;
  readonly onSend: (command: Command) => void;
  /** who has the focus when it goes away with it; absent: the place around it */
  readonly heir?: Heir;
};

/** Gives a device the command after a question, and says what went wrong. */
export function CommandButton({ device, command, label, asked, onSend, heir }: CommandButtonProps) {
  const isConnected = useConnection().status === 'connected';
  const { waitingFor, trouble, reason } = useCommandState(device, command, { asked, isConnected });
  return (
    <>
      <AskFirstButton
        size="small"
        tone="primary"
        question={commandQuestion(device, command)}
        pending={waitingFor !== null}
        disabledReason={reason}
        onConfirm={() => onSend(command)}
        {...(heir && { heir })}
      >
        {waitingFor === null ? label : commandVerb(waitingFor).doing}
      </AskFirstButton>
      {trouble !== null && (
        <p role="status" className={styles['trouble']}>
          {trouble.title} {trouble.advice}
        </p>
      )}
    </>
  );
}
