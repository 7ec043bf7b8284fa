import type * as v from 'valibot';

import type { AuthorityFailure, Failed } from '../authority/authority';
import type { DynamicSecurity, Result } from '../authority/dynamic-security';
import { readJson } from '../read-json';

/**
 * What people decided, kept in the account database: the text of a role that has no rights and that nobody holds, so that
 * writing it cuts nobody. One a subject, the last word only: it cannot grow, and every browser reads the same.
 */
export type RecordShape = v.GenericSchema<unknown, object>;

/** Few enough for an answer of about 4 kB, which Mosquitto 2.0 sends in one turn of its loop. */
const recordsAQuestion = 10;

/** Those of `names` that stand in the broker and have this shape. */
export async function readRecords<S extends RecordShape>(
  security: Pick<DynamicSecurity, 'lookUp'>,
  names: readonly string[],
  shape: S,
): Promise<Result<ReadonlyMap<string, v.InferOutput<S>>>> {
  const records = new Map<string, v.InferOutput<S>>();
  for (let start = 0; start < names.length; start += recordsAQuestion) {
    const found = await security.lookUp([], names.slice(start, start + recordsAQuestion));
    if (found.outcome === 'failed') return found;
    for (const { name, textName, acls } of found.value.roles) {
      const record = acls.length === 0 ? readJson(shape, textName ?? '') : null;
      if (record !== null) records.set(name, record);
    }
  }
  return { outcome: 'done', value: records };
}

/** Writes over whatever stood there. Two who write at once: the last one wins, and both are told what stands at the next look. */
export async function writeRecord(
  security: Pick<DynamicSecurity, 'run' | 'createRole'>,
  name: string,
  record: object,
): Promise<Result<null> | Failed> {
  const textName = JSON.stringify(record);
  const created = await security.createRole({ name, acls: [], textName });
  if (created.outcome === 'done' || created.failure.kind !== 'exists') return created;
  const [changed] = await security.run([{ command: 'modifyRole', rolename: name, textname: textName }]);
  if (changed === undefined) return { outcome: 'failed', failure: { kind: 'unanswered' } };
  return changed.outcome === 'failed' ? changed : { outcome: 'done', value: null };
}

/** The same where an answer may be lost: what is written twice is written once. null: it is written */
export async function keepRecord(...about: Parameters<typeof writeRecord>): Promise<AuthorityFailure | null> {
  if ((await writeRecord(...about)).outcome === 'done') return null;
  const again = await writeRecord(...about);
  return again.outcome === 'done' ? null : again.failure;
}
