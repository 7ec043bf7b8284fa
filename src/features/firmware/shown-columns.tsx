import { createContext, use } from 'react';

import type { Column } from './columns';

/** The columns of the table, for its rows: a row has a cell for each of them and no more. */
export const ShownColumns = createContext<ReadonlySet<Column>>(new Set());

export function useIsShown(): (column: Column) => boolean {
  const shown = use(ShownColumns);
  return (column) => shown.has(column);
}

/** Opens the details of a device. */
export const OpenDetails = createContext<(id: string) => void>(() => {});
