import { createContext, use, useMemo } from 'react';

import type { Rotation } from '@/core/log-ins/rotation';
import type { AccessRow } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import type { GridColumn } from '@/ui/grid/grid-column';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';
import { TableCell, VirtualTable } from '@/ui/grid/virtual-table';

import styles from './access-page.module.css';
import { SwitchOnButton } from './switch-on-button';

type Credentials = {
  readonly rows: readonly AccessRow[];
  readonly rotations: readonly Rotation[];
  /** with the username of the account */
  readonly onRotate: (username: string) => void;
};

const columns: readonly GridColumn[] = [
  { id: 'account', heading: 'Account', width: 'minmax(7rem, 1.3fr)' },
  { id: 'used-by', heading: 'Used by', width: 'minmax(7rem, 1.3fr)' },
  { id: 'rights', heading: 'May do', width: 'minmax(9rem, 1.6fr)' },
  { id: 'age', heading: 'Password since', width: 'minmax(6.5rem, 0.9fr)' },
  { id: 'connected', heading: 'Connected', width: 'minmax(7rem, 1fr)' },
  { id: 'action', heading: 'Action', width: '112px', atEnd: true },
];

const CredentialsContext = createContext<Credentials>({ rows: [], rotations: [], onRotate: () => {} });

/** A row an account of the broker; on a phone each is a card. */
export function CredentialsTable({ rows, rotations, onRotate }: Credentials) {
  const credentials = useMemo(() => ({ rows, rotations, onRotate }), [rows, rotations, onRotate]);
  const ids = useMemo(() => rows.map(({ account }) => account.username), [rows]);
  return (
    <CredentialsContext value={credentials}>
      <VirtualTable label="Credentials" columns={columns} ids={ids} Row={Row} cardClassName={styles['card']} />
    </CredentialsContext>
  );
}

function Row({ id }: { readonly id: string }) {
  const { rows, rotations, onRotate } = use(CredentialsContext);
  const row = rows.find(({ account }) => account.username === id);
  if (row === undefined) return null;
  const { account, rights, rotation } = row;
  const running = rotations.some((one) => one.outcome === null && one.where === 'here' && isOf(one, row));
  return (
    <>
      <TableCell rowHeader className={styles['account']}>
        {account.username}
      </TableCell>
      <TableCell>
        <Label>Used by</Label>
        <UsedBy row={row} />
      </TableCell>
      <TableCell>
        <Label>May do</Label>
        {rights}
      </TableCell>
      <TableCell>
        <Label>Password since</Label>
        {account.issuedAt === null ? (
          <span className={styles['muted']}>Not recorded</span>
        ) : (
          <Age at={account.issuedAt} />
        )}
      </TableCell>
      <TableCell>
        <Label>Connected</Label>
        <Connected row={row} />
      </TableCell>
      <TableCell className={styles['action']}>
        {account.disabled && !running && <SwitchOnButton username={account.username} />}
        <Button
          size="small"
          label={running ? `Show the change of ${account.username}` : `Rotate ${account.username}`}
          reasonSide="end"
          disabledReason={running || rotation.possible ? null : rotation.reason}
          onPress={() => onRotate(account.username)}
        >
          {running ? 'Changing…' : 'Rotate'}
        </Button>
      </TableCell>
    </>
  );
}

/** What the column's heading says, where there are no columns. */
function Label({ children }: { readonly children: string }) {
  return (
    <span className={styles['label']} aria-hidden="true">
      {children}
    </span>
  );
}

/** Is this the rotation of this row's account? Both slots of a device show it. */
export function isOf(rotation: Rotation, row: AccessRow): boolean {
  return rotation.account === accountOf(row);
}

/** The name that the device of this row has among the accounts (`credentials/rotation/facts.ts`, `deviceOf`). */
export function accountOf({ account: { username, clientId } }: AccessRow): string {
  return clientId ?? username.replace(/\.[ab]$/, '');
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
  if (account.connections === 0) return <span className={styles['muted']}>Not connected</span>;
  return (
    <StatusBadge tone="ok" look="plain">
      Connected
    </StatusBadge>
  );
}
