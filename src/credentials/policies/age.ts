/** What grows old, each with a term of its own. */
export const credentialKinds = ['device', 'person', 'administrator', 'lock-code'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** After so many days it should be replaced. */
const rotateByDays: Readonly<Record<CredentialKind, number>> = {
  device: 365,
  person: 365,
  administrator: 180,
  'lock-code': 180,
};

/** A reminder comes so long before. */
const remindDays = 30;
const dayMs = 86_400_000;

/** `unknown`: nobody wrote down when it was made, which is not the same as new. */
export type AgeState = 'fine' | 'due-soon' | 'overdue' | 'unknown';

/** `issuedAt`, `now`: ms since the epoch. A clock that was wrong when it was made says nothing about its age. */
export function ageState(kind: CredentialKind, issuedAt: number | null, now: number): AgeState {
  if (issuedAt === null || issuedAt > now + dayMs) return 'unknown';
  const days = (now - issuedAt) / dayMs;
  if (days >= rotateByDays[kind]) return 'overdue';
  return days >= rotateByDays[kind] - remindDays ? 'due-soon' : 'fine';
}

/** What a person should know of it; null: nothing. */
export function ageWords(kind: CredentialKind, issuedAt: number | null, now: number): string | null {
  const limit = rotateByDays[kind];
  const days = issuedAt === null ? 0 : Math.floor((now - issuedAt) / dayMs);
  switch (ageState(kind, issuedAt, now)) {
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
