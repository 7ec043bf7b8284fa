import { useCallback, useEffect, useState } from 'react';

import type { Look } from '@/core/unknown-traffic';
import { useSessionClient } from '@/session/client-context';

const calm: Look = { below: null, focus: [] };

export type Looking = {
  readonly isOn: boolean;
  /** begins, or begins anew */
  start(): void;
  stop(): void;
  below(topic: string): void;
  /** the topics that are read closely */
  focus(topics: readonly string[]): void;
};

/** Looks around as long as the page is there and wants it. */
export function useLooking(): Looking {
  const client = useSessionClient();
  const [look, setLook] = useState<Look | null>(null);
  useEffect(() => client.look(look), [client, look]);
  useEffect(() => () => client.look(null), [client]);
  return {
    isOn: look !== null,
    start: useCallback(() => {
      client.look(null);
      setLook({ ...calm });
    }, [client]),
    stop: useCallback(() => setLook(null), []),
    below: useCallback((below) => setLook((before) => before && { ...before, below }), []),
    focus: useCallback((focus) => setLook((before) => before && { ...before, focus }), []),
  };
}
