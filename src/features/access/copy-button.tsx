import { useEffect, useState } from 'react';

import { Button } from '@/ui/button';

const copiedMs = 2_000;

const words = { idle: 'Copy', copied: 'Copied', failed: 'Could not copy' } as const;

/** Puts a text into the clipboard, and says whether that went. */
export function CopyButton({ what, text }: { readonly what: string; readonly text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    // what failed stays told until it is tried again
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), copiedMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  return (
    <Button size="small" label={`${words[state]} the ${what}`} onPress={() => void copy()}>
      {words[state]}
    </Button>
  );
}
