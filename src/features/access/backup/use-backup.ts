import { useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';

export const backupKey = ['accounts-backup'];
/** more than the worker takes, so that it is the worker who says why */
export const largestFile = 16 * 1024 * 1024;

/** When the accounts were backed up last; undefined: nobody knows yet. */
export function useBackup() {
  const client = useSessionClient();
  const { data } = useQuery({ queryKey: backupKey, queryFn: () => client.askAccess('accountsBackup', {}) });
  return data?.outcome === 'told' ? data : undefined;
}
