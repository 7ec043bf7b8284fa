import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';
import { OneTimePassword, underWay } from '../one-time-password';

/** A log-in for a device that is new here. Gone from the page with the dialog. */
export function AddDeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useSessionClient();
  const [id, setId] = useState('');
  const add = useMutation({
    mutationFn: () => client.askAccess('addDevice', { id: id.trim() }),
    gcTime: 0, // a password is in its answer
  });
  const answer = add.data;
  const added = answer?.outcome === 'added' ? answer : null;
  return (
    <Dialog
      open
      role={added === null ? 'dialog' : 'alertdialog'}
      onClose={onClose}
      title={added === null ? 'Add a device' : `${id.trim()} may announce itself`}
      step={added === null ? 'ask' : 'password'}
      closedBy={add.isPending ? 'none' : 'any'}
      {...(added === null && { onSubmit: add.mutate })}
      actions={
        added === null ? (
          <>
            <Button onPress={onClose} disabledReason={add.isPending ? underWay : null}>
              Cancel
            </Button>
            <Button tone="primary" type="submit" pending={add.isPending}>
              Add
            </Button>
          </>
        ) : (
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        )
      }
    >
      {added === null ? (
        <div className={styles['stack']}>
          {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
          <p className={styles['sentence']}>
            For a device that speaks Gatehouse’s own profile. With its log-in it can say who it is, and nothing else
            until you approve it.
          </p>
          <TextField label="Name of the device" value={id} onChange={setId} autoComplete="off" verbatim />
        </div>
      ) : (
        <OneTimePassword username={`${id.trim()}.a`} password={added.password} />
      )}
    </Dialog>
  );
}
