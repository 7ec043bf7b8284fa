import { useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';

export const backupKey = ['accounts-backup'];
/** more than the worker takes, so that it is the worker who says why */
export const largestFile = 16 * 1024 * 1024;
const askAgainMs = 3_000;

/** A backup that was saved as a file, for as long as the page is open: a download is easily lost. */
export type SavedBackup = { readonly name: string; readonly backup: string };

/** When the accounts were backed up last, and how; undefined: nobody knows yet. */
export function useBackup() {
  const client = useSessionClient();
  const { data } = useQuery({
    queryKey: backupKey,
    queryFn: () => client.askAccess('accountsBackup', {}),
    refetchInterval: ({ state }) => (state.data?.outcome === 'told' ? false : askAgainMs),
  });
  return data?.outcome === 'told' ? data : undefined;
}
