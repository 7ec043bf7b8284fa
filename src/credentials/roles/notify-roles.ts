import type { NewRole } from '../authority/authority';
import type { Right } from '../rights-words';
import { says } from './rules';

const prefix = 'gatehouse:watcher-tells:';

/** Lets one watcher tell people on these topics and nowhere else; each watcher has its own. null: it needs none. */
export function notifyRole(username: string, topics: readonly string[]): NewRole | null {
  return topics.length === 0 ? null : { name: prefix + username, acls: says(...topics) };
}

export function isNotifyRole(name: string): boolean {
  return name.startsWith(prefix);
}

/** On which topics somebody with these roles may tell people. */
export function notifyTopicsOf(
  held: readonly string[],
  rightsOf: ReadonlyMap<string, readonly Right[]>,
): readonly string[] {
  return held
    .filter(isNotifyRole)
    .flatMap((name) => rightsOf.get(name) ?? [])
    .filter(({ type, allow }) => type === 'publishClientSend' && allow)
    .map(({ topic }) => topic)
    .toSorted();
}
