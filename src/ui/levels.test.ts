import { describe, expect, test } from 'vitest';

import { batteryLevel } from './battery-level';
import { signalLevel } from './signal-level';

describe('a battery', () => {
  test('that was never reported is not empty', () => {
    expect(batteryLevel(null)).toMatchObject({ words: 'Unknown', tone: 'neutral' });
    expect(batteryLevel({ percent: null, low: null })).toMatchObject({ words: 'Unknown' });
  });

  test.each([
    [{ percent: 0, low: null }, '0 %, nearly empty', 'critical'],
    [{ percent: 12, low: null }, '12 %, low', 'warning'],
    [{ percent: 87, low: true }, '87 %, low', 'warning'],
    [{ percent: null, low: true }, 'Low', 'warning'],
    [{ percent: null, low: false }, 'Not low', 'neutral'],
    [{ percent: 87.4, low: false }, '87 %', 'neutral'],
  ])('%j is “%s”', (battery, words, tone) => {
    expect(batteryLevel(battery)).toMatchObject({ words, tone });
  });
});

describe('a signal', () => {
  test.each([
    [null, 'Unknown'],
    [{ lqi: 0, rssiDbm: null }, 'Weak'],
    [{ lqi: 60, rssiDbm: null }, 'Fair'],
    [{ lqi: 180, rssiDbm: -90 }, 'Good'],
    [{ lqi: null, rssiDbm: -60 }, 'Good'],
    [{ lqi: null, rssiDbm: -80 }, 'Fair'],
    [{ lqi: null, rssiDbm: -95 }, 'Weak'],
  ])('%j is %s', (signal, words) => {
    expect(signalLevel(signal).words).toBe(words);
  });

  test('has its numbers at hand', () => {
    expect(signalLevel({ lqi: 180, rssiDbm: -61 }).detail).toBe('link quality 180 of 255, -61 dBm');
  });
});
