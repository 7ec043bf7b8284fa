import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';

import { SessionClientContext } from '@/session/client-context';
import { openSession } from '@/session/open';
import { HomeStoreProvider } from '@/store/home-context';
import { createHomeStore } from '@/store/home-store';

import { SessionLost } from './session-lost';

/** Questions go to the session, not to the internet: being offline is no reason to hold one back. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Opens the session once, feeds its batches into the store, and hands both to the page. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(openSession);
  const [store] = useState(createHomeStore);
  const [queries] = useState(createQueryClient);
  const [lost, setLost] = useState(false);
  useEffect(() => client.onBatch((batch) => store.applyBatch(batch)), [client, store]);
  useEffect(() => client.onLost(() => setLost(true)), [client]);
  return (
    <SessionClientContext value={client}>
      <HomeStoreProvider store={store}>
        <QueryClientProvider client={queries}>{lost ? <SessionLost /> : children}</QueryClientProvider>
      </HomeStoreProvider>
    </SessionClientContext>
  );
}
