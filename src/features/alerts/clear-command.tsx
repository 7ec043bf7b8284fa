import { useMutation } from '@tanstack/react-query';

import type { Alert } from '@/core/alerts/alert';
import { useSessionClient } from '@/session/client-context';
import { useConnection } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import type { Heir } from '@/ui/handed-focus';
import { usePageReason } from '@/ui/secure-page';

import styles from './alerts-page.module.css';

type ClearCommandProps = { readonly alert: Alert; readonly label: string; readonly heir: Heir };

/** Takes a command back that the broker would go on giving. What the device did with it stays as it is. */
export function ClearCommand({ alert, label, heir }: ClearCommandProps) {
  const client = useSessionClient();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const { mutate, isPending, data, isError } = useMutation({
    mutationFn: () => client.askWitness('clearCommand', { alert: alert.id }),
    meta: { saysItself: true },
  });
  const isRefused = isError || data?.outcome === 'refused';
  return (
    <>
      <AskFirstButton
        size="small"
        tone="primary"
        heir={heir}
        question={{
          title: 'Clear the command that the broker keeps?',
          sentence: 'The device is not told it again when it comes back. What it has done stays as it is.',
          confirmLabel: 'Clear it',
          danger: false,
        }}
        pending={isPending}
        disabledReason={pageReason}
        onConfirm={() => mutate()}
      >
        {label}
      </AskFirstButton>
      {isRefused && (
        <p role="status" className={styles['trouble']}>
          The broker did not take that. Your account may not give that device orders; the administrator may.
        </p>
      )}
    </>
  );
}
