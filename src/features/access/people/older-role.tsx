import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { OlderRole } from '@/session/protocol';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Notice } from '@/ui/notice';

import { Refusal } from '../refusal';

type OlderRoleNoticeProps = { readonly older: OlderRole; readonly onChanged: () => void };

/** A role that the broker has with other rights than this version gives, and the way to give it those. */
export function OlderRoleNotice({ older: { role, label }, onChanged }: OlderRoleNoticeProps) {
  const client = useSessionClient();
  const renew = useMutation({
    mutationFn: () => client.askAccess('renewRole', { role }),
    onSuccess: (answer) => answer.outcome === 'done' && onChanged(),
  });
  return (
    <Notice
      tone="warning"
      title={`The role ${label} is older than this Gatehouse, or was changed.`}
      actions={
        <AskFirstButton
          pending={renew.isPending}
          question={{
            title: `Bring the role ${label} up to date?`,
            sentence: 'Everybody who has it gets the rights that this version gives, at once.',
            points: ['What somebody changed in it by hand is lost.', 'Nobody is cut off.'],
            confirmLabel: 'Bring it up to date',
            danger: false,
          }}
          onConfirm={() => renew.mutate()}
        >
          Bring it up to date
        </AskFirstButton>
      }
    >
      <Refusal of={renew.data} />
      <p>Whoever has it may see or do something that it should not, or cannot do what it should.</p>
    </Notice>
  );
}
