import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { PersonRow } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { StatusBadge } from '@/ui/status-badge';

import styles from '../access-page.module.css';
import { Refusal } from '../refusal';

type PersonCardProps = {
  readonly person: PersonRow;
  readonly onRole: () => void;
  readonly onPassword: () => void;
  readonly onOffBoard: () => void;
  readonly onChanged: () => void;
};

const ownLogin = 'You are signed in with this log-in. Another administrator has to change it.';

const ofProgram =
  'It may be a program’s. Replace it under Log-ins: there the old password is valid until the new one is used.';

/** One person: what they are, how old their password is, and what can be done. */
export function PersonCard({ person, onRole, onPassword, onOffBoard, onChanged }: PersonCardProps) {
  const client = useSessionClient();
  const { username, disabled, isSelf, role } = person;
  const letIn = useMutation({
    mutationFn: () => client.askAccess('letBackIn', { username }),
    onSettled: onChanged,
  });
  return (
    <li className={styles['person']} aria-label={username} tabIndex={-1}>
      <div className={styles['who']}>
        <span className={styles['name']}>{username}</span>
        <span>
          {person.roleWords}
          {isSelf && ' · you'}
        </span>
        <PasswordAge person={person} />
        {disabled && (
          <StatusBadge tone="neutral" look="plain">
            Switched off: nobody can log in with it
          </StatusBadge>
        )}
        <Refusal of={letIn.data} />
      </div>
      <div className={styles['actions']}>
        {disabled ? (
          <Button
            size="small"
            label={`Let back in: ${username}`}
            pending={letIn.isPending}
            onPress={() => letIn.mutate()}
          >
            Let back in
          </Button>
        ) : (
          <>
            <Button
              size="small"
              label={`Change role of ${username}`}
              disabledReason={roleReason(isSelf, role)}
              onPress={onRole}
            >
              Change role
            </Button>
            <Button
              size="small"
              label={`New password for ${username}`}
              disabledReason={isSelf ? ownLogin : role === null ? ofProgram : null}
              onPress={onPassword}
            >
              New password
            </Button>
            <Button
              size="small"
              label={`Off-board ${username}`}
              reasonSide="end"
              disabledReason={isSelf ? ownLogin : null}
              onPress={onOffBoard}
            >
              Off-board
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function roleReason(isSelf: boolean, role: PersonRow['role']): string | null {
  if (isSelf) return ownLogin;
  return role === 'administrator' ? 'Administrators do nothing else. Off-board it, or add another log-in.' : null;
}

function PasswordAge({ person: { issuedAt, ageWords, until } }: { readonly person: PersonRow }) {
  return (
    <>
      <span className={styles['muted']}>
        {issuedAt === null ? (
          'When its password was made is not recorded'
        ) : (
          <>
            Password made <Age at={issuedAt} />
          </>
        )}
        {until !== null && ` · until ${new Date(until).toLocaleString()}`}
      </span>
      {issuedAt !== null && ageWords !== null && (
        <StatusBadge tone="warning" look="plain">
          {ageWords}
        </StatusBadge>
      )}
    </>
  );
}
