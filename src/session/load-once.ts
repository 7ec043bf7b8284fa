import { notLoaded, PlainError } from '@/core/plain-error';

/** Loads a part of Gatehouse when it is first asked for, and keeps it; one that could not be loaded is asked for anew the next time. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= load().catch(() => {
      loading = null; // the page's server may be away for a while
      throw new PlainError(notLoaded);
    }));
}
