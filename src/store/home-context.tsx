import { createContext, use, type ReactNode } from 'react';

import type { HomeStore } from './home-store';

const HomeStoreContext = createContext<HomeStore | null>(null);

/** Gives the page its home. */
export function HomeStoreProvider({ store, children }: { readonly store: HomeStore; readonly children: ReactNode }) {
  return <HomeStoreContext value={store}>{children}</HomeStoreContext>;
}

export function useHomeStore(): HomeStore {
  const store = use(HomeStoreContext);
  if (store === null) throw new Error('useHomeStore() outside of <HomeStoreProvider>');
  return store;
}
