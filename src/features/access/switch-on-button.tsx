import { useMutation, useQueryClient } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import { AskFirstButton } from '@/ui/ask-first-button';

import { Refusal } from './refusal';

/** The way back from an account that was switched off, by whomever. */
export function SwitchOnButton({ username }: { readonly username: string }) {
  const client = useSessionClient();
  const queries = useQueryClient();
  const switchOn = useMutation({
    mutationFn: () => client.askAccess('switchOn', { username }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  return (
    <>
      <Refusal of={switchOn.data} />
      <AskFirstButton
        size="small"
        label={`Switch on ${username}`}
        question={{
          title: `Let ${username} log in again?`,
          sentence: 'Whoever knows its password may log in with it from then on.',
          confirmLabel: 'Switch it on',
          danger: false,
        }}
        pending={switchOn.isPending}
        onConfirm={() => switchOn.mutate()}
      >
        Switch on
      </AskFirstButton>
    </>
  );
}
