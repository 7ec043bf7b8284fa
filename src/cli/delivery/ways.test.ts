import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { PublishResult } from '@/broker/broker';

import { openHomeTls } from '../home-tls';
import { commandWay } from './command-way';
import type { Notice } from './notice';
import { gotifyWay, isWithinHome, ntfyWay } from './push-way';
import { isQuiet, readQuietHours } from './quiet-hours';
import { readTemplate } from './template';
import { topicWay } from './topic-way';
import { failed } from './way';

const smoke: Notice = {
  id: 'safety-1',
  t: Date.UTC(2026, 10, 26, 3, 12),
  class: 'safety',
  device: 'ieee:0x01',
  title: 'The kitchen smoke reports smoke',
  severity: 'critical',
  text: 'It said so',
};

describe('a template', () => {
  test('that is JSON stays JSON of the same form, whatever a device calls itself', () => {
    const template = readTemplate('notify-payload', '{"message":"{{title}}: {{text}}","data":{"at":["{{time}}"]}}');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }), (title, text) => {
        expect(JSON.parse(template({ ...smoke, title, text }))).toEqual({
          message: `${title}: ${text}`,
          data: { at: ['2026-11-26T03:12:00.000Z'] },
        });
      }),
    );
  });

  test('may be plain text, and a word that is no placeholder is refused at the start', () => {
    expect(readTemplate('notify-payload', '{{severity}}: {{ title }}')(smoke)).toBe(
      'critical: The kitchen smoke reports smoke',
    );
    expect(() => readTemplate('notify-payload', '{{password}}')).toThrow('--notify-payload knows no {{password}}');
  });
});

describe('quiet hours', () => {
  const at = (hours: number, minutes: number) => new Date(2026, 10, 26, hours, minutes).getTime();
  test('over midnight hold in the night and not in the day', () => {
    const night = readQuietHours('22:00-07:00');
    expect([at(21, 59), at(22, 0), at(3, 0), at(6, 59), at(7, 0)].map((one) => isQuiet(night, one))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  test('are those of the home, where its zone is said', () => {
    const night = readQuietHours('22:00-07:00', 'Asia/Tokyo');
    expect([12, 13, 21, 22].map((hour) => isQuiet(night, Date.UTC(2026, 10, 26, hour)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('are two times of day and nothing else', () => {
    for (const wrong of ['22-7', '25:00-07:00', '22:00-22:00', '', '22:00-07:60'])
      expect(() => readQuietHours(wrong)).toThrow('--quiet-hours takes two times of day');
  });
});

describe('a server for notifications of one’s own', () => {
  type Heard = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: unknown };
  const heard: Heard[] = [];
  let server: Server;
  let status = 200;
  let more: Readonly<Record<string, string>> = {};
  let address = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        heard.push({
          url: request.url ?? '',
          headers: request.headers,
          body: JSON.parse(Buffer.concat(parts).toString()),
        });
        response.writeHead(status, { location: 'http://localhost:1/elsewhere', ...more }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('ntfy gets topic, title, message and priority, and its token in a header', async () => {
    status = 200;
    const way = ntfyWay({ url: `${address}/push/alerts`, token: 'tk_1', from: 'info' });
    expect(await way.tell(smoke)).toEqual({ outcome: 'delivered' });
    expect(heard.at(-1)).toMatchObject({
      url: '/push',
      headers: { authorization: 'Bearer tk_1' },
      body: { topic: 'alerts', message: 'The kitchen smoke reports smoke\nIt said so', priority: 5 },
    });
  });

  test('Gotify gets title, message and priority, and its token in a header', async () => {
    status = 200;
    const way = gotifyWay({ url: address, token: 'AbC', from: 'info' });
    expect(await way.tell(smoke)).toEqual({ outcome: 'delivered' });
    expect(heard.at(-1)).toMatchObject({ url: '/message', headers: { 'x-gotify-key': 'AbC' }, body: { priority: 10 } });
  });

  test('that says after how long it takes more is believed, in seconds or as a date', async () => {
    const way = ntfyWay({ url: `${address}/alerts`, token: '', from: 'info' });
    const restOf = async (text: string) => {
      more = { 'retry-after': text };
      const told = await way.tell(smoke);
      return told.outcome === 'failed' ? told.restMs : null;
    };
    status = 429;
    expect(await restOf('90')).toBe(90_000);
    const untilDate = await restOf(new Date(Date.now() + 120_000).toUTCString());
    expect(untilDate).toBeGreaterThan(100_000);
    expect(untilDate).toBeLessThanOrEqual(120_000);
    for (const wrong of ['soon', '-5', '0', new Date(0).toUTCString()]) expect(await restOf(wrong)).toBeUndefined();
    more = {};
  });

  test('that is down, overloaded or refuses us today is tried again, one that refuses the message is not, and a redirect gets no token', async () => {
    const way = ntfyWay({ url: `${address}/alerts`, token: 'tk_1', from: 'info' });
    for (status of [503, 429, 401, 403, 404])
      expect(await way.tell(smoke)).toMatchObject({
        outcome: 'failed',
        final: false,
        reason: expect.stringContaining(String(status)),
      });
    status = 413;
    expect(await way.tell(smoke)).toMatchObject({ outcome: 'failed', final: true });
    status = 302;
    expect(await way.tell(smoke)).toEqual(
      failed(`${new URL(address).host} sends elsewhere (302), where nothing is told: give the address there`),
    );
    expect(heard.at(-1)?.url).toBe('/');
  });

  test('gets no message that it would refuse for its length, whatever devices are called', async () => {
    status = 200;
    const way = ntfyWay({ url: `${address}/alerts`, token: '', from: 'info' });
    for (const lead of ['', 'a', 'aa'])
      expect(await way.tell({ ...smoke, title: `${lead}${'門'.repeat(200)}`, text: '窓'.repeat(2_000) })).toEqual({
        outcome: 'delivered',
      });
    for (const { body } of heard.slice(-3)) {
      const { message } = body as { message: string };
      expect(new TextEncoder().encode(message).byteLength).toBeLessThanOrEqual(4_096);
      expect(message).toMatch(/門\n窓+…$/);
    }
  });

  test('that does not answer is told with the reason, and with what to do about it', async () => {
    const reasonAt = async (url: string) => {
      const told = await ntfyWay({ url, token: '', from: 'info' }).tell(smoke);
      return told.outcome === 'failed' ? [told.reason, told.final] : [];
    };
    const [unknown] = await reasonAt('https://no-such-thing.invalid/alerts');
    expect(unknown).toMatch(/^This computer finds no address for no-such-thing\.invalid \((?:ENOTFOUND|EAI_AGAIN)\)$/);
    const own = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
    const { cert, key } = await openHomeTls(own, Date.now());
    rmSync(own, { recursive: true });
    const secure = createSecureServer({ cert, key });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo; // it listens on a port
    expect(await reasonAt(`https://127.0.0.1:${port}/alerts`)).toEqual([
      `This computer does not trust the certificate of 127.0.0.1:${port} (UNABLE_TO_VERIFY_LEAF_SIGNATURE): NODE_EXTRA_CA_CERTS=FILE names an authority of your own`,
      false,
    ]);
    await new Promise((resolve) => secure.close(resolve));
    expect(await reasonAt(`http://localhost:${port}/alerts`)).toEqual([
      `localhost:${port} does not answer (ECONNREFUSED)`,
      false,
    ]);
  });

  test('is reached by https, or by http at home; never with a password in its address, and never in the cloud', () => {
    const open = (url: string) => () => ntfyWay({ url, token: '', from: 'info' });
    expect(open('http://push.example.com/alerts')).toThrow('takes https, or http within your home');
    expect(open('https://user:pass@push.home.lan/alerts')).toThrow('without a password');
    expect(open('https://ntfy.sh/my-home')).toThrow('a server of your own');
    expect(open('https://push.home.lan/')).toThrow('an address with the topic');
    expect(open('https://push.home.lan/50%')).toThrow('a % of the topic is written as %25');
    expect(open('https://push.home.lan/50%25')).not.toThrow();
    expect(() => gotifyWay({ url: 'https://push.home.lan', token: '', from: 'info' })).toThrow(
      'GATEHOUSE_GOTIFY_TOKEN',
    );
    for (const host of ['localhost', '192.168.1.4', '10.0.0.1', '172.31.0.2', '[::1]', '[fd00::1]', 'nas', 'push.lan'])
      expect(isWithinHome(host), host).toBe(true);
    for (const host of ['example.com', '172.32.0.1', '8.8.8.8', '[2001:db8::1]', 'lan.example.com', '[fd::1]'])
      expect(isWithinHome(host), host).toBe(false);
  });
});

describe('a program', () => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-delivery-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const told = join(directory, 'told; touch hacked');
  const program = join(directory, 'tell me.sh');

  test('gets the notice as JSON on its standard input, no shell reads any of it, and it is given no password', async () => {
    writeFileSync(program, `#!/bin/sh\ncat > "${told}"\nenv >> "${told}"\n`);
    chmodSync(program, 0o700);
    process.env['GATEHOUSE_PASSWORD'] = 'not-for-others';
    const title = '$(touch hacked) `touch hacked` "; touch hacked';
    expect(await commandWay(program, 'info').tell({ ...smoke, title })).toEqual({ outcome: 'delivered' });
    const [line = '', ...environment] = readFileSync(told, 'utf8').split('\n');
    expect(JSON.parse(line)).toEqual({ ...smoke, title });
    expect(environment.join('\n')).not.toContain('not-for-others');
    delete process.env['GATEHOUSE_PASSWORD'];
  });

  test('that fails is tried again, also one that cannot be started at the moment', async () => {
    expect(await commandWay('/bin/sh -c false', 'info').tell(smoke)).toMatchObject({
      final: false,
      reason: 'The command ended with 1',
    });
    const replaced = join(directory, 'replaced.sh');
    writeFileSync(replaced, '#!/bin/sh\n', { mode: 0o700 });
    const way = commandWay(replaced, 'info');
    rmSync(replaced);
    expect(await way.tell(smoke)).toEqual(failed('The command cannot be started (ENOENT)'));
    writeFileSync(replaced, '#!/bin/sh\n', { mode: 0o700 });
    expect(await way.tell(smoke)).toEqual({ outcome: 'delivered' });
    // longer than any system takes: spawn throws it
    const tooLong = commandWay(`/bin/sh ${'x'.repeat(4_000_000)}`, 'info');
    expect(await tooLong.tell(smoke)).toEqual(failed('The command cannot be started (E2BIG)'));
  });

  test('that leaves no room for another one is tried again', { timeout: 20_000 }, async () => {
    const script = `
      import { openSync } from 'node:fs';
      import { commandWay } from './src/cli/delivery/command-way.ts';
      const way = commandWay('sh -c true', 'info');
      try { for (;;) openSync('/dev/null', 'r'); } catch {}
      way.tell({}).then((told) => process.stdout.write(told.reason));
    `;
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -n 256; exec "$0" "$@"', process.execPath, '--import', 'tsx', '--input-type=module', '-e', script],
      { cwd: join(import.meta.dirname, '../../..'), encoding: 'utf8' },
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'The command cannot be started (EMFILE)', stderr: '' });
  });

  test('that does not end in time is ended with all that it started, and how long it had is told', async () => {
    writeFileSync(program, `#!/bin/sh\nsleep 600 &\necho $! > "${told}"\nwait\n`);
    chmodSync(program, 0o700);
    expect(await commandWay(program, 'info', 1_000).tell(smoke)).toEqual(
      failed('The command did not end within 1 seconds, and was ended'),
    );
    const sleeper = Number(readFileSync(told, 'utf8'));
    await vi.waitFor(() => expect(() => process.kill(sleeper, 0)).toThrow('ESRCH'), 5_000);
  });

  test('is there when the flags are read, or is asked for', () => {
    expect(() => commandWay('/nowhere/at-all', 'info')).toThrow('"/nowhere/at-all" is none');
    expect(() => commandWay('no-such-program-anywhere --loud', 'info')).toThrow('"no-such-program-anywhere" is none');
    expect(() => commandWay(directory, 'info')).toThrow('is none');
    expect(() => commandWay('sh -c true', 'info')).not.toThrow();
  });
});

test('a topic is one that somebody listens to: no wildcard, and none of Gatehouse’s own', () => {
  const open = (topic: string) => () =>
    topicWay({
      name: 'topic',
      flag: 'notify-topic',
      topic,
      template: '{{title}}',
      from: 'info',
      publish: async () => ({ outcome: 'sent' }),
    });
  for (const wrong of ['home/#', 'home/+/x', '', '$SYS/x']) expect(open(wrong)).toThrow('takes one topic');
  expect(open('gatehouse/v1/alert/x')).toThrow('Gatehouse');
  expect(open('home/alerts')).not.toThrow();
});

test('a message on the broker is delivered only as far as the broker says so', async () => {
  const told = async (result: PublishResult) => {
    const publish = async () => result;
    const about = {
      name: 'topic',
      flag: 'notify-topic',
      topic: 'home/alerts',
      template: '{{title}}',
      from: 'info',
    } as const;
    return topicWay({ ...about, publish }).tell(smoke);
  };
  expect(await told({ outcome: 'sent' })).toEqual({ outcome: 'delivered' });
  expect(await told({ outcome: 'sent', heard: 'nobody' })).toEqual({
    outcome: 'failed',
    reason: 'Nobody listens on home/alerts',
    final: false,
  });
  expect(await told({ outcome: 'sent', heard: 'unknown' })).toMatchObject({
    outcome: 'delivered',
    doubt: expect.stringContaining('MQTT 3.1.1') as string,
  });
  expect(await told({ outcome: 'refused', reason: 'not-authorised' })).toEqual({
    outcome: 'failed',
    reason: 'The account may not publish to home/alerts',
    final: false,
  });
});
