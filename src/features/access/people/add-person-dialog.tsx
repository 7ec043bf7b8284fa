import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { NewPersonRole, RoleChoice } from '@/session/protocol';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/choice-list';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { SegmentedControl } from '@/ui/segmented-control';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';
import { OneTimePassword, underWay } from '../one-time-password';
import { useWatcherRights, WatcherRights, type WatcherChoices } from './watcher-rights';

type AddPersonDialogProps = {
  readonly first: NewPersonRole;
  readonly roles: readonly RoleChoice[];
  readonly watcher: WatcherChoices;
  readonly onClose: () => void;
};

const days = ['1', '3', '7'] as const;
const dayMs = 86_400_000;

/** Asks who it is and as what, and shows the password once. Gone from the page with the dialog. */
export function AddPersonDialog({ first, roles, watcher, onClose }: AddPersonDialogProps) {
  const client = useSessionClient();
  const [username, setUsername] = useState('');
  const [role, setRole] = useState(first);
  const rights = useWatcherRights();
  const [lasts, setLasts] = useState<(typeof days)[number]>('1');
  const add = useMutation({
    mutationFn: () => {
      const until = role === 'installer' ? Date.now() + Number(lasts) * dayMs : null;
      return client.askAccess('addPerson', { username: username.trim(), role, until, ...rights.asked });
    },
    gcTime: 0, // a password is in its answer
  });
  const answer = add.data;
  if (answer?.outcome === 'added') {
    return (
      <Dialog
        open
        role="alertdialog"
        onClose={onClose}
        title={`${username.trim()} was added`}
        step="password"
        actions={
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        }
      >
        <OneTimePassword username={username.trim()} password={answer.password} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      step="ask"
      closedBy={add.isPending ? 'none' : 'any'}
      title={first === 'administrator' ? 'Make a second administrator' : 'Add a person'}
      onSubmit={add.mutate}
      actions={
        <>
          <Button onPress={onClose} disabledReason={add.isPending ? underWay : null}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" pending={add.isPending}>
            Add
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
        <TextField label="Name of the log-in" value={username} onChange={setUsername} autoComplete="off" verbatim />
        <ChoiceList
          label="Role"
          value={role}
          onChange={setRole}
          choices={roles.map(({ name, label, sentence }) => ({ value: name, label, sentence }))}
        />
        {role === 'watcher' && <WatcherRights choices={watcher} rights={rights} />}
        {role === 'installer' && (
          <>
            <SegmentedControl
              label="How long"
              value={lasts}
              onChange={setLasts}
              segments={days.map((value) => ({ value, label: value === '1' ? '1 day' : `${value} days` }))}
            />
            <p className={styles['muted']}>
              A broker ends nothing by itself: the log-in is switched off by the first administrator who signs in after
              that.
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}
