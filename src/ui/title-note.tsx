import { createContext, use } from 'react';

/** What stands in the document's title behind the name of the page, such as "2 alerts"; null: nothing. */
export const TitleNoteContext = createContext<string | null>(null);

export function useTitleNote(): string | null {
  return use(TitleNoteContext);
}
