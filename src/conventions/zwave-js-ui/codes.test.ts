import { describe, expect, test } from 'vitest';

import { hear, type Said } from '../hearing.testing';
import { zwaveJsUi } from './zwave-js-ui';

const begin: readonly Said[] = [
  { topic: 'zwave/_CLIENTS/ZWAVE_GATEWAY-home/status', payload: { value: true, time: 1 }, retained: true },
  { topic: 'zwave/hall/Door/status', payload: { time: 1, value: true, status: 'Alive', nodeId: 61 }, retained: true },
  { topic: 'zwave/hall/Door/door_lock/endpoint_0/currentMode', payload: { time: 2, value: 255 }, retained: true },
  { topic: 'zwave/hall/Door/user_code/endpoint_0/userIdStatus/1', payload: { time: 2, value: 1 }, retained: true },
  { topic: 'zwave/hall/Door/user_code/endpoint_0/userCode/1', payload: { time: 2, value: '0471' }, retained: true },
  { topic: 'zwave/hall/Door/user_code/endpoint_0/userIdStatus/2', payload: { time: 2, value: 0 }, retained: true },
];
const door = 'zwave-js-ui:zwave/61';

describe('the codes of a lock behind Z-Wave JS UI', () => {
  test('its places are known, and the code that stands on the broker is hidden and reported', () => {
    const heard = hear(zwaveJsUi, begin);
    const [device] = heard.home.devices.values();
    expect(device?.codes?.slots.map(({ slot, use }) => [slot, use])).toEqual([
      [1, 'used'],
      [2, 'free'],
    ]);
    expect(device?.leaks).toEqual([expect.objectContaining({ secret: 'lock-code' })]);
    expect(JSON.stringify([heard.decoded, ...heard.home.devices.values()])).not.toContain('0471');
  });

  test('a code goes to its own topic as text, so that no answer repeats it and no zero is lost', () => {
    const { reader } = hear(zwaveJsUi, begin);
    const set = { type: 'set-code', slot: 2, code: '0912', name: 'Anna', until: null } as const;
    expect(reader.encodeCode?.(door, set)).toEqual([
      { topic: 'zwave/hall/Door/user_code/endpoint_0/userCode/2/set', payload: '{"value":"0912"}', qos: 1 },
    ]);
    expect(reader.encodeCode?.(door, { type: 'remove-code', slot: 2 })).toEqual([
      { topic: 'zwave/hall/Door/user_code/endpoint_0/userIdStatus/2/set', payload: '{"value":0}', qos: 1 },
    ]);
    const [poll] = reader.encodeCode?.(door, { type: 'read-code', slot: 2 }) ?? [];
    expect(poll?.topic).toBe('zwave/_CLIENTS/ZWAVE_GATEWAY-home/api/pollValue/set');
    expect(JSON.parse(poll?.payload ?? '')).toMatchObject({ args: [{ nodeId: 61, propertyKey: 2 }] });
  });

  test('a lock of which no place has been heard takes no codes from here', () => {
    const { reader } = hear(zwaveJsUi, begin.slice(0, 3));
    expect(reader.encodeCode?.(door, { type: 'remove-code', slot: 2 })).toBeNull();
  });
});
