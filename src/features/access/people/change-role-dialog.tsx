import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { PersonRoleName, PersonRow, RoleChoice } from '@/session/protocol';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/choice-list';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';

import styles from '../access-page.module.css';
import { useWatcherRights, WatcherRights, type WatcherChoices } from './watcher-rights';

type ChangeRoleDialogProps = {
  readonly person: PersonRow;
  readonly roles: readonly RoleChoice[];
  readonly watcher: WatcherChoices;
  readonly onClose: () => void;
};

/** Makes somebody something else. They are cut for a moment and come back with the same password. */
export function ChangeRoleDialog({ person, roles, watcher, onClose }: ChangeRoleDialogProps) {
  const client = useSessionClient();
  const { username, role: before } = person;
  const rights = useWatcherRights(person);
  const [role, setRole] = useState<PersonRoleName>(before === null || before === 'administrator' ? 'guest' : before);
  const change = useMutation({
    mutationFn: () => client.askAccess('changeRole', { username, role, ...rights.asked }),
    onSuccess: ({ outcome }) => outcome === 'done' && onClose(),
  });
  const choices = roles.flatMap(({ name, label, sentence }) =>
    name === 'administrator' ? [] : [{ value: name, label, sentence }],
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={`What is ${username}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" pending={change.isPending} onPress={() => change.mutate()}>
            Change role
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        {change.data?.outcome === 'refused' && <Notice tone="critical" role="alert" title={change.data.reason} />}
        <ChoiceList label="Role" value={role} onChange={setRole} choices={choices} />
        {role === 'watcher' && <WatcherRights choices={watcher} rights={rights} />}
        <p className={styles['muted']}>
          Whoever is connected with this log-in is cut for a moment, and comes back with the same password.
        </p>
      </div>
    </Dialog>
  );
}
