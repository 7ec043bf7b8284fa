import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fold, openChanges, openHome, type Home } from './home';
import type { ConventionName, Fact, Observation } from './observation';

type Telling = { voice?: string; by?: ConventionName; at?: number; retained?: boolean };

function tell(
  home: Home,
  fact: Fact,
  { voice = 'z:lock', by = 'zigbee2mqtt', at = 1000, retained = false }: Telling = {},
) {
  const changes = openChanges();
  const observation: Observation = { device: voice, convention: by, at, retained, fact };
  const taken = fold(home, observation, changes);
  return { taken, changed: [...changes.changed], removed: [...changes.removed] };
}

function identity(identifiers: string[], more: Partial<Extract<Fact, { type: 'identity' }>> = {}): Fact {
  return {
    type: 'identity',
    identifiers,
    name: 'Front door',
    nameIsDerived: false,
    room: null,
    vendor: 'Yale',
    model: 'YRD226',
    kind: 'lock',
    capabilities: ['lock'],
    power: 'battery',
    via: null,
    disabled: false,
    ...more,
  };
}

const only = (home: Home) => [...home.devices.values()][0]!; // each story below has just told of one device

describe('one device', () => {
  test('is known by its first hard identifier once it said who it is', () => {
    const home = openHome();
    expect(tell(home, { type: 'heard', at: 1 }).taken).toBe(false);
    tell(home, identity(['ieee:0x1']));
    expect(home.devices.get('ieee:0x1')?.name).toBe('Front door');
  });

  test('that announces itself again unchanged changes nothing on the page', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    expect(tell(home, identity(['ieee:0x1'])).changed).toEqual([]);
  });

  test('does not become empty because a later message leaves its battery out', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, { type: 'battery', percent: 0 });
    tell(home, { type: 'battery', low: true });
    expect(only(home).battery?.value).toEqual({ percent: 0, low: true });
  });

  test('keeps the moment since which its lock is locked when it repeats itself', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, { type: 'state', state: { lock: 'locked' } }, { at: 10 });
    const again = tell(home, { type: 'state', state: { lock: 'locked' } }, { at: 20 });
    expect(only(home).state.lock?.at).toBe(10);
    expect(again.changed).toEqual([]);
  });

  test('said online by the broker’s memory becomes live when it says so itself', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, { type: 'reachability', reachability: 'online' }, { retained: true });
    expect(only(home).said?.retained).toBe(true);
    expect(only(home).lastSeenLive).toBe(false);
    tell(home, { type: 'reachability', reachability: 'online' });
    expect(only(home).said?.retained).toBe(false);
  });

  test('after a reconnect the broker’s memory tells what changed meanwhile', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, { type: 'reachability', reachability: 'online' }, { at: 10 });
    tell(home, { type: 'reachability', reachability: 'offline' }, { at: 20, retained: true });
    expect(only(home).reachability).toBe('offline');
  });

  test('a memory delivered again that tells nothing new leaves the live evidence', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, { type: 'state', state: { contact: 'open' } }, { at: 10 });
    tell(home, { type: 'state', state: { contact: 'open' } }, { at: 20, retained: true });
    expect(only(home).state.contact).toEqual({ value: 'open', at: 10, retained: false, by: 'zigbee2mqtt' });
  });

  test('that does not know any more whether it is locked is not said to be locked', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, { type: 'state', state: { lock: 'locked', contact: 'closed' } });
    expect(tell(home, { type: 'untold', key: 'lock' }, { retained: true }).changed).toEqual(['ieee:0x1']);
    expect(Object.keys(only(home).state)).toEqual(['contact']);
    expect(tell(home, { type: 'untold', key: 'lock' }).changed).toEqual([]);
  });

  test('that is removed is gone, and may come back', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    expect(tell(home, { type: 'removed' }).removed).toEqual(['ieee:0x1']);
    expect(home.devices.size + home.byIdentifier.size + home.byVoice.size).toBe(0);
    tell(home, identity(['ieee:0x1']));
    expect(home.devices.size).toBe(1);
  });

  test('takes a new name, also when the new one is only its address', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, identity(['ieee:0x1'], { name: '0x1', nameIsDerived: true }));
    expect(only(home).name).toBe('0x1');
  });

  test('a name or a room that turns the direction of writing round does not turn the sentence it stands in', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1'], { name: '\u202Eetag \u2066side', room: 'קדימה\u202E' }));
    expect(only(home)).toMatchObject({ name: 'etag side', room: 'קדימה' });
  });

  test('an endless name is cut', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1'], { name: 'x'.repeat(10_000) }));
    expect(only(home).name.length).toBeLessThanOrEqual(256);
  });
});

describe('one device with two voices', () => {
  test('is one device when they share a hard identifier', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['ieee:0x1', 'mac:aa'], { name: 'x', nameIsDerived: true }), {
      voice: 'ha:lock',
      by: 'home-assistant',
    });
    expect(home.devices.size).toBe(1);
    expect(only(home).conventions).toEqual(['zigbee2mqtt', 'home-assistant']);
    expect(only(home).name).toBe('Front door');
  });

  test('is never one device because of its name', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['mac:bb']), { voice: 'ha:lock', by: 'home-assistant' });
    expect(home.devices.size).toBe(2);
  });

  test('is joined when a later announcement names both identities, and keeps the fresher facts', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['mac:bb']), { voice: 'ha:lock', by: 'home-assistant' });
    tell(home, { type: 'state', state: { lock: 'locked' } }, { voice: 'z:lock', retained: true, at: 50 });
    tell(home, { type: 'state', state: { lock: 'unlocked' } }, { voice: 'ha:lock', by: 'home-assistant', at: 40 });
    const joined = tell(home, identity(['mac:bb', 'ieee:0x1']), { voice: 'ha:lock', by: 'home-assistant' });
    expect(home.devices.size).toBe(1);
    expect(joined.removed).toHaveLength(1);
    expect(only(home).state.lock?.value).toBe('unlocked');
    tell(home, { type: 'battery', percent: 7 }, { voice: 'z:lock' });
    expect(only(home).battery?.value.percent).toBe(7);
  });

  test('a live word of one is not overruled by a memory of the other', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['ieee:0x1']), { voice: 'ha:lock', by: 'home-assistant' });
    tell(home, { type: 'state', state: { lock: 'unlocked' } }, { voice: 'z:lock', at: 10 });
    tell(
      home,
      { type: 'state', state: { lock: 'locked' } },
      { voice: 'ha:lock', by: 'home-assistant', at: 20, retained: true },
    );
    expect(only(home).state.lock?.value).toBe('unlocked');
  });

  test('is still locked for the one that knows, unless that is only what discovery had repeated', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']));
    tell(home, identity(['ieee:0x1']), { voice: 'h:lock', by: 'home-assistant' });
    tell(home, { type: 'state', state: { lock: 'locked' } });
    tell(home, { type: 'untold', key: 'lock' }, { voice: 'h:lock', by: 'home-assistant' });
    expect(only(home).state.lock?.value).toBe('locked');
    expect(only(home).testimonies.map(({ lock }) => lock)).toEqual(['locked', null]);
    tell(home, { type: 'state', state: { lock: 'unlocked' } }, { voice: 'h:lock', by: 'home-assistant', at: 2000 });
    tell(home, { type: 'untold', key: 'lock' });
    expect(only(home).state.lock).toBeUndefined();
  });

  test('that was taken to another bridge is there, though the old one misses it hours later, until the new one does', () => {
    const home = openHome();
    const reach = (reachability: 'online' | 'offline'): Fact => ({ type: 'reachability', reachability });
    const reading: Fact = { type: 'state', state: { temperatureC: 20 } };
    tell(home, identity(['ieee:0x1']), { voice: 'zigbee2mqtt:old/0x1' });
    tell(home, reach('online'), { voice: 'zigbee2mqtt:old/0x1', at: 10 });
    tell(home, identity(['ieee:0x1']), { voice: 'zigbee2mqtt:new/0x1' });
    tell(home, reading, { voice: 'zigbee2mqtt:new/0x1', at: 20 });
    tell(home, reach('offline'), { voice: 'zigbee2mqtt:old/0x1', at: 30 });
    expect(only(home).reachability).toBe('online');
    tell(home, reach('offline'), { voice: 'zigbee2mqtt:new/0x1', at: 40 });
    expect(only(home).reachability).toBe('offline');
    tell(home, reach('online'), { voice: 'zigbee2mqtt:new/0x1', at: 50 });
    expect(only(home).reachability).toBe('online');
  });

  test('is what its own convention calls it, in whatever order the two speak', () => {
    const own = identity(['ieee:0x1'], { kind: 'alarm', model: null, power: null });
    const discovery = identity(['ieee:0x1'], { name: 'Keypad', kind: 'sensor', vendor: 'Bridge', model: 'K1' });
    const told = (order: readonly Fact[]) => {
      const home = openHome();
      for (const fact of order) {
        if (fact === own) tell(home, fact, { voice: 'z:lock' });
        else tell(home, fact, { voice: 'ha:lock', by: 'home-assistant' });
      }
      const { name, kind, vendor, model } = only(home);
      return { name, kind, vendor, model };
    };
    const expected = { name: 'Front door', kind: 'alarm', vendor: 'Yale', model: 'K1' };
    expect(told([own, discovery])).toEqual(expected);
    expect(told([discovery, own])).toEqual(expected);
    expect(told([discovery, own, discovery])).toEqual(expected);
  });

  test('is not told otherwise by what its discovery remembers', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['ieee:0x1']), { voice: 'ha:lock', by: 'home-assistant' });
    const memory = { at: 20, retained: true } as const;
    tell(home, { type: 'state', state: { lock: 'not_fully_locked' } }, { voice: 'z:lock', ...memory });
    const discovery = { voice: 'ha:lock', by: 'home-assistant', ...memory } as const;
    tell(home, { type: 'state', state: { lock: 'unlocked', contact: 'open' } }, discovery);
    expect(only(home).state.lock?.value).toBe('not_fully_locked');
    expect(only(home).state.contact?.value).toBe('open');
  });

  test('tells what happened in the words of its own convention', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['ieee:0x1']), { voice: 'ha:lock', by: 'home-assistant' });
    tell(home, { type: 'event', event: 'unlock', text: 'Unlocked at the keypad' }, { voice: 'z:lock' });
    tell(home, { type: 'event', event: 'unlock', text: 'unlock' }, { voice: 'ha:lock', by: 'home-assistant' });
    expect(only(home).lastEvent?.value.text).toBe('Unlocked at the keypad');
  });

  test('stays while one voice is left', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    tell(home, identity(['ieee:0x1']), { voice: 'ha:lock', by: 'home-assistant' });
    tell(home, { type: 'removed' }, { voice: 'z:lock' });
    expect(home.devices.size).toBe(1);
  });
});

describe('devices behind a bridge', () => {
  const behind = (home: Home) => home.devices.get('ieee:0x1')!; // told of in each story below

  test('are unknown while it is offline, and what was said before stands again after', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x0'], { kind: 'hub' }), { voice: 'z:hub' });
    tell(home, identity(['ieee:0x1'], { via: 'z:hub' }));
    tell(home, { type: 'reachability', reachability: 'online' });
    tell(home, { type: 'reachability', reachability: 'offline' }, { voice: 'z:hub' });
    expect(behind(home).reachability).toBe('unknown');
    tell(home, { type: 'reachability', reachability: 'online' }, { voice: 'z:hub' });
    expect(behind(home).reachability).toBe('online');
  });

  test('are offline where their convention counts the bridge in, and only there', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x0'], { kind: 'hub' }), { voice: 'ha:hub', by: 'home-assistant' });
    tell(home, identity(['ieee:0x1'], { via: 'ha:hub' }), { voice: 'ha:lock', by: 'home-assistant' });
    tell(home, { type: 'reachability', reachability: 'offline' }, { voice: 'ha:lock', by: 'home-assistant' });
    tell(home, { type: 'reachability', reachability: 'offline' }, { voice: 'ha:hub', by: 'home-assistant' });
    expect(behind(home).reachability).toBe('offline');
    tell(home, identity(['ieee:0x1']), { voice: 'z:lock' });
    expect(behind(home).reachability).toBe('unknown');
  });

  test.each([true, false])(
    'are offline too where discovery said it before their own convention did (both from memory: %s)',
    (retained) => {
      const home = openHome();
      tell(home, identity(['ieee:0x0'], { kind: 'hub' }), { voice: 'ha:hub', by: 'home-assistant' });
      tell(home, identity(['ieee:0x1'], { via: 'ha:hub' }), { voice: 'ha:lock', by: 'home-assistant' });
      const offline = { type: 'reachability', reachability: 'offline' } as const;
      for (const voice of ['ha:lock', 'ha:hub']) tell(home, offline, { voice, by: 'home-assistant', retained });
      tell(home, identity(['ieee:0x1']), { voice: 'nuki:lock', by: 'nuki-hub' });
      tell(home, offline, { voice: 'nuki:lock', by: 'nuki-hub', retained: true, at: 2000 });
      expect(behind(home)).toMatchObject({
        reachability: 'offline',
        said: { value: 'offline', at: 1000, retained, by: 'nuki-hub' },
      });
      // and a live word makes a memory live
      tell(home, offline, { voice: 'nuki:lock', by: 'nuki-hub', at: 3000 });
      expect(behind(home).said).toEqual({ value: 'offline', at: 1000, retained: false, by: 'nuki-hub' });
    },
  );

  test('are said to be live by their own convention where discovery only remembered it', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1']), { voice: 'ha:lock', by: 'home-assistant', retained: true });
    const locked = { type: 'state', state: { lock: 'locked' } } as const;
    tell(home, locked, { voice: 'ha:lock', by: 'home-assistant', retained: true });
    tell(home, identity(['ieee:0x1']));
    tell(home, locked, { at: 2000 });
    expect(behind(home).state.lock).toEqual({ value: 'locked', at: 1000, retained: false, by: 'zigbee2mqtt' });
  });

  test('are found by a bridge that is announced after them', () => {
    const home = openHome();
    tell(home, identity(['ieee:0x1'], { via: 'z:hub' }));
    tell(home, { type: 'reachability', reachability: 'online' });
    tell(home, identity(['ieee:0x0'], { kind: 'hub' }), { voice: 'z:hub' });
    tell(home, { type: 'reachability', reachability: 'offline' }, { voice: 'z:hub' });
    expect(behind(home).via).toBe('ieee:0x0');
    expect(behind(home).reachability).toBe('unknown');
  });
});

test('whatever is told in whatever order, every voice and identifier leads to a device that is there', () => {
  const voices = fc.constantFrom('a', 'b', 'c', 'd');
  const identifiers = fc.uniqueArray(fc.constantFrom('i:1', 'i:2', 'i:3', 'i:4'), { maxLength: 3 });
  const facts: fc.Arbitrary<Fact> = fc.oneof(
    identifiers.map((ids) => identity(ids)),
    fc.constant<Fact>({ type: 'removed' }),
    fc.constantFrom<Fact>(
      { type: 'state', state: { lock: 'locked' } },
      { type: 'reachability', reachability: 'offline' },
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ voice: voices, fact: facts, retained: fc.boolean() }), { maxLength: 40 }),
      (story) => {
        const home = openHome();
        for (const { voice, fact, retained } of story) {
          const { changed, removed } = tell(home, fact, { voice, retained });
          for (const id of changed) expect(home.devices.has(id)).toBe(true);
          for (const id of removed) expect(home.devices.has(id)).toBe(false);
        }
        for (const [voice, id] of home.byVoice) expect(home.devices.get(id)?.voices).toContain(voice);
        for (const [identifier, id] of home.byIdentifier)
          expect(home.devices.get(id)?.identifiers).toContain(identifier);
        for (const device of home.devices.values())
          for (const one of device.identifiers) expect(home.byIdentifier.get(one)).toBe(device.id);
      },
    ),
  );
});
