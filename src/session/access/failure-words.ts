import type { AuthorityFailure } from '@/credentials/authority/authority';

/** Why the broker did not do it, in one sentence, and what to do. */
export function failureWords(failure: AuthorityFailure): string {
  switch (failure.kind) {
    case 'unanswered':
      return 'The broker did not answer. Look again what is so before you repeat it.';
    case 'refused':
      return 'The broker does not allow this administrator to do that.';
    case 'own-account':
      return 'You are signed in with this log-in. Another administrator has to change it.';
    case 'role-held':
      return 'Somebody still holds this role.';
    case 'missing':
      return failure.what === 'account' ? 'There is no such log-in any more.' : 'The broker has no such role any more.';
    case 'exists':
      return 'It is there already.';
    case 'no-register':
    case 'internal':
      return 'The broker could not do it, and does not say why.';
    case 'unsaved':
      return 'The broker says that it cannot write its accounts to its disk: what is changed now it forgets when it starts again. Make its account file writable, and see that there is room, then try again.';
    case 'other':
      return `The broker refused: ${failure.said}`;
  }
}

/** Nobody knows what is so; asked again, the broker may tell. */
export function isSilent({ kind }: AuthorityFailure): boolean {
  return kind === 'unanswered' || kind === 'internal';
}
