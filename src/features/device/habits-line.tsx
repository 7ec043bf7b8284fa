import { useQuery } from '@tanstack/react-query';

import type { Device } from '@/core/device';
import { learningWords } from '@/core/learning-progress';
import { watcherLearnsWords } from '@/core/watch-words';
import { useSessionClient } from '@/session/client-context';
import { useWatch } from '@/store/home-hooks';

/** days pass slowly */
const refreshMs = 60_000;

/** How much is known of what is usual for a device: until there is enough, nothing about it can be called unusual. */
export function HabitsLine({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const watcher = watcherLearnsWords(useWatch());
  const { data } = useQuery({
    // its first word begins the first day
    queryKey: ['learning', device.id, device.messages > 0],
    queryFn: () => client.learning(device.id),
    refetchInterval: refreshMs,
  });
  if (data === undefined) return 'Looking it up';
  const mine = data === null ? 'Nothing learned yet' : learningWords(data);
  return watcher === '' ? mine : `${mine}. ${watcher}`;
}
