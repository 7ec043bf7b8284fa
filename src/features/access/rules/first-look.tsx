import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Notice } from '@/ui/notice';

import { Refusal } from '../refusal';

type FirstLookProps = { readonly count: number; readonly onDone: () => void };

/** A home that was there before Gatehouse: everybody in it counts as approved, once a person has said so. */
export function FirstLook({ count, onDone }: FirstLookProps) {
  const client = useSessionClient();
  const [othersWait, setOthersWait] = useState(true);
  const approve = useMutation({
    async mutationFn() {
      const approved = await client.askAccess('approveAll', {});
      if (approved.outcome === 'refused' || !othersWait) return approved;
      return client.askAccess('setPolicy', { name: 'newcomers', mode: 'enforce' });
    },
    onSettled: onDone,
  });
  return (
    <Notice
      tone="info"
      title="Nobody has said yet who belongs to this home."
      actions={
        <Button tone="primary" pending={approve.isPending} onPress={() => approve.mutate()}>
          They all belong here
        </Button>
      }
    >
      <Refusal of={approve.data} />
      {count} {count === 1 ? 'log-in is' : 'log-ins are'} there without anybody having approved it here. Look through
      “Taking part” below and ban whom you do not know. With this button all others count as approved.
      <Checkbox
        label="Whoever comes later has to wait for approval"
        selected={othersWait}
        onChange={setOthersWait}
        description="A new log-in may announce itself and do nothing else. You can take that back below, under Rules."
      />
    </Notice>
  );
}
