import { useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { BatchPart } from '@/session/protocol';
import { useRotations } from '@/store/home-hooks';

import { RotateDialog } from './rotate-dialog';

/** The dialog of one rotation, from within a batch. */
export function TypeInDialog({ part, onClose }: { readonly part: BatchPart | null; readonly onClose: () => void }) {
  const client = useSessionClient();
  const rotations = useRotations();
  const list = useQuery({
    queryKey: ['accounts', 'batch', part?.account],
    queryFn: () => client.askAccess('accounts', {}),
    enabled: part !== null,
  });
  const rows = list.data?.outcome === 'listed' ? list.data.rows : [];
  return <RotateDialog username={part?.username ?? null} rows={rows} rotations={rotations} onClose={onClose} />;
}
