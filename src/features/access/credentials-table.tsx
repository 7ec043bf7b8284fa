import type { Rotation } from '@/core/rotation';
import type { AccessRow } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { TextLink } from '@/ui/text-link';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';

import styles from './access-page.module.css';

type CredentialsTableProps = {
  readonly rows: readonly AccessRow[];
  readonly rotations: readonly Rotation[];
  /** with the username of the account */
  readonly onRotate: (username: string) => void;
};

/** A row an account of the broker. On a phone each row is a card; the roles stay for those who listen. */
export function CredentialsTable({ rows, rotations, onRotate }: CredentialsTableProps) {
  return (
    <table className={styles['table']} aria-label="Credentials" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {['Account', 'Used by', 'May do', 'Password since', 'Connected', 'Action'].map((heading) => (
            <th key={heading} role="columnheader" scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <CredentialRow key={row.account.username} row={row} rotations={rotations} onRotate={onRotate} />
        ))}
      </tbody>
    </table>
  );
}

type CredentialRowProps = Omit<CredentialsTableProps, 'rows'> & { readonly row: AccessRow };

function CredentialRow({ row, rotations, onRotate }: CredentialRowProps) {
  const { account, rights, rotation } = row;
  const running = rotations.find((one) => one.outcome === null && isOf(one, row));
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {account.username}
      </th>
      <td role="cell" data-label="Used by">
        <UsedBy row={row} />
      </td>
      <td role="cell" data-label="May do">
        {rights}
      </td>
      <td role="cell" data-label="Password since">
        {account.issuedAt === null ? (
          <span className={styles['muted']}>Not recorded</span>
        ) : (
          <Age at={account.issuedAt} />
        )}
      </td>
      <td role="cell" data-label="Connected">
        <Connected row={row} />
      </td>
      <td role="cell" className={styles['action']}>
        <Button
          size="small"
          label={running ? `Show the change of ${account.username}` : `Rotate ${account.username}`}
          disabledReason={running || rotation.possible ? null : rotation.reason}
          onPress={() => onRotate(account.username)}
        >
          {running ? 'Changing…' : 'Rotate'}
        </Button>
      </td>
    </tr>
  );
}

/** Is this the rotation of this row's account? Both slots of a device show it. */
export function isOf(rotation: Rotation, { account: { username, clientId } }: AccessRow): boolean {
  return rotation.account === (clientId ?? username.replace(/\.[ab]$/, ''));
}

function UsedBy({ row: { device: id, account } }: { readonly row: AccessRow }) {
  const device = useDevice(id ?? '');
  if (device !== undefined) return <TextLink to={paths.device(device.id)}>{device.name}</TextLink>;
  return (
    <span className={styles['muted']}>
      {account.clientId === null ? 'A person or a program' : `Only as “${account.clientId}”`}
    </span>
  );
}

function Connected({ row: { account } }: { readonly row: AccessRow }) {
  if (account.disabled) {
    return (
      <StatusBadge tone="neutral" look="plain">
        Switched off
      </StatusBadge>
    );
  }
  if (account.connections === null) return <span className={styles['muted']}>This broker does not tell</span>;
  return account.connections > 0 ? (
    <StatusBadge tone="ok" look="plain">
      Connected
    </StatusBadge>
  ) : (
    <span className={styles['muted']}>Not connected</span>
  );
}
