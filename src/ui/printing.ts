import { useSyncExternalStore } from 'react';

let isPrinting = false;

/**
 * The page is being put on paper: what is drawn only where somebody looks is drawn as a whole. What a store tells React is drawn at
 * the end of the event that told it, which the browser waits for before it takes its picture.
 */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}

function subscribe(listener: () => void): () => void {
  const begin = () => {
    isPrinting = true;
    listener();
  };
  const end = () => {
    isPrinting = false;
    listener();
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  };
}
