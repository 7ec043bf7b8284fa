import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';

import type { GridSort } from '@/ui/grid/grid-column';

import { isColumn, type Column } from './columns';

export type ListAddress = {
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly sort: GridSort<Column>;
  readonly setSort: (sort: GridSort<Column>) => void;
};

/**
 * Filter and order of the list, kept in the page's address, so that a link or the way back shows the same list. The
 * text is kept here as well: the router answers late, and a field that lags behind swallows letters.
 */
export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const [filter, setText] = useState(params.get('filter') ?? '');
  const column = params.get('sort');

  const put = useCallback(
    (entries: Readonly<Record<string, string | null>>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(entries)) {
            if (value === null || value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );

  return {
    filter,
    setFilter: (text) => {
      setText(text);
      put({ filter: text });
    },
    sort: {
      column: isColumn(column) ? column : 'name',
      direction: params.get('order') === 'descending' ? 'descending' : 'ascending',
    },
    setSort: ({ column: by, direction }) =>
      put({ sort: by === 'name' ? null : by, order: direction === 'descending' ? direction : null }),
  };
}
