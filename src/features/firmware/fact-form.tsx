import { useLayoutEffect, useState, type ReactNode } from 'react';

import { Button } from '@/ui/button';
import { useHandedFocus } from '@/ui/handed-focus';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './device-drawer.module.css';

type FactFormProps = {
  readonly label: string;
  /** the field that holds the fact itself */
  readonly children: ReactNode;
  /** why it was not kept, as a sentence */
  readonly refusal: string | null;
  readonly isPending: boolean;
  readonly onKeep: (source: string) => void;
  readonly onCancel: () => void;
};

/** A fact that somebody knows of a device, and where that is written: without a source nothing is kept. */
export function FactForm({ label, children, refusal, isPending, onKeep, onCancel }: FactFormProps) {
  const [source, setSource] = useState('');
  // when it goes, the section around it has the focus: it tells what is known now, and the next step is from there
  const form = useHandedFocus<HTMLFormElement>();
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input:checked, input:not([type="radio"])')?.focus();
  }, [form]);
  return (
    <form
      ref={form}
      className={styles['form']}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(source.trim());
      }}
    >
      {children}
      <TextField
        label="Where this is written"
        description="The address of a page, or a sentence. It is kept as yours."
        value={source}
        onChange={setSource}
        required
      />
      {refusal !== null && <Notice tone="warning" role="alert" title={refusal} />}
      <div className={styles['buttons']}>
        <Button size="small" onPress={onCancel}>
          Cancel
        </Button>
        <Button size="small" tone="primary" type="submit" pending={isPending}>
          Keep
        </Button>
      </div>
    </form>
  );
}
