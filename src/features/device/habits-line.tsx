import { useQuery } from '@tanstack/react-query';

import type { DeviceId } from '@/core/device';
import { learningWords } from '@/core/learning-progress';
import { useSessionClient } from '@/session/client-context';

/** days pass slowly */
const refreshMs = 60_000;

/** How much is known of what is usual for a device: until there is enough, nothing about it can be called unusual. */
export function HabitsLine({ device }: { readonly device: DeviceId }) {
  const client = useSessionClient();
  const { data } = useQuery({
    queryKey: ['learning', device],
    queryFn: () => client.learning(device),
    refetchInterval: refreshMs,
  });
  if (data === undefined) return 'Looking it up';
  if (data === null) return 'Nothing learned yet';
  return learningWords(data);
}
