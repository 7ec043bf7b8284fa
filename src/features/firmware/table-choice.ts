import * as v from 'valibot';

import { optionalColumns, sortColumns, type OptionalColumn, type SortColumn } from './columns';

/** How a person has arranged the table. */
export type TableChoice = {
  readonly columns: readonly OptionalColumn[];
  readonly sort: SortColumn;
  readonly direction: 'ascending' | 'descending';
};

export const usualChoice: TableChoice = { columns: ['installed', 'latest'], sort: 'state', direction: 'ascending' };

const storageKey = 'gatehouse.firmware-table';
const form = v.object({
  columns: v.array(v.picklist(optionalColumns)),
  sort: v.picklist(sortColumns),
  direction: v.picklist(['ascending', 'descending']),
});

/** Even naming `localStorage` throws where a browser has switched it off; so it comes as a function. */
type Shelf = () => Pick<Storage, 'getItem' | 'setItem'>;
const ownShelf: Shelf = () => localStorage;

/** What was chosen last time; the usual where nothing was, or what is kept cannot be read. */
export function rememberedChoice(shelf: Shelf = ownShelf): TableChoice {
  try {
    const parsed = v.safeParse(form, JSON.parse(shelf().getItem(storageKey) ?? 'null'));
    return parsed.success ? { ...parsed.output, columns: [...new Set(parsed.output.columns)] } : usualChoice;
  } catch {
    return usualChoice;
  }
}

export function rememberChoice(choice: TableChoice, shelf: Shelf = ownShelf): void {
  try {
    shelf().setItem(storageKey, JSON.stringify(choice));
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}
