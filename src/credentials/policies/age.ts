/** What grows old, each with a term of its own. */
export const credentialKinds = ['device', 'person', 'administrator', 'lock-code'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** After how many days each kind should be replaced; null: at no age. */
export type AgeTerms = Readonly<Record<CredentialKind, number | null>>;

/**
 * What holds until somebody says otherwise. People's passwords are made here and are long: nothing but a suspicion makes them
 * worse with time, so a year is kind enough (NIST SP 800-63B-4 §3.1.1.2). Who administers can open everything, and a code of a
 * lock is seen over a shoulder sooner or later.
 */
export const defaultTerms: AgeTerms = { device: 365, person: 365, administrator: 180, 'lock-code': 180 };

/** A reminder comes so long before. */
const remindDays = 30;
const dayMs = 86_400_000;

/** `unknown`: nobody wrote down when it was made, which is not the same as new. */
export type AgeState = 'fine' | 'due-soon' | 'overdue' | 'unknown';

/** `issuedAt`, `now`: ms since the epoch. A clock that was wrong when it was made says nothing about its age. */
export function ageState(kind: CredentialKind, issuedAt: number | null, now: number, terms: AgeTerms): AgeState {
  if (issuedAt === null || issuedAt > now + dayMs) return 'unknown';
  const limit = terms[kind];
  if (limit === null) return 'fine';
  const days = (now - issuedAt) / dayMs;
  if (days >= limit) return 'overdue';
  return days >= limit - remindDays ? 'due-soon' : 'fine';
}

/** What a person should know of it; null: nothing. */
export function ageWords(kind: CredentialKind, issuedAt: number | null, now: number, terms: AgeTerms): string | null {
  const limit = terms[kind] ?? Number.POSITIVE_INFINITY;
  const days = issuedAt === null ? 0 : Math.floor((now - issuedAt) / dayMs);
  switch (ageState(kind, issuedAt, now, terms)) {
    case 'fine':
      return null;
    case 'due-soon':
      return `Should be replaced within ${limit - days} ${limit - days === 1 ? 'day' : 'days'}`;
    case 'overdue':
      return `${days} days old: it should be replaced after ${limit}`;
    case 'unknown':
      return 'Nobody wrote down when it was made';
  }
}
