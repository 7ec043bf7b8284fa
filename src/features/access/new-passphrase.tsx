import { useState } from 'react';

import { TextField } from '@/ui/text-field';

/** A passphrase as somebody types it, twice. */
export type TypedPassphrase = {
  readonly value: string;
  readonly again: string;
  /** why it cannot be used yet; null: it can */
  readonly missing: string | null;
  setValue(value: string): void;
  setAgain(value: string): void;
  clear(): void;
};

export function usePassphrase(): TypedPassphrase {
  const [value, setValue] = useState('');
  const [again, setAgain] = useState('');
  return {
    value,
    again,
    missing: again === '' ? 'Type the passphrase twice.' : value === again ? null : 'The two are not the same.',
    setValue,
    setAgain,
    clear() {
      setValue('');
      setAgain('');
    },
  };
}

type NewPassphraseProps = {
  readonly passphrase: TypedPassphrase;
  readonly label?: string;
  readonly autoFocus?: boolean;
};

/** The two fields for a passphrase that nobody has used yet. */
export function NewPassphrase({ passphrase, label = 'Passphrase', autoFocus = false }: NewPassphraseProps) {
  const { value, again, setValue, setAgain } = passphrase;
  return (
    <>
      <TextField
        label={label}
        type="password"
        autoComplete="new-password"
        value={value}
        onChange={setValue}
        description="Twelve characters at least. Four words that do not belong together are good. Nobody can find it for you."
        autoFocus={autoFocus}
      />
      <TextField
        label="The passphrase again"
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={value !== again && again !== '' ? 'The two are not the same.' : null}
      />
    </>
  );
}
