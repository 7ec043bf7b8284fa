import { useMutation, useQueryClient } from '@tanstack/react-query';

import type { Alert } from '@/core/alert';
import { suspectsIn } from '@/core/suspects';
import { useSessionClient } from '@/session/client-context';
import type { AccessRow } from '@/session/protocol';
import { useAdmin } from '@/store/home-hooks';
import { Button, LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';

import styles from './alerts-page.module.css';
import { SignInFirst } from './sign-in-first';
import { StepDone } from './step-done';
import { useAccounts } from './use-accounts';

/** Bans the log-ins that the alerts name: whoever is in with them is cut off at once. */
export function RefuseStep({ alerts }: { readonly alerts: readonly Alert[] }) {
  const client = useSessionClient();
  const queries = useQueryClient();
  const admin = useAdmin();
  const named = suspectsIn(alerts);
  const rows = useAccounts(named);
  const self = admin.status === 'open' ? admin.username : null;
  const suspects = named.filter((name) => name !== self && rows?.some((row) => isOn(row, name)) !== false);
  const refuse = useMutation({
    mutationFn: async () => {
      const answers = [];
      // one after the other: each looks at all of them
      for (const name of suspects) answers.push(await client.askAccess('admit', { client: name, act: 'ban' }));
      return answers;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  const refusal = refuse.data?.find((answer) => answer.outcome === 'refused');
  if (self === null) return <SignInFirst />;
  const others = named.filter((name) => name !== self);
  if (rows !== null && others.length > 0 && suspects.length === 0)
    return <StepDone>Refused: {others.join(', ')}.</StepDone>;
  return (
    <>
      {suspects.length > 0 && (
        <Button size="small" tone="danger" pending={refuse.isPending} onPress={() => refuse.mutate()}>
          Refuse {suspects.join(' and ')}
        </Button>
      )}
      <LinkButton to={paths.access} size="small">
        {suspects.length > 0 ? 'Look at all log-ins' : 'Choose the log-ins'}
      </LinkButton>
      {refusal !== undefined && (
        <p role="alert" className={styles['trouble']}>
          {refusal.reason}
        </p>
      )}
    </>
  );
}

/** An account of that client, through which it may still log in. */
function isOn({ account: { username, disabled } }: AccessRow, name: string): boolean {
  return !disabled && (username === name || username.replace(/\.[ab]$/, '') === name);
}
