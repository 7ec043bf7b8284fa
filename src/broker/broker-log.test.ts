import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unreadableName } from '@/core/happening';

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

describe('whatever a client is called', () => {
  const name = 'x'.repeat(300);
  const long = 'x'.repeat(2_000);
  const shown = `${'x'.repeat(127)}…`;
  /** as Mosquitto ends it */
  const cutOff = (line: string) => encoder.encode(`1764000000: ${line}`.slice(0, 999));

  test.each([
    ['N', `New client connected from 10.0.0.9:1 as ${name} (p5, c1, k60, u'guest').`, { username: 'guest' }],
    ['N', `Client ${name} [10.0.0.66:37172] disconnected: not authorised.`, { type: 'log-in-failed', isCertain: true }],
    ['N', `Client ${name} disconnected, not authorised.`, { type: 'log-in-failed', isCertain: true }],
    ['N', `Client ${name} [10.0.0.20:37172] disconnected: session taken over.`, { type: 'taken-over' }],
    ['E', `Client ${name} already connected, closing old connection.`, { type: 'taken-over' }],
    ['M/subscribe', `${name} 0 #`, { type: 'subscribed', filter: '#' }],
    ['M/denied', `Denied PUBLISH from ${name} (home/lock/set)`, { type: 'denied', topic: 'home/lock/set' }],
    [
      'I',
      `dynsec: ${name}/admin | createClient | username=evil | password=*****`,
      { username: 'admin', about: 'evil' },
    ],
  ])('%s: a name of 300 letters hides nothing', (level, line, said) => {
    expect(one(line, level)).toMatchObject({ ...said, clientId: shown });
  });

  test.each([
    ['N', `New client connected from 10.0.0.9:1 as ${long} (p5, c1, k60, u'guest').`, { address: '10.0.0.9' }],
    ['E', `Client ${long} already connected, closing old connection.`, { type: 'taken-over' }],
    ['I', `dynsec: ${long}/admin | createClient | username=evil`, { type: 'administered', command: null, maybe: [] }],
    ['M/subscribe', `${long} 0 #`, { type: 'subscribed' }],
  ])('%s: one so long that Mosquitto ends the line in it is told all the same', (level, line, said) => {
    expect(log().read(`$SYS/broker/log/${level}`, cutOff(line))).toMatchObject(said);
  });

  test('and is refused again and again, it is told from the second time on where Mosquitto ends the line in it', () => {
    const reader = log();
    const again = () =>
      reader.read('$SYS/broker/log/N', cutOff(`Client ${long} [10.0.0.66:1] disconnected: not authorised.`));
    expect(again()).toBeNull();
    expect(again()).toMatchObject({ type: 'log-in-failed', clientId: shown });
  });

  test('it cannot write the end of a line that is cut off, and so not whom it came as', () => {
    const begin = 'New client connected from 10.0.0.9:1 as ';
    const end = " (p2, c1, k60, u'owner').";
    const line = cutOff(`${begin}${'x'.repeat(999 - 12 - begin.length - end.length)}${end}${long}`);
    expect(new TextDecoder().decode(line).endsWith(end)).toBe(true);
    expect(log().read('$SYS/broker/log/N', line)).toMatchObject({ type: 'log-in', username: unreadableName });
  });

  test('a line of another broker that is longer than 2 kB is read from its beginning', () => {
    const line = `New client connected from 10.0.0.9:1 as ${'x'.repeat(5_000)} (p5, c1, k60, u'guest').`;
    expect(one(line)).toMatchObject({ type: 'log-in', address: '10.0.0.9' });
  });

  test('a name with what a program takes for the end of a line hides nothing', () => {
    expect(one("New client connected from 10.0.0.9:1 as a\u2028b (p5, c1, k60, u'guest').")).toMatchObject({
      clientId: 'a\u2028b',
      username: 'guest',
    });
    expect(one('dynsec: a\u2028b/admin | createClient | username=evil', 'I')).toMatchObject({ about: 'evil' });
  });

  test.each([
    ['x/owner | getClient | y/admin | createClient | username=evil1', ['getClient', 'createClient']],
    ['x/owner | createClient | y/admin | deleteClient | username=cam', ['createClient', 'deleteClient']],
    ['our-own-id/o | listClients | z/thief | createClient | username=evil1', ['listClients', 'createClient']],
  ])('a name like a command blames nobody: %s', (said, maybe) => {
    const who = { clientId: said, username: unreadableName };
    expect(one(`dynsec: ${said}`, 'I')).toEqual({ type: 'administered', ...who, command: null, maybe, about: null });
  });

  test('a name with a slash, or with a bar before it, is not that of whoever has a shorter one', () => {
    expect(one('dynsec: our-own-id/x/thief | createClient | username=evil1', 'I')).toMatchObject({
      clientId: 'our-own-id/x',
      username: 'thief',
      command: 'createClient',
    });
    expect(one('dynsec: x | getClient | y/admin | createClient | username=a/b', 'I')).toMatchObject({
      clientId: 'x | getClient | y',
      username: 'admin',
      about: 'a/b',
    });
  });

  test('a name like the refusal of another says nothing of that one', () => {
    const mimic = "cam-1 (d0, q1, r0, m1, 'home/lock-1/set', ... (1 bytes))";
    const line = `Denied PUBLISH from ${mimic} (d0, q1, r0, m59904, 'home/tv', ... (1 bytes))`;
    expect(one(line, 'M/denied')).toMatchObject({ clientId: mimic, topic: 'home/tv' });
  });

  test('a topic that is very long keeps its end, which says what it makes a device do', () => {
    expect(one(`Denied PUBLISH from cam-1 (home/${'x'.repeat(900)}/set)`, 'M/denied')).toMatchObject({
      topic: expect.stringMatching(/^home\/x{251}…x{252}\/set$/),
    });
  });
});

describe('a broker that writes its time', () => {
  const stamps = [
    '',
    '1795853740: ',
    '2026-11-26T20:17:05: ',
    '2026-11-26T20:17:05+0100: ',
    '2026-11-26T20:17:05Z: ',
    '2026-11-26 20:17:05: ',
    '[2026-11-26 20:17:05]: ',
    '26/11/2026, 08:17:05 PM: ',
    '26.11.2026 20:17: ',
    'Thu Nov 26 20:17:05 2026: ',
    'Thu 26 Nov 2026 20:17:05 CET: ',
    'Thursday, November 26, 2026 20:17:05: ',
  ];
  const raw = (line: string, level: string, reader = log()) =>
    reader.read(`$SYS/broker/log/${level}`, encoder.encode(line));

  test.each(stamps)('as "%s" is understood in each of its lines', (stamp) => {
    const taken = { type: 'taken-over', clientId: 'cam-1' };
    const reader = log();
    expect(raw(`${stamp}Client cam-1 already connected, closing old connection.`, 'E', reader)).toEqual(taken);
    expect(raw(`${stamp}cam-1 0 home/#`, 'M/subscribe', reader)).toMatchObject({ clientId: 'cam-1' });
    expect(raw(`${stamp}dynsec: a/admin | createClient | username=evil`, 'I')).toMatchObject({ about: 'evil' });
    expect(raw(`${stamp}Client evil [10.0.0.66:1] disconnected: not authorised.`, 'N')).toMatchObject({
      clientId: 'evil',
    });
  });

  test.each(stamps)(
    'as "%s" is told nothing by a client that calls itself like a line, with a time or without',
    (stamp) => {
      for (const name of ['x: Client cam-1', '1795853740: Client cam-1', `${stamp}Client cam-1`, 'Thu: Client cam-1']) {
        const reader = log();
        expect(raw(`${stamp}Client ${name} already connected, closing old connection.`, 'E', reader)).toMatchObject({
          clientId: name,
        });
        expect(
          raw(`${stamp}Bad socket read/write on client ${name} [1.2.3.4:5] disconnected: not authorised.`, 'N'),
        ).toBeNull();
      }
      const reader = log();
      raw(`${stamp}Saving in-memory database.`, 'I', reader);
      for (const name of ['1795853740: cam-1', '2026-11-26 20:17:05: cam-1', 'Thu Nov 26 20:17:05 2026: cam-1'])
        expect(raw(`${stamp}${name} 0 #`, 'M/subscribe', reader)).toEqual({
          type: 'subscribed',
          clientId: name,
          filter: '#',
        });
    },
  );
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
