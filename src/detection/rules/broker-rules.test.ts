import { describe, expect, test } from 'vitest';

import type { Sighting } from '@/core/alerts/alert';
import { unreadableName } from '@/core/happening';

import { loginBruteforce } from './login-bruteforce';
import { contextThatHears } from '../rule.testing';
import { happens, play, start, timeline, type Row, type Telling } from '../timeline.testing';

const minute = 60_000;
const devices = {};
const one = (columns: string, everyMs: number, says: Row[2]) =>
  timeline({ devices, everyMs, rows: [['broker', columns, says]] });
const sightings = (columns: string, everyMs: number, says: Row[2]) =>
  play({ devices, everyMs, rows: [['broker', columns, says]] }).flatMap(({ signal }) =>
    signal.type === 'seen' ? [signal.sighting] : [],
  );
const all = (tellings: Readonly<Record<string, Telling>>): Row[2] =>
  Object.fromEntries(Object.entries(tellings).map(([letter, telling]) => [letter, happens(telling)]));

const failed = (address: string | null, isCertain = true, clientId: string | null = null): Telling => ({
  type: 'log-in-failed',
  address,
  isCertain,
  clientId,
});
const logIn = (clientId: string, username: string, address: string | null): Telling => ({
  type: 'log-in',
  clientId,
  username,
  address,
});

describe('log-ins that are refused', () => {
  const says = all({
    f: failed('192.168.1.66'),
    g: failed('192.168.1.77'),
    h: failed(null, false),
    k: logIn('phone', 'owner', '192.168.1.66'),
  });

  test('five times in two minutes from one place are an attack, and one alert however long it goes on', () => {
    expect(one('ffff-fffff', 10_000, says)).toEqual({ 'login_bruteforce 192.168.1.66': '-----a----' });
    expect(sightings('fffff', 10_000, says)).toMatchObject([
      {
        title: '5 log-ins at your broker were refused from 192.168.1.66 within a minute',
        fix: { kind: 'show-broker-log' },
      },
    ]);
  });

  test('four of before the clock was set back by an hour, and one more, are none', () => {
    const seen: Sighting[] = [];
    const rule = loginBruteforce(contextThatHears(seen));
    const refused = (at: number) =>
      rule.happen?.({ type: 'log-in-failed', address: '192.168.1.66', isCertain: true, clientId: null, at });
    for (const seconds of [0, 10, 20, 30, -3_000]) refused(start + seconds * 1_000);
    expect(seen).toEqual([]);
    for (const seconds of [10, 20, 30, 40]) refused(start + (seconds - 3_000) * 1_000);
    expect(seen).toHaveLength(1);
  });

  test('a thousand a second are told once a minute', () => {
    const line = one('f'.repeat(300), 1_000, says)['login_bruteforce 192.168.1.66'] ?? '';
    expect(line.replaceAll('-', '')).toBe('aaaaa');
  });

  test('and go on after a person dealt with them are a new alert, as soon as there are as many new ones', () => {
    const seen = sightings(`fffff${'-'.repeat(6)}fffff`, 10_000, says);
    expect(seen.map(({ title }) => title)).toEqual(
      Array.from({ length: 2 }, () => '5 log-ins at your broker were refused from 192.168.1.66 within a minute'),
    );
    expect(new Set(seen.map(({ t }) => t)).size).toBe(2);
  });

  test('and then only now and then are more of the same', () => {
    expect(one(`fffff${'-'.repeat(12)}f${'-'.repeat(12)}f`, 10_000, says)).toEqual({
      'login_bruteforce 192.168.1.66': `----a${'-'.repeat(12)}+${'-'.repeat(12)}+`,
    });
  });

  test('and a typo hours after a storm that was told are not its end', () => {
    const quiet = '-'.repeat(25);
    expect(sightings(`${'f'.repeat(29)}${quiet}f`, minute, says)).toHaveLength(1);
    expect(Object.keys(one(`${'f'.repeat(40)}${quiet}g`, minute, says))).toEqual(['login_bruteforce 192.168.1.66']);
  });

  test('and then one that is let in are told together', () => {
    expect(one('fffff-k', 10_000, says)).toEqual({ 'login_bruteforce 192.168.1.66': '----a-+' });
  });

  test('three times by somebody who then knows the password are typos', () => {
    expect(one('fffk-fff-', 10_000, says)).toEqual({});
  });

  test('one every seven minutes over six hours are found', () => {
    expect(Object.keys(one('f'.repeat(51), 7 * minute, says))).toEqual(['login_bruteforce 192.168.1.66']);
  });

  test('one every seven minutes are found, too, where the broker tells only that a connection ended', () => {
    expect(Object.keys(one('h'.repeat(51), 7 * minute, says))).toEqual(['login_bruteforce unknown']);
    const named = all({ n: failed(null, false, 'scanner') });
    expect(Object.keys(one('n'.repeat(51), 7 * minute, named))).toEqual(['login_bruteforce unknown']);
  });

  test('one every seven minutes are found though others get in from the same place, as behind a proxy', () => {
    expect(Object.keys(one('f-----k'.repeat(51), minute, says))).toEqual(['login_bruteforce 192.168.1.66']);
  });

  test('three times by somebody who mistypes, every evening hour, are none', () => {
    expect(one(`fffk${'-'.repeat(116)}`.repeat(6), 30_000, says)).toEqual({});
  });

  test('of a device with an old password that comes back every few seconds are worth knowing, and no attack', () => {
    const old = all({ k: logIn('cam-1', 'cam-1.a', '192.168.1.20'), f: failed('192.168.1.20', true, 'cam-1') });
    expect(sightings(`k---${'f'.repeat(60)}`, 5_000, old)).toMatchObject([
      { severity: 'info', title: 'The client cam-1 is refused again and again: it seems to have an old password' },
    ]);
    const elsewhere = all({ k: logIn('cam-1', 'cam-1.a', '192.168.1.20'), f: failed('192.168.1.66', true, 'cam-1') });
    expect(sightings('k---fffff', 5_000, elsewhere)).toMatchObject([{ severity: 'warning' }]);
  });

  test('spread over many places are found together', () => {
    const spread = all(
      Object.fromEntries(
        Array.from('abcdefghijklm').map((letter, place) => [letter, failed(`192.168.1.${100 + place}`)]),
      ),
    );
    expect(Object.keys(one('abcdefghijklm', 5_000, spread))).toEqual(['login_bruteforce everywhere']);
  });

  const places = Array.from({ length: 80 }, (_, place) => String.fromCharCode(0x4e00 + place));
  const fromEach = (isCertain: boolean) =>
    all(Object.fromEntries(places.map((letter, place) => [letter, failed(`10.0.0.${place}`, isCertain)])));

  test('spread over many places are found beside a device with an old password that tries all the time', () => {
    const old = all({ k: logIn('cam-1', 'cam-1.a', '192.168.1.20'), f: failed('192.168.1.20', true, 'cam-1') });
    const columns = places
      .slice(0, 60)
      .map((letter) => `${letter}${'f'.repeat(17)}`)
      .join('');
    const told = one(`k${'f'.repeat(9)}${columns}`, 20_000, { ...old, ...fromEach(true) });
    expect(Object.keys(told)).toContain('login_bruteforce everywhere');
  });

  test('spread over many places and hours are found, too, where the broker tells only that a connection ended', () => {
    expect(Object.keys(one(places.join('--'), 100_000, fromEach(false)))).toEqual(['login_bruteforce everywhere']);
  });

  test('are typos again on the day after a storm that was told', () => {
    const typos = `${'f-'.repeat(3)}k---`.repeat(2);
    const lines = one(`${'f'.repeat(9)}${'-'.repeat(19 * 720)}${typos}`, 5_000, says);
    expect(lines['login_bruteforce 192.168.1.66']?.slice(9)).not.toMatch(/[^-]/);
    expect(Object.keys(lines)).toEqual(['login_bruteforce 192.168.1.66']);
  });

  test('one every quarter of an hour for two days are told again and again', () => {
    expect(sightings('f'.repeat(150), 16 * minute, says)).toHaveLength(10);
  });

  test('every second in the name of a known device are an attack where the broker hides addresses', () => {
    const hidden = all({ k: logIn('cam-1', 'cam-1.a', null), f: failed(null, true, 'cam-1') });
    expect(sightings(`k${'f'.repeat(200)}`, 1_000, hidden)[0]).toMatchObject({ severity: 'warning' });
    expect(sightings(`k${'f'.repeat(200)}`, 10_000, hidden)).toMatchObject([{ severity: 'info' }]);
  });

  test('where the broker tells only that a connection ended need twice as many, and say so', () => {
    expect(one('hhhhhhhhh', 5_000, says)).toEqual({});
    expect(sightings('hhhhhhhhhh', 5_000, says)).toMatchObject([
      { title: '10 connections to your broker ended before they had logged in within a minute', confidence: 0.6 },
    ]);
  });

  test('of two phones with an old password that try now and then are none', () => {
    expect(one('f-g---f-g---f-g-', 30_000, says)).toEqual({});
  });

  test('that only a counter of the broker shows last until it comes down', () => {
    const rate = (aMinute: number): Telling => ({ type: 'log-in-rate', aMinute, connected: 12 });
    expect(one('l-h-m-l', 10_000, all({ l: rate(2), h: rate(300), m: rate(40) }))).toEqual({
      'login_bruteforce rate': '--a---o',
    });
  });

  test('that only a counter shows, and that was told at an earlier visit, is over when it has come down', () => {
    const rows: readonly Row[] = [['broker', 'l', all({ l: { type: 'log-in-rate', aMinute: 2, connected: 12 } })]];
    const standing = [{ class: 'login_bruteforce', subject: 'rate', device: null }] as const;
    expect(timeline({ devices, rows, standing })).toEqual({ 'login_bruteforce rate': 'o' });
  });

  test('a broker that restarted, to which forty devices come back, is none', () => {
    expect(one('r', 10_000, all({ r: { type: 'log-in-rate', aMinute: 80, connected: 40 } }))).toEqual({});
  });
});

describe('a client that is thrown out by another', () => {
  const taken: Telling = { type: 'taken-over', clientId: 'cam-1' };
  const says = all({
    a: logIn('cam-1', 'cam-1.a', '192.168.1.20'),
    b: logIn('cam-1', 'cam-1.a', '192.168.1.66'),
    o: logIn('cam-1', 'owner', '192.168.1.66'),
    n: logIn('cam-1', 'cam-1.a', null),
    t: taken,
  });

  test('from another place, or with another account, was taken over', () => {
    expect(sightings('a--tb----', 500, says)).toMatchObject([
      {
        class: 'client_takeover',
        severity: 'warning',
        title: 'cam-1 logged in from another place while it was connected. Was it one of you?',
      },
    ]);
    expect(sightings('a--bt----', 500, says)).toMatchObject([{ class: 'client_takeover', severity: 'warning' }]);
    expect(sightings('a--to----', 500, says)).toMatchObject([
      {
        class: 'client_takeover',
        severity: 'critical',
        subject: 'cam-1',
        title: 'Somebody else logged in in the place of cam-1',
      },
    ]);
  });

  test('by itself, as it comes back after its network broke, was not', () => {
    expect(one('a--ta----', 500, says)).toEqual({});
    expect(one('a--tn----', 500, says)).toEqual({});
    expect(one('---tb----', 500, says)).toEqual({});
  });

  test('again and again fights with somebody over one name', () => {
    expect(Object.keys(one('ntntntntntn--', 10_000, says))).toEqual(['client_takeover cam-1']);
    expect(sightings('ntntntntntn--', 10_000, says)[0]?.title).toBe('Two seem to fight over the client id cam-1');
  });

  /** four clients that are thrown out within two seconds; `from`, `to`: where each came from and comes from */
  const four = (from: (n: number) => string, to: (n: number) => string) =>
    timeline({
      devices,
      everyMs: 500,
      rows: ['a---tb------', '-a---tb-----', '--a---tb----', '---a---tb---'].map((columns, n): Row => [
        `cam-${n}`,
        columns,
        all({
          a: logIn(`cam-${n}`, `cam-${n}`, from(n)),
          b: logIn(`cam-${n}`, `cam-${n}`, to(n)),
          t: { type: 'taken-over', clientId: `cam-${n}` },
        }),
      ]),
    });

  test('as every client is after a router restart, with new addresses, was not', () => {
    expect(
      four(
        (n) => `10.0.0.${n}`,
        (n) => `10.0.1.${n}`,
      ),
    ).toEqual({});
    // behind one router that translates addresses
    expect(
      four(
        () => '10.0.0.1',
        () => '10.0.1.1',
      ),
    ).toEqual({});
  });

  test('as others are from one and the same place was taken over, each of them', () => {
    const taken = four(
      (n) => `10.0.0.${n}`,
      () => '10.0.0.99',
    );
    expect(Object.keys(taken)).toEqual([0, 1, 2, 3].map((n) => `client_takeover cam-${n}`));
  });
});

describe('a client that looks for what there is', () => {
  const ask = (filter: string): Telling => ({ type: 'subscribed', clientId: 'explorer', filter });

  test('by listening to everything is worth knowing, once', () => {
    expect(one('a--a', 1_000, all({ a: ask('#') }))).toEqual({ 'topic_scan explorer': 'a---' });
    for (const filter of ['+/#', '+/+/+/#', '$share/any/#', '$queue/+/#', '$share/any/$SYS/#'])
      expect(one('a', 1_000, all({ a: ask(filter) }))).toEqual({ 'topic_scan explorer': 'a' });
    for (const filter of ['home/#', '+/status', '$share/any/home/#', 'home/+/#'])
      expect(one('a', 1_000, all({ a: ask(filter) }))).toEqual({});
  });

  test('by asking below one name after the other warns', () => {
    const letters = Array.from('abcdefghijklmnopqrstuvw');
    const says = all(Object.fromEntries(letters.map((letter) => [letter, ask(`${letter}/#`)])));
    expect(sightings(letters.join(''), 1_000, says)).toMatchObject([{ severity: 'warning', class: 'topic_scan' }]);
  });

  test('in vain warns', () => {
    const says = all(
      Object.fromEntries(
        Array.from('abcdefgh').map((letter): [string, Telling] => [
          letter,
          { type: 'denied', clientId: 'explorer', did: 'subscribe', topic: `home/${letter}` },
        ]),
      ),
    );
    expect(Object.keys(one('abcdefgh', 1_000, says))).toEqual(['topic_scan explorer']);
  });

  test('as a home automation does at its start, with hundreds of topics below few names, is none', () => {
    const says = all(
      Object.fromEntries(
        Array.from('abcdefgh').map((letter): [string, Telling] => [
          letter,
          { type: 'subscribed', clientId: 'hass', filter: `${letter}/+/state` },
        ]),
      ),
    );
    expect(one('abcdefgh'.repeat(30), 100, says)).toEqual({});
  });
});

describe('a client that says what it may not', () => {
  const deny = (topic: string): Telling => ({ type: 'denied', clientId: 'cam-1', did: 'publish', topic });

  test('to a lock, or to the accounts, is told at once, each time', () => {
    expect(one('a--a', 1_000, all({ a: deny('zigbee2mqtt/Front door/set') }))).toEqual({
      'access_denied cam-1': 'a--a',
    });
    expect(Object.keys(one('a', 1_000, all({ a: deny('$CONTROL/dynamic-security/v1') })))).toEqual([
      'access_denied cam-1',
    ]);
  });

  test.each([
    'zigbee2mqtt/Front door/set',
    'nuki/1A/lockAction',
    'nuki/lock/keypad/actionJson',
    'frigate/garden/ptz',
    'gatehouse/v1/device/cam-1/credential/offer',
    'cmnd/plug/POWER',
  ])('to %s is told at once', (topic) => {
    expect(Object.keys(one('a', 1_000, all({ a: deny(topic) })))).toEqual(['access_denied cam-1']);
  });

  test.each(['shellyplus1-a/rpc', 'wled/x/api'])('to %s is told at once where a device takes orders there', (topic) => {
    expect(one('a', 1_000, all({ a: deny(topic) }))).toEqual({});
    const order: Telling = { type: 'denied', clientId: 'cam-1', did: 'publish', topic, isOrder: true };
    expect(Object.keys(one('a', 1_000, all({ a: order })))).toEqual(['access_denied cam-1']);
  });

  test.each(['shellyplus1-a/events/rpc', 'nuki/1A/lockActionEvent', 'tele/plug/STATE', 'home/settings'])(
    'to %s is a device with a setting too many',
    (topic) => expect(one('a', 1_000, all({ a: deny(topic) }))).toEqual({}),
  );

  test('on one topic over and over has a setting too many; on many it feels its way', () => {
    expect(one('aaaaaaaa', 1_000, all({ a: deny('tele/cam/STATE') }))).toEqual({});
    const many = all({ a: deny('a'), b: deny('b'), c: deny('c'), d: deny('d') });
    expect(one('abcd', 1_000, many)).toEqual({ 'access_denied cam-1': '---a' });
  });
});

describe('accounts that somebody else changes', () => {
  const act = (command: string, about: string | null): Telling => ({
    type: 'administered',
    clientId: 'laptop',
    username: 'admin',
    command,
    about,
  });

  test('are asked about: a second account is how an intruder stays', () => {
    expect(sightings('a', 1_000, all({ a: act('createClient', 'thief') }))).toMatchObject([
      {
        class: 'account_changed',
        title: 'A log-in was made: thief. Was it one of you?',
        severity: 'warning',
        evidence: [{ text: 'A log-in was made: thief, by admin (client laptop)' }],
      },
    ]);
  });

  test('are graver where a door is opened', () => {
    const says = all({ d: act('deleteClient', 'old'), c: act('createClient', 'new'), r: act('addClientRole', 'new') });
    expect(sightings('d-c-r', 1_000, says).map(({ severity }) => severity)).toEqual(['info', 'warning', 'warning']);
  });

  test('by whoever is called so that the line cannot be read are asked about, too', () => {
    const unread = (maybe: readonly string[]): Telling => ({
      type: 'administered',
      clientId: 'x/owner | getClient | y/admin | createClient | username=evil',
      username: unreadableName,
      command: null,
      maybe,
      about: null,
    });
    for (const maybe of [['getClient', 'createClient'], []])
      expect(sightings('a', 1_000, all({ a: unread(maybe) }))).toMatchObject([
        {
          class: 'account_changed',
          severity: 'warning',
          title: 'Who may log in was changed, in a way that cannot be read. Was it one of you?',
        },
      ]);
    expect(one('a', 1_000, all({ a: unread(['getClient', 'listClients']) }))).toEqual({});
  });

  test('and are only read, are no alert', () => {
    expect(one('lg', 1_000, all({ l: act('listClients', null), g: act('getClient', 'thief') }))).toEqual({});
  });
});
