import type { RoleRule } from '../authority/authority';
import type { AccountBook } from './account-book';
import type { Narrowing } from './least-privilege';

/** A rule that comes, goes or stays when an account is narrowed. */
export type Change = { readonly sign: '+' | '-' | '='; readonly words: string };

/** What it may do now beside what it would. */
export function changesOf(book: AccountBook, { role, goes }: Narrowing): readonly Change[] {
  const roles = [
    ...goes.roles.map(({ name }) => name),
    ...goes.groups.flatMap(({ name }) => book.groups.get(name) ?? []),
  ];
  const before = once(roles.flatMap((name) => (book.roles.get(name) ?? []).flatMap(wordsOf)));
  const after = once(role.acls.flatMap(wordsOf));
  return [
    ...before.filter((words) => !after.includes(words)).map((words): Change => ({ sign: '-', words })),
    ...after.map((words): Change => ({ sign: before.includes(words) ? '=' : '+', words })),
  ];
}

/** Subscriptions bring nothing that may not be heard: they are left out. */
function wordsOf({ type, topic, allow }: RoleRule): readonly string[] {
  if (type !== 'publishClientSend' && type !== 'publishClientReceive') return [];
  const where = topic === '#' ? 'everywhere' : `on ${topic}`;
  return [`${allow ? 'may' : 'may not'} ${type === 'publishClientSend' ? 'publish' : 'listen'} ${where}`];
}

function once(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
