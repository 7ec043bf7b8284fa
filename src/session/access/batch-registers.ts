import type { Authority } from '@/credentials/authority/authority';
import { registersOf, standingBatch } from '@/credentials/batch/batch-register';

/** Ends the batch that stands, with all that was written down of it. */
export async function clearBatch(authority: Authority): Promise<void> {
  const listed = await authority.list(null);
  const batch = listed.outcome === 'failed' ? null : standingBatch(listed.registers);
  if (listed.outcome === 'failed' || batch === null) return;
  for (const name of registersOf(batch.id, listed.registers)) await authority.remove({ register: name });
}
