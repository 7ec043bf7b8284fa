import { useMutation, useQueryClient } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { saveFile } from '@/ui/save-file';

import styles from '../access-page.module.css';
import { NewPassphrase, usePassphrase } from '../new-passphrase';
import { backupKey, type SavedBackup } from './use-backup';

type SealDialogProps = {
  /** the account file that somebody chose; null: the broker hands it over */
  readonly file: string | null;
  readonly onClose: () => void;
  readonly onSaved?: (backup: SavedBackup) => void;
};

/** Asks for a passphrase, seals the account file under it, and saves what came of that. */
export function SealDialog({ file, onClose, onSaved }: SealDialogProps) {
  const passphrase = usePassphrase();
  const seal = useSeal(file, onSaved);
  const answer = seal.data;
  const sealed = answer?.outcome === 'sealed' ? answer : null;
  const submit = () => {
    seal.mutate(passphrase.value, { onSuccess: (told) => told.outcome === 'sealed' && passphrase.clear() });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={sealed === null ? 'Seal the account file' : 'The backup was saved'}
      {...(sealed === null && { onSubmit: submit })}
      actions={
        sealed === null ? (
          <>
            <Button onPress={onClose}>Cancel</Button>
            <Button tone="primary" type="submit" pending={seal.isPending} disabledReason={passphrase.missing}>
              Seal and save
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => saveFile(sealed.name, sealed.backup)}>Save it again</Button>
            <Button tone="primary" onPress={onClose}>
              Done
            </Button>
          </>
        )
      }
    >
      {sealed === null ? (
        <div className={styles['stack']}>
          {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
          <NewPassphrase passphrase={passphrase} autoFocus />
        </div>
      ) : (
        <p role="status" className={styles['sentence']}>
          {sealed.sentence} Keep {sealed.name} on another device than the broker’s, and the passphrase elsewhere again.
          {file !== null && ' Delete the copy of the account file that you chose.'}
        </p>
      )}
    </Dialog>
  );
}

/** Seals under a passphrase, and saves the file at once. `onSaved`: for whoever offers it again. */
export function useSeal(
  file: string | null,
  onSaved: (backup: SavedBackup & { readonly isCurrent: boolean }) => void = () => {},
) {
  const client = useSessionClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (passphrase: string) => client.askAccess('sealAccounts', { file, passphrase }),
    onSuccess(answer) {
      if (answer.outcome !== 'sealed') return;
      saveFile(answer.name, answer.backup);
      onSaved(answer);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: backupKey }),
    gcTime: 0,
  });
}
