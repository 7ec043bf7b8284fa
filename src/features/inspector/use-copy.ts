import { useState } from 'react';

type Copying = {
  /** how the last time went, in words; '': nothing was copied yet */
  readonly outcome: string;
  copy(text: string): void;
};

/** Puts text on the clipboard, which browsers allow to pages that came over https or from this computer only. */
export function useCopy(): Copying {
  const [outcome, setOutcome] = useState('');
  async function copyNow(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('Copied.');
    } catch {
      setOutcome(
        window.isSecureContext
          ? 'The browser did not allow it to be copied.'
          : 'Copying needs https: mark the text and copy it by hand.',
      );
    }
  }
  return { outcome, copy: (text) => void copyNow(text) };
}
