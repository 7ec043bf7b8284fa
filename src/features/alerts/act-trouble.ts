import type { ActResult } from '@/session/protocol';

type Acting = {
  readonly isError: boolean;
  readonly data: ActResult | readonly ActResult[] | undefined;
};

/** What went wrong when a person did something with alerts, in a sentence; null: nothing did. */
export function actTrouble({ isError, data = [] }: Acting): string | null {
  if (isError) return 'This was not done: the page cannot reach its own session. Load it again.';
  const results: readonly ActResult[] = 'outcome' in data ? [data] : data;
  const gone = results.filter(({ outcome }) => outcome === 'gone').length;
  if (gone === 0) return null;
  if (results.length === 1) return 'This was not done: it is not there any more.';
  return `${gone} of ${results.length} alerts are not there any more; the others were changed.`;
}
