import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { PersonRow } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';

import styles from '../access-page.module.css';
import { OneTimePassword, underWay } from '../one-time-password';
import { OwnConnection } from './own-connection';
import { WatcherCut } from './watcher-cut';

type NewPasswordDialogProps = { readonly person: PersonRow; readonly onClose: () => void };

/** A new password for a person, shown once. The old one ends at once, which is what a person can bear and a device cannot. */
export function NewPasswordDialog({ person: { username, isUsedHere, role }, onClose }: NewPasswordDialogProps) {
  const client = useSessionClient();
  const change = useMutation({
    mutationFn: () => client.askAccess('newPassword', { username }),
    gcTime: 0, // a password is in its answer
  });
  const answer = change.data;
  const changed = answer?.outcome === 'added' ? answer : null;
  return (
    <Dialog
      open
      role={changed === null ? 'dialog' : 'alertdialog'}
      onClose={onClose}
      title={`New password for ${username}`}
      step={changed === null ? 'ask' : 'password'}
      closedBy={change.isPending ? 'none' : 'any'}
      actions={
        changed === null ? (
          <>
            <Button onPress={onClose} disabledReason={change.isPending ? underWay : null}>
              Cancel
            </Button>
            <Button tone="primary" pending={change.isPending} onPress={() => change.mutate()}>
              Make a new password
            </Button>
          </>
        ) : (
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        )
      }
    >
      {changed === null ? (
        <div className={styles['stack']}>
          {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
          {isUsedHere && <OwnConnection />}
          <WatcherCut role={role} />
          <p className={styles['sentence']}>
            The old password stops working at once, and whoever is connected with it is cut. The new one is shown here
            once, {role === 'watcher' ? `for ${username} to be started with` : `for ${username} to type in`}.
          </p>
        </div>
      ) : (
        <OneTimePassword username={username} password={changed.password} />
      )}
    </Dialog>
  );
}
