import type { CodePlace, CodeWork } from '@/core/codes/code-owner';
import type { RotationRecord } from '@/core/log-ins/rotation-record';

type Ended = {
  readonly work: Pick<CodeWork, 'id' | 'act' | 'person'>;
  readonly index: number;
  readonly place: Pick<CodePlace, 'device' | 'name' | 'outcome' | 'sentence'>;
  /** whose log-in did it; null: not known */
  readonly by: string | null;
  /** ms since the epoch */
  readonly at: number;
};

const done = { add: 'added', change: 'replaced', remove: 'removed' } as const;

/** What of it is history: which codes are others now. Where nothing was changed, or nobody knows, there is nothing to tell. */
export function recordsOfCode({ work, index, place, by, at }: Ended): readonly RotationRecord[] {
  const { device, name, outcome, sentence } = place;
  if (outcome !== 'done' && outcome !== 'old-remains') return [];
  return [
    {
      id: `code ${work.id} ${index}`,
      account: work.person,
      device,
      name,
      way: null,
      by,
      at,
      outcome: outcome === 'done' ? done[work.act] : 'stopped',
      sentence,
      source: 'here',
    },
  ];
}
