import { describe, expect, test } from 'vitest';

import type { Mapping } from '@/core/mapping';

import { hear, testHostile } from '../hearing.testing';
import { listen } from '../listen.testing';
import { shed, shedCamera, shedTemperature } from './examples.testing';
import { mappedBy } from './mapped';
import { openMappings } from './mappings';

function mapped(...all: readonly Mapping[]) {
  const mappings = openMappings();
  mappings.replace(all);
  return mappedBy(mappings);
}

const shedSays = (bolt: unknown, rest: object = {}) => ({
  topic: 'diy/shed',
  payload: { state: { bolt }, cells: [81], air: 7.5, ...rest },
});
const voice = 'mapped:diy/shed#state.bolt';

describe('a topic of which somebody said what it means', () => {
  test('is a device with its state, its battery and whether it is there', () => {
    const { named } = listen(mapped(shed), [{ topic: 'diy/shed/lwt', payload: 'UP', retained: true }, shedSays('IN')]);
    expect(named('Shed')).toMatchObject({
      id: voice,
      room: 'Garden',
      kind: 'lock',
      conventions: ['mapped'],
      capabilities: ['lock', 'battery'],
      reachability: 'online',
      state: { lock: { value: 'locked', retained: false } },
      battery: { value: { percent: 81 } },
    });
  });

  test('may tell of two devices at once', () => {
    const { named } = listen(mapped(shed, shedTemperature), [shedSays('OUT')]);
    expect(named('Shed')?.state.lock?.value).toBe('unlocked');
    expect(named('Shed air')?.state.temperatureC?.value).toBe(7.5);
  });

  test('a value that nobody explained leaves what was known, and is told of', () => {
    const { named, problems } = listen(mapped(shed), [
      shedSays('IN'),
      shedSays('SIDEWAYS'),
      { ...shedSays(null), payload: 'oh' },
    ]);
    expect(named('Shed')?.state.lock?.value).toBe('locked');
    expect(problems).toEqual(['It holds a value that nobody explained', 'It holds a value that nobody explained']);
  });

  test('a picture is one, as it is or as base64, and other bytes are none', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
    const still = (payload: unknown) => ({ topic: 'diy/shed/still', payload });
    const { decoded, named, problems } = listen(mapped(shedCamera), [
      still(png),
      still(Buffer.from(png).toString('base64')),
      still('no picture'),
    ]);
    expect(decoded.map((one) => one?.picture?.bytes.byteLength)).toEqual([9, 9, undefined]);
    expect(named('Shed camera')).toMatchObject({ kind: 'camera', picture: { value: { type: 'image/png' } } });
    expect(problems).toEqual(['It is no picture that Gatehouse can show']);
  });

  test('a secret beside its values is hidden, and told of', () => {
    const { decoded, named } = listen(mapped(shed), [shedSays('IN', { pin: '4821' })]);
    expect(decoded[0]?.masked).not.toContain('4821');
    expect(named('Shed')?.leaks).toEqual([{ secret: 'lock-code', topic: 'diy/shed', by: 'mapped' }]);
  });

  test('it is commanded in its own words, and only where they were told', () => {
    const { reader } = hear(mapped(shed, shedTemperature), []);
    expect(reader.encode(voice, { type: 'unlock' })).toEqual([
      { topic: 'diy/shed/set', payload: '{"move":"out"}', qos: 1 },
    ]);
    expect(reader.encode(voice, { type: 'update' })).toBeNull();
    expect(reader.encode('mapped:diy/shed#air', { type: 'lock' })).toBeNull();
    expect(reader.encode('zigbee2mqtt:x', { type: 'lock' })).toBeNull();
  });

  test('a lock without words for both ways offers no command', () => {
    const half = { ...shed, command: { topic: 'diy/shed/set', payloads: [{ means: 'locked', payload: 'IN' }] } };
    expect(listen(mapped(half), [shedSays('IN')]).named('Shed')?.capabilities).toEqual(['battery']);
  });

  test('exactly its topics are listened to, from the moment they are told and no longer', () => {
    const mappings = openMappings();
    const reader = mappedBy(mappings).open();
    expect(reader.filters()).toEqual([]);
    mappings.replace([shed]);
    expect(reader.filtersRevision).toBe(1);
    expect(reader.filters()).toEqual(['diy/shed', 'diy/shed/lwt']);
    mappings.replace([]);
    expect(reader.filters()).toEqual([]);
    expect(reader.encode(voice, { type: 'lock' })).toBeNull();
  });
});

testHostile(
  mapped(shed, shedTemperature, shedCamera),
  ['diy/shed', 'diy/shed/lwt', 'diy/shed/still'],
  ['{"state":{"bolt":"IN"},"cells":[81],"air":1}', 'up', '{"state":{"__proto__":{"bolt":"IN"}},"cells":{"0":-1}}'],
);
