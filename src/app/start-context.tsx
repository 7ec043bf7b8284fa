import { createContext, use, useEffect, useState, type ReactNode } from 'react';

import { useSessionClient } from '@/session/client-context';
import { useConnection } from '@/store/home-hooks';

import { fetchOffer, startOf, type Start } from './start';

const StartContext = createContext<Start | null>(null);

/** How the page began; null while it is not known yet. */
export function useStart(): Start | null {
  return use(StartContext);
}

type StartProviderProps = {
  readonly root: URL;
  /** the query of the address the page was opened with */
  readonly search: string;
  readonly children: ReactNode;
};

/** Finds out how to begin, and lets a simulated home connect by itself. */
export function StartProvider({ root, search, children }: StartProviderProps) {
  const client = useSessionClient();
  const idle = useConnection().status === 'idle';
  const [start, setStart] = useState<Start | null>(null);
  const [begun, setBegun] = useState(false);

  useEffect(() => {
    let current = true;
    void fetchOffer(root).then((offered) => {
      if (current) setStart(startOf(search, offered));
    });
    return () => void (current = false);
  }, [root, search]);

  useEffect(() => {
    if (start?.kind === 'demo') client.connect(start.login);
  }, [client, start]);

  // between asking the session to connect and its first word, "idle" does not mean that nobody is connecting
  if (!begun && start !== null && (start.kind === 'form' || !idle)) setBegun(true);
  return <StartContext value={begun ? start : null}>{children}</StartContext>;
}
