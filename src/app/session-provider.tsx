import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';

import { SessionClientContext } from '@/session/client-context';
import { openSession } from '@/session/open';
import { HomeStoreProvider } from '@/store/home-context';
import { createHomeStore } from '@/store/home-store';

import { createQueryClient } from './query-client';
import { SessionLost } from './session-lost';
import { UndoneNotice } from './undone-notice';

/** Opens the session once, feeds its batches into the store, and hands both to the page. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(openSession);
  const [store] = useState(createHomeStore);
  const [undone, setUndone] = useState<string | null>(null);
  const [queries] = useState(() => createQueryClient(setUndone));
  const [lost, setLost] = useState(false);
  useEffect(() => client.onBatch((batch) => store.applyBatch(batch)), [client, store]);
  useEffect(() => client.onLost(() => setLost(true)), [client]);
  return (
    <SessionClientContext value={client}>
      <HomeStoreProvider store={store}>
        <QueryClientProvider client={queries}>
          {lost ? <SessionLost /> : children}
          {!lost && <UndoneNotice sentence={undone} onDismiss={() => setUndone(null)} />}
        </QueryClientProvider>
      </HomeStoreProvider>
    </SessionClientContext>
  );
}
