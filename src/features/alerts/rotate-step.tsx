import { useMutation } from '@tanstack/react-query';

import type { Device } from '@/core/device';
import { useSessionClient } from '@/session/client-context';
import { useAdmin, useRotations } from '@/store/home-hooks';
import { Button } from '@/ui/button';

import styles from './alerts-page.module.css';
import { SignInFirst } from './sign-in-first';
import { StepDone } from './step-done';
import { useAccounts } from './use-accounts';

/** Replaces the password of the device; how it goes is told where it was begun. */
export function RotateStep({ device, since }: { readonly device: Device; readonly since: number }) {
  const client = useSessionClient();
  const admin = useAdmin();
  const rows = useAccounts()?.filter((row) => row.device === device.id) ?? null;
  // what was replaced before it began may be what was stolen
  const rotation = useRotations().find((one) => one.device === device.id && one.startedAt >= since);
  const row = rows?.find(({ rotation: way }) => way.possible) ?? rows?.[0];
  const start = useMutation({ mutationFn: (username: string) => client.askAccess('startRotation', { username }) });
  if (admin.status !== 'open') return <SignInFirst />;
  if (rotation?.outcome === 'replaced') return <StepDone>{rotation.sentence}</StepDone>;
  const isRunning = start.isPending || (rotation !== undefined && rotation.outcome === null);
  const reason =
    row === undefined ? 'Nobody knows with which log-in it comes.' : row.rotation.possible ? null : row.rotation.reason;
  return (
    <>
      <Button
        size="small"
        tone="primary"
        pending={isRunning}
        disabledReason={isRunning ? null : reason}
        onPress={() => row && start.mutate(row.account.username)}
      >
        {isRunning ? 'Giving it a new password…' : 'Give it a new password'}
      </Button>
      {rotation !== undefined && (
        <p role="status" className={styles['trouble']}>
          {rotation.sentence}
        </p>
      )}
      {start.data?.outcome === 'refused' && (
        <p role="alert" className={styles['trouble']}>
          {start.data.reason}
        </p>
      )}
    </>
  );
}
