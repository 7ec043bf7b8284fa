import { describe, expect, test } from 'vitest';

import { adviseOn } from './connect-advice';

const attempt = (url: string, username = 'owner') => ({ url, username });
const refused = { kind: 'unreachable', timedOut: false } as const;
const silent = { kind: 'unreachable', timedOut: true } as const;
const first = (advice: ReturnType<typeof adviseOn>) => advice.causes[0]?.text ?? '';

describe('what the broker itself tells', () => {
  test('a wrong password is called that', () => {
    const { sentence } = adviseOn({ kind: 'bad-credentials' }, attempt('ws://localhost:9001'));
    expect(sentence).toBe('The broker refused this username or password.');
  });

  test('nobody gets in without a name, and is told so', () => {
    const advice = adviseOn({ kind: 'bad-credentials' }, attempt('ws://localhost:9001', ''));
    expect(first(advice)).toContain('without a username');
  });

  test('a web server without a path is told to be missing one', () => {
    const advice = adviseOn({ kind: 'not-a-websocket' }, attempt('ws://localhost:8080'));
    expect(advice.sentence).toBe('A web server answers at this address, but not with a WebSocket.');
    expect(first(advice)).toContain('Add /mqtt');
  });

  test('a web server with a path is told that it may be the wrong one', () => {
    expect(first(adviseOn({ kind: 'not-a-websocket' }, attempt('ws://localhost:8080/ws')))).toContain('The path /ws');
  });

  test('at the usual path the broker behind the web server comes first, and the same path is not advised again', () => {
    const advice = adviseOn({ kind: 'not-a-websocket' }, attempt('wss://home.lan/mqtt'));
    expect(first(advice)).toContain('the broker behind it');
    expect(advice.causes.map(({ text }) => text).join()).not.toContain('Try /mqtt');
  });

  test('a WebSocket that opens is not said to be none, and no port is to be opened for it', () => {
    const advice = adviseOn({ ...refused, opened: true }, attempt('ws://192.168.1.10:9001'));
    expect(advice.sentence).toContain('opens a WebSocket');
    expect(advice.causes.every(({ lines }) => lines === undefined)).toBe(true);
    expect(adviseOn({ ...silent, opened: true }, attempt('ws://192.168.1.10:9001'))).toEqual(advice);
  });
});

describe('what a browser cannot tell apart is ordered by what is likely', () => {
  test('a closed port: the lines that open it in Mosquitto come first', () => {
    const advice = adviseOn(refused, attempt('ws://192.168.1.10:9001'));
    expect(advice.sentence).toContain('Cannot reach 192.168.1.10:9001');
    expect(advice.causes[0]?.lines).toBe('listener 9001\nprotocol websockets');
  });

  test('whoever has no listener yet is told of the one that the devices need: Mosquitto 2.0 does not start with WebSockets only', () => {
    expect(first(adviseOn(refused, attempt('ws://192.168.1.10:9001')))).toContain('“listener 1883” above them');
  });

  test.each(['ws://home.lan:443', 'ws://home.lan:8084', 'ws://home.lan:8884', 'ws://home.lan:8443'])(
    'at %s encryption is missing, before anything else',
    (url) => {
      expect(first(adviseOn(refused, attempt(url)))).toContain('starts with wss://');
    },
  );

  test('the lines name the port that was asked for', () => {
    expect(adviseOn(refused, attempt('ws://192.168.1.10:8090')).causes[0]?.lines).toContain('listener 8090');
  });

  test('the port for devices comes before everything else, encrypted or not', () => {
    expect(first(adviseOn(refused, attempt('ws://192.168.1.10:1883')))).toContain('the port for devices');
    expect(first(adviseOn(refused, attempt('wss://192.168.1.10:8883')))).toContain('the port for devices');
    expect(first(adviseOn(silent, attempt('ws://192.168.1.10:1883')))).toContain('the port for devices');
  });

  test('encrypted: the certificate comes first', () => {
    expect(first(adviseOn(refused, attempt('wss://home.lan:8084')))).toContain('certificate');
  });

  test('silence: the host comes first, then a firewall', () => {
    const [host, firewall] = adviseOn(silent, attempt('ws://192.168.1.10:9001')).causes;
    expect(host?.text).toContain('switched off');
    expect(firewall?.text).toContain('firewall');
  });

  test('a default port is named too', () => {
    expect(first(adviseOn(refused, attempt('ws://home.lan')))).toContain('port 80');
  });
});
