import { useState } from 'react';

import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './certificates-page.module.css';
import { useCertificateAct } from './use-certificates';

const largestBackup = 2 * 1024 * 1024;

type BackupDialogProps = { readonly act: 'restoreAuthority' | 'renewBackup' };

const words = {
  restoreAuthority: {
    button: 'Restore it from a backup',
    title: 'Restore your home’s authority',
    confirm: 'Restore',
  },
  renewBackup: {
    button: 'Bring the backup up to date',
    title: 'Bring the backup up to date',
    confirm: 'Make the new backup',
  },
} as const;

/** Opens a backup that somebody brings: for the authority in it, or to name in it what was issued since. */
export function BackupDialog({ act }: BackupDialogProps) {
  const [backup, setBackup] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  const close = () => {
    restore.reset(); // what was asked holds the passphrase
    setBackup(null);
    setPassphrase('');
    setReason(null);
  };
  const restore = useCertificateAct(act, (answer) => {
    if (answer.outcome === 'refused') setReason(answer.reason);
    else close();
  });
  const submit = () => {
    if (backup !== null) restore.mutate({ backup, passphrase });
  };
  return (
    <div>
      <FileButton accept={['.json']} mostBytes={largestBackup} onRead={(text) => setBackup(text ?? '')}>
        {words[act].button}
      </FileButton>
      <Dialog
        open={backup !== null}
        onClose={close}
        title={words[act].title}
        onSubmit={submit}
        actions={
          <>
            <Button onPress={close}>Cancel</Button>
            <Button tone="primary" type="submit" pending={restore.isPending}>
              {words[act].confirm}
            </Button>
          </>
        }
      >
        <div className={styles['form']}>
          {reason !== null && <Notice tone="critical" role="alert" title={reason} />}
          <TextField
            label="Passphrase of the backup"
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={setPassphrase}
            autoFocus
          />
        </div>
      </Dialog>
    </div>
  );
}
