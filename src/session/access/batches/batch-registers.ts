import type { Authority } from '@/credentials/authority/authority';
import { registersOf, standingBatch } from '@/credentials/batch/batch-register';

import { failureWords } from '../failure-words';
import type { DoneAnswer } from '../people/people-questions';
import { refused } from '../refused';

/** Ends the batch that stands, with all that was written down of it. */
export async function clearBatch(authority: Authority): Promise<DoneAnswer> {
  const listed = await authority.list(null);
  if (listed.outcome === 'failed') return refused(failureWords(listed.failure));
  const batch = standingBatch(listed.registers);
  let answer: DoneAnswer = { outcome: 'done' };
  for (const name of batch === null ? [] : registersOf(batch.id, listed.registers)) {
    const removed = await authority.remove({ register: name });
    if (removed.outcome === 'failed') answer = refused(failureWords(removed.failure));
  }
  return answer;
}
