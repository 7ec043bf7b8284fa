import { readRecords } from '@/credentials/admission/record';
import type { DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { mostMade } from '@/credentials/policies/made-names';
import { madeRecordShape, readMade, surplus, type ReadPolicy } from '@/credentials/policies/made-policies';
import { policyRecordName, type PolicyName } from '@/credentials/policies/policies';

/** The rules that people of this home made: loaded where there are any. null: the broker did not answer. */
export async function readMadeRules(
  security: Pick<DynamicSecurity, 'lookUp'>,
  names: readonly PolicyName[],
): Promise<readonly ReadPolicy[] | null> {
  const followed = names.slice(0, mostMade);
  const stored = await readRecords(security, followed.map(policyRecordName), madeRecordShape);
  if (stored.outcome === 'failed') return null;
  const read = followed.map((name) => readMade(name, stored.value.get(policyRecordName(name))));
  return [...read, ...names.slice(mostMade).map(surplus)];
}
