import { MutationCache, QueryClient } from '@tanstack/react-query';

import { isPlain, notLoaded } from '@/core/plain-error';

import { isUnloaded } from './unloaded';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** it says itself, where it was pressed, that it was not done */
      readonly saysItself?: boolean;
    };
  }
}

/** Of an act: what to tell of it. null: nothing, another was begun */
type TellUndone = (sentence: string | null) => void;

/**
 * Questions go to the session, not to the internet: being offline is no reason to hold one back. An act that is refused
 * answers so, and its page shows it; one that rejects was answered by nobody, and is told here for all pages.
 */
export function createQueryClient(tellUndone: TellUndone): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
    mutationCache: new MutationCache({
      onMutate: () => tellUndone(null),
      onError(error, _about, _context, { meta }) {
        if (meta?.saysItself !== true) tellUndone(undoneWords(error));
      },
    }),
  });
}

/** What an error says is for people only where it was written for them: others name addresses, or what came over the wire. */
function undoneWords(error: unknown): string {
  if (isPlain(error)) return error.message;
  if (isUnloaded(error)) return notLoaded;
  return 'Nobody knows whether it was done: the page got no answer from its own session. Look before you try it again, or load the page again.';
}
