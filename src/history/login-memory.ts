import { openByHome } from './by-home';

/** When each account of a broker was last seen to log in, and since when anybody looks. No secret. */
export type KnownLogins = {
  /** ms since the epoch */
  readonly since: number;
  /** username, ms since the epoch */
  readonly lastSeen: readonly (readonly [string, number])[];
};

/** Remembers from visit to visit which accounts are used, so that an unused one can be told. */
export type LoginMemory = {
  /** `home`: the address of its broker. null: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<KnownLogins | null>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, logins: KnownLogins): Promise<void>;
};

/** In a database of its own, in this browser's IndexedDB. */
export function openLoginMemory(database = 'gatehouse-logins'): LoginMemory {
  const kept = openByHome<KnownLogins>(database, 'logins');
  return {
    recall: kept.read,
    async remember(home, logins) {
      await kept.write(home, logins);
    },
  };
}
