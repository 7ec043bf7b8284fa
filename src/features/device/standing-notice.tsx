import { useMutation, useQuery } from '@tanstack/react-query';

import type { Device } from '@/core/device';
import { useSessionClient } from '@/session/client-context';
import type { ClientRow } from '@/session/protocol';
import { useAdmin } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button, LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';

/**
 * Why the broker lets this device do nothing, and the way back. Only an administrator can read that; everybody else in the house
 * is told by the alert that is raised of it.
 */
export function StandingNotice({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const admin = useAdmin();
  const isIn = admin.status === 'open';
  const list = useQuery({
    queryKey: ['standing', isIn ? admin.username : null],
    queryFn: async () => {
      const answer = await client.askAccess('admission', {});
      return answer.outcome === 'listed' ? answer.clients : [];
    },
    enabled: isIn,
  });
  const bringBack = useMutation({
    mutationFn: (name: string) => client.askAccess('admit', { client: name, act: 'release' }),
    onSettled: () => list.refetch(),
  });
  const row = list.data?.filter(isBarred).find((one) => one.device === device.id);
  if (!isIn || row === undefined) return null;
  const { decision } = row;
  return (
    <Notice
      tone={row.standing === 'banned' ? 'critical' : 'warning'}
      title={titles[row.standing]}
      actions={
        <>
          <Button
            size="small"
            label={`Bring back ${device.name}`}
            pending={bringBack.isPending}
            onPress={() => bringBack.mutate(row.client)}
          >
            Bring back
          </Button>
          <LinkButton size="small" to={paths.accessRules}>
            Show the rules
          </LinkButton>
        </>
      }
    >
      {bringBack.data?.outcome === 'refused' && <span role="alert">{bringBack.data.reason} </span>}
      {decision !== null && (
        <>
          Decided by {decision.policy === null ? decision.by : `a rule that ${decision.by} enforces`}{' '}
          <Age at={decision.at} />.{' '}
        </>
      )}
      With one press it can do again what it could before.
    </Notice>
  );
}

const titles = {
  banned: 'It is banned: the broker does not let it in.',
  restricted: 'It is restricted: the broker lets it do nothing.',
} as const;

function isBarred(row: ClientRow): row is ClientRow & { readonly standing: 'banned' | 'restricted' } {
  return row.standing === 'banned' || row.standing === 'restricted';
}
