import { useState } from 'react';

import { Button, type ButtonProps } from './button';
import { ConfirmDialog } from './dialog';

export type AskFirstButtonProps = Omit<ButtonProps, 'onPress' | 'type'> & {
  /** what to ask before; null: just do it */
  readonly question: {
    readonly title: string;
    readonly sentence: string;
    readonly points?: readonly string[];
    readonly confirmLabel: string;
    readonly danger: boolean;
  } | null;
  readonly onConfirm: () => void;
};

/** A button for what is felt in the house: it asks first. */
export function AskFirstButton({ question, onConfirm, ...button }: AskFirstButtonProps) {
  const { heir } = button;
  const [asking, setAsking] = useState(false);
  const confirm = () => {
    setAsking(false);
    onConfirm();
  };
  return (
    <>
      <Button {...button} onPress={question === null ? onConfirm : () => setAsking(true)} />
      {question !== null && (
        <ConfirmDialog
          {...question}
          open={asking}
          onConfirm={confirm}
          onCancel={() => setAsking(false)}
          {...(heir && { heir })}
        />
      )}
    </>
  );
}
