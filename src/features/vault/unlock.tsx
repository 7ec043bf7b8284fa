import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import type { PasskeyHint, VaultAnswer, VaultRefusal } from '@/core/log-ins/vault';
import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import { askPasskey, canUsePasskeys } from '@/ui/passkey';
import { refusalWords } from '@/core/log-ins/vault-words';
import styles from './vault.module.css';

type UnlockProps = {
  readonly passkeys: readonly PasskeyHint[];
  readonly label: string;
  readonly onUnlocked?: () => void;
};

/** The passphrase, or a passkey where there is one. */
export function Unlock({ passkeys, label, onUnlocked }: UnlockProps) {
  const client = useSessionClient();
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<VaultRefusal | 'no-passkey' | null>(null);
  const heard = (answer: VaultAnswer) => {
    setRefusal(answer.outcome === 'refused' ? answer.reason : null);
    if (answer.outcome === 'done') onUnlocked?.();
  };
  const unlock = useMutation({
    mutationFn: () => client.askVault('openVault', { passphrase, create: false }),
    onSuccess: heard,
    onSettled: () => setPassphrase(''),
  });
  const show = useMutation({
    mutationFn: async () => {
      const gift = await askPasskey(passkeys);
      return typeof gift === 'string' ? null : client.askVault('openVaultByPasskey', gift);
    },
    onSuccess: (answer) => (answer === null ? setRefusal('no-passkey') : heard(answer)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '' && !unlock.isPending) unlock.mutate();
  };
  return (
    <form className={styles['stack']} aria-label="Unlock the vault" onSubmit={submit} noValidate>
      {refusal === 'no-passkey' && (
        <Notice tone="warning" role="alert" title="The passkey was not used. Try again, or type the passphrase." />
      )}
      <TextField
        label="Passphrase"
        name="vault-passphrase"
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        error={refusal === null || refusal === 'no-passkey' ? null : refusalWords[refusal]}
      />
      <div className={styles['actions']}>
        <Button type="submit" tone="primary" pending={unlock.isPending}>
          {unlock.isPending ? 'Unlocking' : label}
        </Button>
        {passkeys.length > 0 && canUsePasskeys() && (
          <Button pending={show.isPending} onPress={() => show.mutate()}>
            Use the passkey
          </Button>
        )}
      </div>
    </form>
  );
}
