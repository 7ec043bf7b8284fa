import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { examples, listen, message, readme } from './listen.testing';

describe('the examples of the README', () => {
  test('are one for each topic, and JSON', () => {
    const table = [...readme.matchAll(/^\| (`.*?) \|/gm)];
    const topics = table.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, topic = '']) => topic));
    expect([...examples.keys()].map((topic) => topic.replace(/\/b$/, '/<slot>'))).toEqual(
      topics.filter((topic) => topic !== 'image'),
    );
    for (const text of examples.values()) expect(JSON.parse(text)).toBeTypeOf('object');
  });

  test('make one camera with all that it tells', () => {
    const { device, problems } = listen([...examples].map(([what, text]) => message(what, text)));
    expect(problems).toEqual([]);
    expect(device).toMatchObject({
      name: 'Drive camera',
      kind: 'camera',
      vendor: 'Gatehouse',
      model: 'Still 1',
      room: 'Drive',
      power: 'mains',
      identifiers: ['mac:02:47:48:00:04:17', 'serial:gh-0417'],
      capabilities: ['camera', 'motion', 'tamper'],
      reachability: 'online',
      lastSeenLive: true,
      battery: { value: { percent: 87, low: null } },
      signal: { value: { rssiDbm: -58, lqi: null } },
      state: {
        motion: { value: false },
        tamper: { value: false },
        viewers: { value: 0 },
        bitrateKbps: { value: 1_840 },
        deviceTemperatureC: { value: 31.5 },
      },
      lastEvent: { value: { text: 'Did not do what it was asked: the shutter is closed' } },
      firmware: {
        value: { installed: '1.4.2', latest: '1.5.0', updateAvailable: true, updating: { percent: 40 } },
      },
      login: { value: { username: 'drive-camera.a', clientId: 'drive-camera', handOver: 'sealed' } },
      leaks: [],
    });
  });

  test('are understood in any order: what comes before the announcement is read when it comes', () => {
    const entries = [...examples];
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (order) => {
        const { device } = listen(order.map(([what, text]) => message(what, text)));
        expect(device?.login?.value.handOver).toBe('sealed');
        expect(device?.state.viewers?.value).toBe(0);
        expect(device?.reachability).toBe('online');
      }),
    );
  });
});
