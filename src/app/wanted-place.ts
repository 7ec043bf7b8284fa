import { paths } from '@/ui/paths';

type Place = { readonly pathname: string; readonly search: string; readonly hash: string };

/** The whole place that was asked for: which alert, and how a list is narrowed. Which broker it is at, the form asks. */
export function wantedOf({ pathname, search, hash }: Place): string {
  const query = new URLSearchParams(search);
  query.delete('broker');
  query.delete('username');
  return pathname + (query.size === 0 ? '' : `?${query}`) + hash;
}

/** Where the person wanted to go before the connection form came; the history entry is not trusted with more. */
export function wantedPathOf(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('wanted' in state)) return paths.overview;
  const { wanted } = state;
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : paths.overview;
}
