import { describe, expect, test } from 'vitest';

import { jamming } from '@/scenarios/jamming';
import { scenarios } from '@/scenarios/scenarios';

import { describeFlags, readFlags, timeZone, UsageError, webSocketAddress, wholeNumber } from './options';
import { readStartOptions, startUsage } from './start-options';

const flags = {
  port: { type: 'string', value: 'N', help: 'a port' },
  help: { type: 'boolean', help: 'this text' },
} as const;

describe('flags', () => {
  test('are read with and without "="', () => {
    expect(readFlags(flags, ['--port', '80']).port).toBe('80');
    expect(readFlags(flags, ['--port=80', '--help'])).toMatchObject({ port: '80', help: true });
  });

  test.each([
    [['--prot', '80'], "Unknown option '--prot'. --help lists what there is."],
    [
      ['--port', '--help'],
      '--port needs a value. One that begins with a dash is written --port=VALUE. --help lists what there is.',
    ],
    [['--port'], '--port needs a value. --help lists what there is.'],
    [['--help=yes'], "Option '--help' does not take an argument. --help lists what there is."],
    [['80'], "Unexpected argument '80'"],
  ])('%j: %s', (args, sentence) => {
    expect(() => readFlags(flags, args)).toThrow(UsageError);
    expect(() => readFlags(flags, args)).toThrow(sentence);
  });

  test('are described in columns', () => {
    expect(describeFlags(flags)).toBe('  --port N  a port\n  --help    this text');
  });
});

test.each(['', '-1', '1.5', '1e3', '70000', 'many', ' 5'])('"%s" is no port', (text) => {
  expect(() => wholeNumber('port', text, { from: 0, to: 65_535 })).toThrow(
    `--port takes a whole number from 0 to 65535, not "${text}".`,
  );
});

test.each(['http://home', 'home:9001', 'ws://', 'ws://anna:secret@home'])('%s is no address of a broker', (text) => {
  expect(() => webSocketAddress('broker', text)).toThrow(UsageError);
});

test('a time zone is one that the machine knows', () => {
  expect(timeZone('time-zone', 'Europe/Berlin')).toBe('Europe/Berlin');
  for (const text of ['', 'Berlin', '../etc/passwd'])
    expect(() => timeZone('time-zone', text)).toThrow(
      '--time-zone takes the name of a time zone such as Europe/Berlin',
    );
});

describe('npm start', () => {
  test('without flags is a whole home on the usual ports', () => {
    expect(readStartOptions([])).toEqual({
      port: 5173,
      tls: false,
      broker: { kind: 'embedded', port: 9001, home: { seed: 1, devices: null, pastDays: null, scenario: null } },
    });
  });

  test('serves page and broker encrypted, also to a broker that is there', () => {
    expect(readStartOptions(['--tls'])).toMatchObject({ tls: true, broker: { kind: 'embedded' } });
    expect(readStartOptions(['--tls', '--broker', 'wss://broker.home'])).toMatchObject({ tls: true });
  });

  test('takes every flag of the embedded home', () => {
    expect(readStartOptions(['--port=1', '--broker-port=2', '--devices=50', '--seed=7'])).toEqual({
      port: 1,
      tls: false,
      broker: { kind: 'embedded', port: 2, home: { seed: 7, devices: 50, pastDays: null, scenario: null } },
    });
    expect(readStartOptions(['--scenario=jamming'])).toMatchObject({ broker: { home: { scenario: jamming } } });
    expect(readStartOptions(['--past=21d'])).toMatchObject({ broker: { home: { pastDays: 21 } } });
    expect(readStartOptions(['--no-home'])).toMatchObject({ broker: { home: null } });
  });

  test('presets the page to a broker that is there', () => {
    const url = 'wss://broker.home/mqtt';
    expect(readStartOptions(['--broker', url])).toEqual({ port: 5173, tls: false, broker: { kind: 'existing', url } });
  });

  test.each([
    [['--scenario', 'burglary'], 'Unknown scenario "burglary". There are: pin-bruteforce, ring-story, '],
    [['--broker', 'ws://home', '--scenario', 'jamming'], '--scenario is about the embedded broker'],
    [['--no-home', '--scenario', 'jamming'], 'leave out it or --scenario'],
    [['--broker', 'ws://home', '--devices', '5'], '--devices is about the embedded broker'],
    [['--no-home', '--seed', '5'], '--no-home is a broker without devices'],
    [['--past', '3 weeks'], '--past takes a number of days such as 21d'],
    [['--no-home', '--past', '21d'], 'leave out it or --past'],
    [['--devices', '0'], '--devices takes a whole number from 1'],
  ])('%j says what to do instead', (args, sentence) => {
    expect(() => readStartOptions(args)).toThrow(sentence);
  });

  test('--help lists every flag', () => {
    expect(readStartOptions(['--help'])).toBeNull();
    for (const flag of [
      'port',
      'broker-port',
      'devices',
      'seed',
      'past',
      'no-home',
      'broker',
      'scenario',
      'tls',
      'help',
    ]) {
      expect(startUsage).toContain(`--${flag} `);
    }
    for (const { name, title } of scenarios) expect(startUsage).toMatch(new RegExp(`${name} +${title}`));
  });
});
