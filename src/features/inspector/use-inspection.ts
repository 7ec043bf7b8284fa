import { useEffect, useMemo, useState } from 'react';

import type { DeviceId } from '@/core/device';
import type { MessageView, ShownMessage } from '@/core/shown-message';
import { useSessionClient } from '@/session/client-context';
import { useMessages } from '@/store/home-hooks';

export type Narrowing = Omit<MessageView, 'device'>;

/** The messages of a device, or with null of the whole home, as they come, and what narrows and stops them. */
export type Inspection = {
  /** the newest first */
  readonly messages: readonly ShownMessage[];
  readonly narrowing: Narrowing;
  narrow(part: Partial<Narrowing>): void;
  readonly isPaused: boolean;
  /** came since the pause */
  readonly waiting: number;
  togglePause(): void;
};

const everything: Narrowing = { text: '', only: 'all', onlyChanges: false };

export function isNarrowed({ text, only, onlyChanges }: Narrowing): boolean {
  return text.trim() !== '' || only !== 'all' || onlyChanges;
}

export function useInspection(device: DeviceId | null): Inspection {
  const client = useSessionClient();
  const [narrowing, setNarrowing] = useState(everything);
  const [isPaused, setPaused] = useState(false);
  const view = useMemo<MessageView>(() => ({ device, ...narrowing }), [device, narrowing]);
  useEffect(() => client.watch(view, isPaused), [client, view, isPaused]);
  useEffect(() => () => client.watch(null), [client]);

  const seen = useMessages();
  const isOurs = seen.view !== null && seen.view.device === device;
  const messages = useMemo(() => (isOurs ? seen.messages.toReversed() : []), [isOurs, seen.messages]);
  return {
    messages,
    narrowing,
    narrow: (part) => setNarrowing({ ...narrowing, ...part }),
    isPaused,
    waiting: isOurs && isPaused ? seen.waiting : 0,
    togglePause: () => setPaused(!isPaused),
  };
}
