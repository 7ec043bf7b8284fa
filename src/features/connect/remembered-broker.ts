import * as v from 'valibot';

const key = 'gatehouse.broker';
const shape = v.object({ url: v.string(), username: v.string() });

/** What this device remembers of a connection: where and as whom. Never the password. */
type RememberedBroker = v.InferOutput<typeof shape>;

/** Even naming `localStorage` throws where a browser has switched it off; so it comes as a function. */
type Shelf = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
const ownShelf: Shelf = () => localStorage;

/** False: this browser is set to keep nothing of this site. */
export function canRemember(shelf = ownShelf): boolean {
  try {
    shelf().getItem(key);
    return true;
  } catch {
    return false;
  }
}

export function recallBroker(shelf = ownShelf): RememberedBroker | null {
  try {
    const parsed = v.safeParse(shape, JSON.parse(shelf().getItem(key) ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null; // storage is switched off, or holds something else
  }
}

/** Keeps `broker`, or forgets what was kept when it is null. */
export function rememberBroker(broker: RememberedBroker | null, shelf = ownShelf): void {
  try {
    if (broker === null) shelf().removeItem(key);
    else shelf().setItem(key, JSON.stringify({ url: broker.url, username: broker.username }));
  } catch {
    // storage is switched off or full: then nothing is remembered
  }
}
