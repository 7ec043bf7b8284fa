import { createContext, use, useEffect, useState, type ReactNode } from 'react';

import type { SessionClient } from '@/session/client';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useTold } from '@/store/home-hooks';

import { fetchJson, fetchOffer, fetchText, startOf, type Past, type Start } from './start';

const RootContext = createContext<URL>(new URL('./', document.baseURI));

/** Where the application stands on its server. */
export function useRoot(): URL {
  return use(RootContext);
}

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
  const told = useTold();
  const idle = useConnection().status === 'idle';
  const [start, setStart] = useState<Start | null>(null);
  const [begun, setBegun] = useState(false);

  useEffect(() => {
    let current = true;
    void fetchOffer(root).then((offered) => {
      if (current) setStart(startOf(search, offered, root));
    });
    return () => void (current = false);
  }, [root, search]);

  useEffect(() => {
    if (start?.kind === 'demo') void joinDemo(client, start);
  }, [client, start]);

  // another tab may have connected, and between asking for a connection and the first word of it "idle" means nothing
  if (!begun && told && start !== null && (start.kind === 'form' || !idle)) setBegun(true);
  return (
    <RootContext value={root}>
      <StartContext value={begun ? start : null}>{children}</StartContext>
    </RootContext>
  );
}

/** With its past, where it has one: then it is known at once what is usual, and how it went. */
async function joinDemo(client: SessionClient, { login, past }: Extract<Start, { kind: 'demo' }>): Promise<void> {
  if (past !== null) await adoptPast(client, login.url, past).catch(() => null); // a lost session says so itself
  client.join(login);
}

async function adoptPast(client: SessionClient, home: string, { habits, history }: Past): Promise<void> {
  const [learned, kept] = await Promise.all([fetchJson(habits), fetchText(history)]);
  if (kept !== null) await client.askHistory('adoptHistory', { home, past: kept });
  await client.adoptHabits(home, learned);
}
