import { createContext, use } from 'react';

import type { SessionClient } from './client';

/** How features reach the session's client; `src/app` provides it. */
export const SessionClientContext = createContext<SessionClient | null>(null);

export function useSessionClient(): SessionClient {
  const client = use(SessionClientContext);
  if (client === null) throw new Error('useSessionClient() outside of <SessionClientContext>');
  return client;
}
