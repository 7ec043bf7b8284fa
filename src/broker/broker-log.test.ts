import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { brokerLogTopics, openBrokerLog } from './broker-log';

const encoder = new TextEncoder();
const log = openBrokerLog;
const read = (reader: ReturnType<typeof log>, line: string, level = 'N') =>
  reader.read(`$SYS/broker/log/${level}`, encoder.encode(`1764000000: ${line}`));
const one = (line: string, level = 'N') => read(log(), line, level);

describe('a log-in', () => {
  test('tells who came as whom and from where, over TCP and over WebSockets', () => {
    expect(one("New client connected from 192.168.1.20:38896 as cam-1 (p5, c1, k60, u'cam-1.a').")).toEqual({
      type: 'log-in',
      clientId: 'cam-1',
      username: 'cam-1.a',
      address: '192.168.1.20',
    });
    expect(one('New client connected from ::ffff:192.168.1.20:37868 as cam-1 (p2, c1, k60).')).toMatchObject({
      address: '192.168.1.20',
      username: null,
    });
  });

  test('of a client that calls itself like the end of a line is told by the broker’s own end', () => {
    const name = "x (p5, c1, k60, u'owner'). as y";
    expect(one(`New client connected from 10.0.0.9:1 as ${name} (p5, c1, k60, u'guest').`)).toMatchObject({
      clientId: name,
      username: 'guest',
    });
  });
});

describe('a refused log-in', () => {
  test('of Mosquitto 2.1 names client and address', () => {
    expect(one('Client evil [10.0.0.66:37172] disconnected: not authorised.')).toEqual({
      type: 'log-in-failed',
      clientId: 'evil',
      address: '10.0.0.66',
      isCertain: true,
    });
  });

  test('of 2.0 over TCP takes its address from the line before', () => {
    const reader = log();
    expect(read(reader, 'New connection from 10.0.0.66:41000 on port 1883.')).toBeNull();
    expect(read(reader, 'Client <unknown> disconnected, not authorised.')).toMatchObject({
      clientId: null,
      address: '10.0.0.66',
      isCertain: true,
    });
  });

  test('has no address where several come at once', () => {
    const reader = log();
    read(reader, 'New connection from 10.0.0.66:41000 on port 1883.');
    read(reader, 'New connection from 10.0.0.20:41001 on port 1883.');
    expect(read(reader, 'Client <unknown> disconnected, not authorised.')).toMatchObject({ address: null });
  });

  test('of 2.0 over WebSockets may be one, and is not where a TCP connection said nothing', () => {
    expect(one('Client <unknown> closed its connection.')).toMatchObject({ type: 'log-in-failed', isCertain: false });
    const reader = log();
    read(reader, 'New connection from 10.0.0.5:41000 on port 1883.');
    expect(read(reader, 'Client <unknown> closed its connection.')).toBeNull();
  });

  test('of 2.0.22 over WebSockets has a name, which counts when it comes again', () => {
    const reader = log();
    read(reader, "New client connected from 10.0.0.20:1 as cam-1 (p5, c1, k60, u'cam-1.a').");
    expect(read(reader, 'Client cam-1 closed its connection.')).toBeNull();
    expect(read(reader, 'Client evil closed its connection.')).toBeNull();
    expect(read(reader, 'Client evil closed its connection.')).toMatchObject({ clientId: 'evil', isCertain: false });
  });
});

test('a client that is thrown out by another is told by 2.0 as an error, by 2.1 as a notice', () => {
  const taken = { type: 'taken-over', clientId: 'cam-1' };
  expect(one('Client cam-1 already connected, closing old connection.', 'E')).toEqual(taken);
  expect(one('Client cam-1 [10.0.0.20:37172] disconnected: session taken over.')).toEqual(taken);
});

test('a change of an account is told with who did it, and never with a password', () => {
  const line = 'dynsec: admin-846746/admin | setClientPassword | username=cam-1.a | password=******';
  const told = one(line, 'I');
  expect(told).toEqual({
    type: 'administered',
    clientId: 'admin-846746',
    username: 'admin',
    command: 'setClientPassword',
    about: 'cam-1.a',
  });
});

test('who listens to what, and what was refused, is told by name', () => {
  expect(one('cam-1 0 home/cam-1/cmd/#', 'M/subscribe')).toEqual({
    type: 'subscribed',
    clientId: 'cam-1',
    filter: 'home/cam-1/cmd/#',
  });
  expect(one("Denied PUBLISH from cam-1 (d0, q1, r0, m59904, 'home/lock-1/set', ... (1 bytes))", 'M/denied')).toEqual({
    type: 'denied',
    clientId: 'cam-1',
    did: 'publish',
    topic: 'home/lock-1/set',
  });
  expect(one('Denied SUBSCRIBE from cam-1 (home/#)', 'M/denied')).toMatchObject({ did: 'subscribe', topic: 'home/#' });
});

test.each([
  'Client cam-1 disconnected.',
  'Client cam-1 has exceeded timeout, disconnecting.',
  'Saving in-memory database.',
  '',
])('"%s" wants nobody', (line) => expect(one(line)).toBeNull());

test('no line makes it throw, or take long', () => {
  const word = fc.constantFrom(
    'Client ',
    'New client connected from ',
    ' as ',
    '[',
    ']',
    'dynsec: ',
    ' | ',
    '/',
    ':',
    ' ',
    "u'",
  );
  const line = fc.array(fc.oneof(word, fc.string({ maxLength: 40 })), { maxLength: 60 }).map((parts) => parts.join(''));
  const reader = log();
  fc.assert(
    fc.property(line, fc.constantFrom(...brokerLogTopics), (text, topic) => {
      reader.read(topic, encoder.encode(text));
    }),
  );
});
