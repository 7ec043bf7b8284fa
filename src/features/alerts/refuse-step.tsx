import { useMutation, useQueryClient } from '@tanstack/react-query';

import type { Alert } from '@/core/alerts/alert';
import { candidatesIn, suspectsIn } from '@/core/alerts/suspects';
import { useSessionClient } from '@/session/client-context';
import type { AccessRow } from '@/session/protocol';
import { useAdmin, useConnection } from '@/store/home-hooks';
import { Button, LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';

import styles from './alerts-page.module.css';
import { SignInFirst } from './sign-in-first';
import { StepDone } from './step-done';
import { useAccounts } from './use-accounts';

/**
 * Bans the log-ins that the alerts name: whoever is in with them is cut off at once. Who only came in from a strange client is
 * refused one by one: he may be somebody's new phone. Never offered are devices, and the log-in of this page.
 */
export function RefuseStep({ alerts }: { readonly alerts: readonly Alert[] }) {
  const client = useSessionClient();
  const queries = useQueryClient();
  const admin = useAdmin();
  const connection = useConnection();
  const self = admin.status === 'open' ? admin.username : null;
  const here = connection.status === 'connected' ? connection.username : null;
  const named = suspectsIn(alerts);
  const strange = candidatesIn(alerts);
  const rows = useAccounts([...named, ...strange]);
  const isLetIn = (name: string) => rows?.some((row) => isOn(row, name)) !== false;
  const others = named.filter((name) => name !== self);
  const suspects = others.filter(isLetIn);
  const people = strange.filter(
    (name) => name !== self && name !== here && rows?.some((row) => row.device !== null && isOf(row, name)) !== true,
  );
  const candidates = rows === null ? [] : people.filter(isLetIn);
  const refuse = useMutation({
    mutationFn: async (names: readonly string[]) => {
      const answers = [];
      // one after the other: each looks at all of them
      for (const name of names) answers.push(await client.askAccess('admit', { client: name, act: 'ban' }));
      return answers;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  const refusal = refuse.data?.find((answer) => answer.outcome === 'refused');
  if (self === null) return <SignInFirst />;
  const refused = rows === null ? [] : [...others, ...people].filter((name) => !isLetIn(name));
  const isDone = refused.length > 0 && suspects.length + candidates.length === 0;
  if (isDone) return <StepDone>Refused: {refused.join(', ')}.</StepDone>;
  return (
    <>
      {[...(suspects.length > 0 ? [suspects] : []), ...candidates.map((name) => [name])].map((names) => (
        <Button
          key={names.join(' ')}
          size="small"
          tone="danger"
          pending={refuse.isPending}
          onPress={() => refuse.mutate(names)}
        >
          Refuse {names.join(' and ')}
        </Button>
      ))}
      <LinkButton to={paths.accessRules} size="small">
        {suspects.length + candidates.length > 0 ? 'Look at all log-ins' : 'Choose whom to ban'}
      </LinkButton>
      {candidates.length > 0 && (
        <p className={styles['trouble']}>
          {candidates.join(' and ')} came in shortly before, with a client that was not seen with that log-in. If it was
          one of you, leave it.
        </p>
      )}
      {refusal !== undefined && (
        <p role="alert" className={styles['trouble']}>
          {refusal.reason}
        </p>
      )}
    </>
  );
}

/** An account of that client, through which it may still log in. */
function isOn(row: AccessRow, name: string): boolean {
  return !row.account.disabled && isOf(row, name);
}

function isOf({ account: { username } }: AccessRow, name: string): boolean {
  return username === name || username.replace(/\.[ab]$/, '') === name;
}
