import type { Message } from '@/core/message';

import { isHead } from './head';
import type { LastWill } from './last-will';
import type { Wanted } from './wanted';

type When = Pick<Message, 'at' | 'retained'>;
const mostCandidates = 500;

/**
 * Topics with a last will like the convention's, whose owner did not show itself yet: many programs say that they are
 * online. They are listened to; of too many, the oldest are given up.
 */
export type Candidates = {
  meet(head: string, online: boolean, when: When): void;
  has(head: string): boolean;
  /** it showed itself: its will goes over to the device */
  take(head: string, will: LastWill): void;
};

export function openCandidates(wanted: Wanted, filtersOf: (head: string) => readonly string[]): Candidates {
  const candidates = new Map<string, { readonly online: boolean; readonly when: When }>();
  return {
    meet(head, online, { at, retained }) {
      if (!isHead(head)) return;
      if (!candidates.has(head)) wanted.add(filtersOf(head));
      candidates.set(head, { online, when: { at, retained } });
      if (candidates.size <= mostCandidates) return;
      const [oldest = ''] = candidates.keys();
      candidates.delete(oldest);
      wanted.drop(filtersOf(oldest));
    },
    has: (head) => candidates.has(head),
    take(head, will) {
      const met = candidates.get(head);
      if (met !== undefined) will.hear(met.online, met.when);
      candidates.delete(head);
    },
  };
}
