import { describe, expect, test } from 'vitest';

import { hear, testExamples, testFlood, testHostile } from '../hearing.testing';
import { examples, opened } from './examples.testing';
import { rtl433 } from './rtl433';

const event = { topic: 'rtl_433/shed/events', payload: opened };

describe('rtl_433', () => {
  testExamples(rtl433, examples);

  test('its transmissions are listened to whole, and by their fields only where nobody sends them whole', () => {
    const { reader } = hear(rtl433, []);
    expect(reader.filters()).toHaveLength(6);
    reader.read({ topic: 'x/events', payload: new TextEncoder().encode('{}'), retained: false, at: 1 });
    expect(reader.filters()).toHaveLength(6);
    expect(hear(rtl433, [event]).reader.filters()).toEqual(['rtl_433/+/events', '+/events', '+/+/events']);
  });

  test('what another program says is not ours', () => {
    const { decoded } = hear(rtl433, [
      { topic: 'frigate/events', payload: { type: 'new', before: {}, after: { id: '1', camera: 'door' } } },
      { topic: 'calendar/events', payload: 'none today' },
      { topic: 'rtl_433/shed/states', payload: '{}' },
      { topic: 'zigbee2mqtt/door', payload: opened },
    ]);
    expect(decoded).toEqual([null, null, null, null]);
  });

  test('who only sends takes no commands', () => {
    const { reader, home } = hear(rtl433, [event]);
    const [voice = ''] = [...home.byVoice.keys()];
    expect(reader.encode(voice, { type: 'refresh' })).toBeNull();
  });

  test('noise that was heard once gives way to a sensor that is new, one that came again does not', () => {
    const noise = Array.from({ length: 499 }, (_, index) => ({ ...event, payload: { ...opened, id: index } }));
    const mine = [1_000, 100_000].map((at) => ({ ...event, at, payload: { ...opened, id: 'mine' } }));
    const { home } = hear(rtl433, [...mine, ...noise, { ...event, payload: { ...opened, id: 'late' } }]);
    expect(home.byIdentifier.has('rtl433:honeywell-security-8-late')).toBe(true);
    expect(home.byIdentifier.has('rtl433:honeywell-security-8-mine')).toBe(true);
    expect(home.byIdentifier.has('rtl433:honeywell-security-8-0')).toBe(false);
    expect(home.devices.size).toBe(500);
  });

  testFlood(
    rtl433,
    (index) => [
      { ...event, payload: { ...opened, id: index } },
      { topic: `rtl_433/x/devices/Noise/${index}/tamper`, payload: '1' },
      { topic: `x${index}/events`, payload: opened },
    ],
    500,
  );
});

testHostile(
  rtl433,
  [
    'rtl_433/shed/events',
    'x/events',
    'rtl_433/shed/devices/Kerui-Security/77/motion',
    'rtl_433/shed/devices/A/1/2/button',
    'rtl_433/shed/devices/__proto__/1/constructor',
  ],
  [JSON.stringify(opened), '{"time":"x","model":"D","id":1,"motion":1,"button":"A"}', '1', '0', '-4.5'],
);
