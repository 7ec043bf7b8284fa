import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { RunningScenario } from './offered-scenarios';
import { fetchRunning, startScenario } from './scenario-requests';

const askEveryMs = 2_000;
const none: readonly RunningScenario[] = [];

/** The scenarios of the simulated home: which run, and starting one. Asks again while one runs or somebody looks. */
export function useScenarios(address: URL, looking: boolean) {
  const queries = useQueryClient();
  const queryKey = ['demo', 'running', address.href];
  const { data: running = none } = useQuery({
    queryKey,
    queryFn: () => fetchRunning(address),
    refetchInterval: ({ state }) => (looking || (state.data ?? none).length > 0 ? askEveryMs : false),
  });
  const start = useMutation({
    mutationFn: (name: string) => startScenario(address, name),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  return { running, start };
}
