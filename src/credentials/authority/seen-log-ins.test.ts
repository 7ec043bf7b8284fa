import { describe, expect, test } from 'vitest';

import { logInsTopic, openSeenLogIns } from './seen-log-ins';

function after(...lines: readonly string[]) {
  const seen = openSeenLogIns();
  for (const line of lines) {
    seen.hear({ topic: logInsTopic, payload: new TextEncoder().encode(line), retained: false, at: 0 });
  }
  return seen;
}

describe('who has logged in, by the broker’s own log', () => {
  test.each([
    "1700000000: New client connected from 127.0.0.1:38896 as cam-1 (p5, c1, k60, u'cam-1.b').",
    "New client connected from ::ffff:127.0.0.1:37868 as cam 1 (p4, c0, k60, u'cam-1.b').",
  ])('%s', (line) => expect(after(line).isIn('cam-1.b')).toBe(true));

  test.each([
    'Client cam-1 disconnected.',
    'Client cam-1 closed its connection.',
    'Client cam-1 has exceeded timeout, disconnecting.',
    'Client cam-1 been disconnected by administrative action.',
    'Client cam-1 [127.0.0.1:40312] disconnected: administrative action.',
    'Client cam-1 already connected, closing old connection.',
  ])('is gone after: %s', (line) => {
    const come = "New client connected from 127.0.0.1:1 as cam-1 (p5, c1, k60, u'cam-1.b').";
    expect(after(come, line).isIn('cam-1.b')).toBe(false);
  });

  test('a client that calls itself like the end of the line is who the broker says it is', () => {
    const line = "New client connected from 127.0.0.1:1 as x (p5, c1, k60, u'cam-1.b'). (p5, c1, k60, u'guest').";
    expect(after(line).isIn('cam-1.b')).toBe(false);
    expect(after(line).isIn('guest')).toBe(true);
  });

  test('what is said elsewhere, or is no line of it, tells nothing', () => {
    const seen = openSeenLogIns();
    const payload = new TextEncoder().encode("New client connected from 1:1 as c (p5, c1, k60, u'cam-1.b').");
    seen.hear({ topic: 'home/log', payload, retained: false, at: 0 });
    expect(seen.isIn('cam-1.b')).toBe(false);
    expect(after('', 'New client', "as c (p5, u'cam-1.b').").isIn('cam-1.b')).toBe(false);
  });

  test('what was heard before lines may have been missed, or of an account that is gone, is forgotten', () => {
    const lines = ['cam-1', 'cam-2'].map(
      (id) => `New client connected from 127.0.0.1:1 as ${id} (p5, c1, k60, u'${id}.b').`,
    );
    const seen = after(...lines);
    seen.forget('cam-1.b');
    expect(['cam-1.b', 'cam-2.b'].map(seen.isIn)).toEqual([false, true]);
    seen.clear();
    expect(seen.isIn('cam-2.b')).toBe(false);
  });
});
