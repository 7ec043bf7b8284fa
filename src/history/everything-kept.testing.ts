import { openDB } from 'idb';

/** Every name and every value that lies in this browser, as one text: what somebody with the disk in hand would find. */
export async function everythingKept(): Promise<string> {
  let all = '';
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await openDB(name);
    for (const store of db.objectStoreNames) {
      for (const key of await db.getAllKeys(store)) {
        const value: unknown = await db.get(store, key);
        all += `${name} ${JSON.stringify(key)} ${value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : JSON.stringify(value)}\n`;
      }
    }
    db.close();
  }
  return all;
}
