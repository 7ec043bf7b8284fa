import { describe, expect, test } from 'vitest';

import { canRemember, recallBroker, rememberBroker } from './remembered-broker';

function openShelf(kept: Record<string, string> = {}) {
  const items = new Map(Object.entries(kept));
  return {
    items,
    shelf: () => ({
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    }),
  };
}

describe('the broker that this device remembers', () => {
  test('is the one that was kept', () => {
    const { shelf } = openShelf();
    rememberBroker({ url: 'ws://localhost:9001', username: 'owner' }, shelf);
    expect(recallBroker(shelf)).toEqual({ url: 'ws://localhost:9001', username: 'owner' });
  });

  test('never comes with a password, even if one is handed over', () => {
    const { shelf, items } = openShelf();
    const login = { url: 'ws://localhost:9001', username: 'owner', password: 'hunter2' };
    rememberBroker(login, shelf);
    expect([...items.values()].join()).not.toContain('hunter2');
  });

  test('is forgotten when asked', () => {
    const { shelf, items } = openShelf();
    rememberBroker({ url: 'ws://localhost:9001', username: 'owner' }, shelf);
    rememberBroker(null, shelf);
    expect(recallBroker(shelf)).toBeNull();
    expect(items.size).toBe(0);
  });

  test.each(['', 'null', '{', '[]', '{"url":1,"username":"x"}'])('is nobody when the shelf holds %j', (kept) => {
    expect(recallBroker(openShelf({ 'gatehouse.broker': kept }).shelf)).toBeNull();
  });

  test('is nobody where the browser has switched storage off', () => {
    const off = () => {
      throw new Error('The operation is insecure.');
    };
    rememberBroker({ url: 'ws://localhost:9001', username: 'owner' }, off);
    expect(recallBroker(off)).toBeNull();
    expect(canRemember(off)).toBe(false);
    expect(canRemember(openShelf().shelf)).toBe(true);
  });
});
