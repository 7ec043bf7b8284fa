import { describe, expect, test } from 'vitest';

import type { EventMeaning, Fact } from '@/core/observation';
import { noProof, type MessageProof } from '@/core/proof';

import { happens, part, remembered, start, timeline, type Row } from './timeline.testing';

const devices = { front: part('lock', ['lock']) };
const event = (meaning: EventMeaning): readonly Fact[] => [
  { type: 'event', event: 'action', text: `It was a ${meaning}`, meaning },
];
const proof = (standing: MessageProof['standing']): readonly Fact[] => [
  { type: 'proof', proof: { ...noProof, standing, signedAt: start } },
];

describe('told again after a restart, with the time it had told', () => {
  const told = (meaning: EventMeaning): readonly Fact[] => [{ type: 'heard', at: start }, ...event(meaning)];
  const resent: Row[2] = { w: event('wrong-code'), r: told('right-code'), t: told('turned'), v: told('talked') };

  test('a good code forgives no tries that came after it', () => {
    const row: Row = ['front', 'rwrww-', resent];
    expect(timeline({ devices, everyMs: 20_000, rows: [row], restarts: '--r' })).toEqual({
      'pin_bruteforce home': '----a-',
    });
  });

  test.each([
    ['turn', 't-t', { 'camera_moved front': 'a--' }],
    ['voice', 'v-v', { 'camera_talk front': 'a--' }],
  ])('a %s at a camera is the same one', (_, columns, line) => {
    expect(timeline({ devices, everyMs: 20_000, rows: [['front', columns, resent]], restarts: '-r' })).toEqual(line);
  });
});

describe('what stands when the watcher is started anew', () => {
  test('is over later as it would have been, also where it stood before the story', () => {
    const standing = [{ class: 'availability_flap', subject: 'front', device: 'front' } as const];
    const rows: Row[] = [['front', '----', {}]];
    expect(timeline({ devices, everyMs: 3_600_000, rows, standing, restarts: '-r' })).toEqual({
      'availability_flap front': '---o',
    });
  });

  test('is over at once where the restart shows it: the broker was reached', () => {
    const lost = happens({ type: 'connection', isThere: false, since: start } as const);
    const rows: Row[] = [['broker', 'l--', { l: lost }]];
    expect(timeline({ devices, rows, restarts: '--r' })).toEqual({ 'broker_lost broker': 'a-o' });
  });
});

describe('told already', () => {
  const says: Row[2] = {
    u: happens({ type: 'unlisted-log-in', clientId: 'laptop', username: 'service', address: null } as const),
    x: remembered(proof('bad')),
  };

  test.each([
    ['a log-in that is on no list', 'u--u', { 'policy_violation log-in service': 'a---' }],
    ['a bad signature that the broker remembers', 'x--x', { 'bad_signature front': 'i--+' }],
  ])('%s is no second alert after a restart', (_, columns, line) => {
    expect(timeline({ devices, rows: [['front', columns, says]], restarts: '--r' })).toEqual(line);
  });
});
