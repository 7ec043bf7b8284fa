import type { Batch } from '@/core/feed';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingMemory } from '@/history/device-memory';
import { openPassingMappings } from '@/history/mapping-memory';
import { openPassingUpdateMemory } from '@/history/update-memory';
import { openPassingShelf } from '@/history/vault-shelf';

import { conventions } from './hearing/conventions';
import { openSession, type Session, type SessionOptions } from './session';

/** A session of a test: a mere listener that asks nobody, shares nothing and remembers nothing, unless told otherwise. */
export function openTestSession(options: Partial<SessionOptions> = {}): Session {
  return openSession({
    conventions,
    clock: Date.now,
    random: Math.random,
    askForStates: false,
    shareAlerts: false,
    memory: openPassingMemory(),
    certificateStore: openPassingCertificateStore(),
    mappingMemory: openPassingMappings(),
    vaultShelf: openPassingShelf(),
    updateMemory: openPassingUpdateMemory(),
    ...options,
  });
}

/** What a page of this session is told from now on: the newest of each part, and a way to wait for it. */
export type Told = {
  readonly news: Partial<Batch>;
  /** resolves when `look` finds something */
  when<T>(look: () => T | null | undefined | false): Promise<T>;
  /** the home was looked over */
  readonly settled: Promise<void>;
};

export function gatherTold(session: Session): Told {
  let news: Partial<Batch> = {};
  const waiting = new Set<() => void>();
  const feed = session.openFeed();
  feed.onChange(() =>
    queueMicrotask(() => {
      news = { ...news, ...feed.take() };
      for (const look of waiting) look();
    }),
  );
  const when: Told['when'] = (look) =>
    new Promise((resolve) => {
      const attempt = () => {
        const found = look();
        if (!found) return;
        waiting.delete(attempt);
        resolve(found);
      };
      waiting.add(attempt);
      attempt();
    });
  return {
    get news() {
      return news;
    },
    when,
    settled: when(() => news.listening?.phase === 'settled').then(() => undefined),
  };
}
