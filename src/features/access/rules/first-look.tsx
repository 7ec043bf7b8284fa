import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

type FirstLookProps = { readonly count: number; readonly onDone: () => void };

/** A home that was there before Gatehouse: everybody in it counts as approved, once a person has said so. */
export function FirstLook({ count, onDone }: FirstLookProps) {
  const client = useSessionClient();
  const approve = useMutation({ mutationFn: () => client.askAccess('approveAll', {}), onSettled: onDone });
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
      {approve.data?.outcome === 'refused' ? `${approve.data.reason} ` : ''}
      {count} {count === 1 ? 'log-in is' : 'log-ins are'} there without anybody having approved it here. Look through
      “Taking part” below and ban whom you do not know. With this button all others count as approved, and whoever comes
      later has to wait for you.
    </Notice>
  );
}
