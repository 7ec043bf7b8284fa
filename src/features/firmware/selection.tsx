import { createContext, use, useMemo, useState, type ReactNode } from 'react';

import type { DeviceId } from '@/core/device';

/** Which devices a person has ticked. One that cannot be updated any more still is here: whoever acts filters. */
export type Selection = {
  has(id: DeviceId): boolean;
  put(ids: readonly DeviceId[], selected: boolean): void;
};

const SelectionContext = createContext<Selection | null>(null);

export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [ticked, setTicked] = useState<ReadonlySet<DeviceId>>(new Set());
  const selection = useMemo<Selection>(
    () => ({
      has: (id) => ticked.has(id),
      put: (ids, selected) =>
        setTicked((before) => new Set(selected ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id)))),
    }),
    [ticked],
  );
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}

export function useSelection(): Selection {
  const selection = use(SelectionContext);
  if (selection === null) throw new Error('useSelection() outside of <SelectionProvider>');
  return selection;
}
