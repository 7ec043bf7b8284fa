import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import type { VaultAnswer } from '@/core/log-ins/vault';
import { createPasskey, type PasskeyFailure } from '@/ui/passkey';
import { refusalWords } from '@/core/log-ins/vault-words';
import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './vault.module.css';

type DialogProps = { readonly onClose: () => void };

const passkeyWords: Readonly<Record<PasskeyFailure, string>> = {
  unsupported: 'This passkey cannot unlock a vault: it gives no secret. Another device or browser may.',
  refused: 'No passkey was made. Try again, and confirm with your finger, face or PIN.',
};

export function ChangePassphraseDialog({ onClose }: DialogProps) {
  const client = useSessionClient();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => client.askVault('changePassphrase', { old, next }),
    onSuccess: ({ outcome }) => outcome === 'done' && onClose(),
  });
  return (
    <VaultDialog
      title="Change the passphrase"
      label="Change"
      pending={change.isPending}
      trouble={troubleOf(change.data)}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <Passphrase label="Passphrase until now" value={old} onChange={setOld} />
      <Passphrase label="New passphrase" value={next} onChange={setNext} isNew />
    </VaultDialog>
  );
}

export function AddPasskeyDialog({ onClose }: DialogProps) {
  const client = useSessionClient();
  const [passphrase, setPassphrase] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const made = await createPasskey();
      return typeof made === 'string' ? made : client.askVault('addPasskey', { passphrase, ...made });
    },
    onSuccess: (answer) => typeof answer !== 'string' && answer.outcome === 'done' && onClose(),
  });
  const trouble = typeof add.data === 'string' ? passkeyWords[add.data] : troubleOf(add.data);
  return (
    <VaultDialog
      title="Unlock with a passkey"
      label="Add a passkey"
      pending={add.isPending}
      trouble={trouble}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <p>This device will ask for your finger, face or PIN. The passphrase keeps working beside it.</p>
      <Passphrase label="Passphrase" value={passphrase} onChange={setPassphrase} />
    </VaultDialog>
  );
}

function troubleOf(answer: VaultAnswer | undefined): string | null {
  return answer?.outcome === 'refused' ? refusalWords[answer.reason] : null;
}

type VaultDialogProps = DialogProps & {
  readonly title: string;
  readonly label: string;
  readonly pending: boolean;
  readonly trouble: string | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
};

function VaultDialog({ title, label, pending, trouble, onSubmit, onClose, children }: VaultDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      onSubmit={onSubmit}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" pending={pending}>
            {label}
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        {trouble !== null && <Notice tone="warning" role="alert" title={trouble} />}
        {children}
      </div>
    </Dialog>
  );
}

type PassphraseProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew?: boolean;
};

function Passphrase({ label, value, onChange, isNew = false }: PassphraseProps) {
  return (
    <TextField
      label={label}
      type="password"
      value={value}
      onChange={onChange}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      description={isNew ? refusalWords.weak : undefined}
    />
  );
}
