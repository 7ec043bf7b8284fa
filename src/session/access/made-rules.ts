import { readRecords } from '@/credentials/admission/record';
import type { DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { madeRecordShape, readMade, type ReadPolicy } from '@/credentials/policies/made-policies';
import { policyRecordName, type PolicyName } from '@/credentials/policies/policies';

/** The rules that people of this home made: loaded where there are any. null: the broker did not answer. */
export async function readMadeRules(
  security: Pick<DynamicSecurity, 'lookUp'>,
  names: readonly PolicyName[],
): Promise<readonly ReadPolicy[] | null> {
  const stored = await readRecords(security, names.map(policyRecordName), madeRecordShape);
  if (stored.outcome === 'failed') return null;
  return names.map((name) => readMade(name, stored.value.get(policyRecordName(name))));
}
