import { unreadableName } from '@/core/happening';

import { isText, listOf, orNull, record } from './checks';
import { countedMap, type Counts } from './counts';
import type { Deed, Rule } from './rule';
import { setLast } from './set-last';

const mostClients = 2_000;
/** A session that is started anew is back within this time, and clients stay connected meanwhile. It is known to some minutes only. */
const restartMs = 10 * 60_000;

export type ClientLogIn = { readonly username: string | null; readonly address: string | null };
const isLogIn = record({ username: orNull(isText), address: orNull(isText) });

/** As whom clients came in, and from where. A client id is anybody's choice: it tells nothing without these. */
export type Clients = Rule & {
  /** the last time and the one before, also before a restart */
  of(clientId: string): readonly ClientLogIn[];
  /**
   * who that is now, as far as we heard him come in, also before a restart of ours: whoever came while nobody listened for longer, or
   * while we were cut off from the broker, which may have restarted, is not known by his client id
   */
  who(clientId: string): Deed;
};

export function openClients(counts: Counts): Clients {
  const logIns = new Map<string, readonly ClientLogIn[]>();
  counts.add('log-ins of clients', countedMap(logIns, listOf(isLogIn, 2)));
  const heard = new Map<string, Deed>();
  counts.add('who clients are', countedMap(heard, listOf(orNull(isText), 2)), restartMs);

  return {
    of: (clientId) => logIns.get(clientId) ?? [],
    who: (clientId) => heard.get(clientId) ?? [null],
    happen(happening) {
      if (happening.type === 'connection') heard.clear();
      if (happening.type !== 'log-in') return;
      const { clientId, username, address } = happening;
      setLast(logIns, clientId, [...(logIns.get(clientId) ?? []), { username, address }].slice(-2), mostClients);
      setLast(heard, clientId, deedOf({ username, address }), mostClients);
    },
  };
}

export function deedOf({ username, address }: ClientLogIn): Deed {
  return [username === unreadableName ? null : username, address];
}
