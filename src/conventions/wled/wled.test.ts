import { describe, expect, test } from 'vitest';

import { hear, testExamples, testFlood, testHostile } from '../hearing.testing';
import { examples, state } from './examples.testing';
import { wled } from './wled';

const online = { topic: 'wled/1a2b3c/status', payload: 'online', retained: true };

describe('WLED', () => {
  testExamples(wled, examples);

  test('is found by its will, then listened to by the very topics of its state', () => {
    const { reader } = hear(wled, [online]);
    expect(reader.filters()).toEqual(['+/status', '+/+/status', 'wled/1a2b3c/g', 'wled/1a2b3c/c', 'wled/1a2b3c/v']);
  });

  test('what another program says is not ours', () => {
    const { decoded, home } = hear(wled, [
      { topic: 'printer/status', payload: 'online' },
      { topic: 'printer/c', payload: 'cyan' },
      { topic: 'printer/g', payload: '12' },
      { topic: 'house/v', payload: state },
      { topic: 'zwave/node/status', payload: { status: 'Alive' } },
    ]);
    expect(decoded).toEqual([null, null, null, null, null]);
    expect(home.devices.size).toBe(0);
  });

  test('it is switched on its own topic, and knows no other command', () => {
    const { reader } = hear(wled, [online]);
    expect(reader.encode('wled:wled/1a2b3c', { type: 'switch', on: true })).toEqual([
      { topic: 'wled/1a2b3c', payload: 'ON', qos: 1 },
    ]);
    expect(reader.encode('wled:wled/1a2b3c', { type: 'update' })).toBeNull();
  });

  testFlood(
    wled,
    (index) => [
      { topic: `wled/${index.toString(16).padStart(6, '0')}/status`, payload: 'online' },
      { topic: `x${index}/status`, payload: 'online' },
    ],
    1_000,
  );
});

testHostile(
  wled,
  ['wled/1a2b3c/status', 'wled/1a2b3c/v', 'wled/1a2b3c/g', 'shelf/status', 'shelf/c', 'shelf/v'],
  ['online', 'offline', '#FFA000', '12', state, '<?xml <vs><ac></ac><ds></ds>'],
);
