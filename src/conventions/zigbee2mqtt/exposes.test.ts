import { describe, expect, test } from 'vitest';

import { capabilitiesOf, readExposes, readingsOf } from './exposes';

const exposed = (...exposes: readonly unknown[]) => readExposes({ exposes });
/** What one state message tells of a device that exposes these. */
const told = (exposes: ReturnType<typeof exposed>, property: string, value: unknown) => {
  const reading = readingsOf(exposes).find((one) => one.property === property);
  const read = reading?.read(value);
  return reading === undefined || read === undefined ? null : { [reading.key]: read };
};

describe('what a Zigbee device exposes', () => {
  const glass = exposed(
    { type: 'binary', property: 'glass_break', value_on: true, value_off: false },
    { type: 'binary', property: 'noise_detected', value_on: true, value_off: false },
  );
  const blind = exposed({
    type: 'cover',
    features: [{ type: 'enum', property: 'state', values: ['OPEN', 'CLOSE', 'STOP'] }],
  });

  test('breaking glass and noise are readings of their own', () => {
    expect(capabilitiesOf(glass, false)).toEqual(['glass-break', 'sound']);
    expect(told(glass, 'glass_break', true)).toEqual({ glassBreak: true });
    expect(told(glass, 'noise_detected', false)).toEqual({ sound: false });
    expect(told(glass, 'glass_break', 'maybe')).toBeNull();
  });

  test('a blind tells where it stands, and not that it was stopped somewhere', () => {
    expect(capabilitiesOf(blind, false)).toEqual(['cover']);
    expect(told(blind, 'state', 'CLOSE')).toEqual({ cover: 'closed' });
    expect(told(blind, 'state', 'STOP')).toBeNull();
  });
});
