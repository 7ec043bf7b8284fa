import * as v from 'valibot';

import { time } from '../told-numbers';
import { credentialKinds, defaultTerms, type AgeTerms, type CredentialKind } from './age';

/** Where the account database keeps how old credentials may be, for every browser of the house. */
export const ageRecordName = 'gatehouse:ages';

/** one day to ten years */
const term = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)));

export const ageRecordShape = v.object({
  days: v.object({ device: term, person: term, administrator: term, 'lock-code': term }),
  by: v.pipe(v.string(), v.maxLength(200)),
  at: time,
});

/** The terms with one of them changed; null: that is no term. */
export function withTerm(terms: AgeTerms, kind: CredentialKind, days: number | null): AgeTerms | null {
  return credentialKinds.includes(kind) && v.is(term, days) ? { ...defaultTerms, ...terms, [kind]: days } : null;
}
