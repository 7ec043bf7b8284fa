import { describe, expect, test } from 'vitest';

import type { AlertClass, Sighting } from '@/core/alerts/alert';
import { alertOf, sighting } from '@/core/alerts/alert.testing';
import type { Happening } from '@/core/happening';
import { lessonWords } from '@/core/alerts/learned-from';
import type { EventMeaning, Fact } from '@/core/observation';

import { contextThatHears } from './rule.testing';
import { happens, part, play, start, type Row, type Story, type Telling } from './timeline.testing';
import { withVouched } from './vouched';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const letters = { info: 'i', warning: 'w', critical: 'c' } as const;

/** How grave what was seen is told at each column, as a line: `w` a warning, `i` worth knowing. */
function told(story: Story, kind?: AlertClass): string {
  const line = Array.from({ length: Math.max(...story.rows.map(([, row]) => row.length)) }, () => '-');
  for (const { column, signal } of play(story))
    if (signal.type === 'seen' && (kind === undefined || signal.sighting.class === kind))
      line[column] = letters[signal.sighting.severity];
  return line.join('');
}

const logIn = (clientId: string, username: string | null, address: string | null) =>
  happens({ type: 'log-in', clientId, username, address });
const denied = (clientId: string, did: 'publish' | 'subscribe', topic: string) =>
  happens({ type: 'denied', clientId, did, topic });
const acts = (command: string, about: string, clientId = 'laptop') =>
  happens({ type: 'administered', clientId, username: 'owner', command, about } satisfies Telling);
const lost: Omit<Extract<Happening, { type: 'connection'; isThere: false }>, 'at'> = {
  type: 'connection',
  isThere: false,
  since: 0,
};

describe('what a person vouched for', () => {
  const says: Row[2] = {
    o: logIn('tool', 'owner', '192.168.1.5'),
    a: logIn('tool', 'owner', '192.168.1.66'),
    g: logIn('tool', 'guest', '192.168.1.5'),
    h: logIn('tool', null, '192.168.1.5'),
    x: denied('tool', 'publish', 'z/lock/set'),
    y: denied('tool', 'publish', 'z/gate/set'),
    l: happens(lost),
  };
  const days = (columns: string, judged: string, restarts = '') =>
    told({ devices: {}, everyMs: hour, rows: [['broker', columns, says]], judged, restarts }, 'access_denied');

  test('is told in full until somebody says so, and mildly from then on', () => {
    expect(days('ox-x-x-x', '--------')).toBe('-w-w-w-w');
    expect(days('ox-x-x-x', '---m----')).toBe('-w-w-i-i');
    expect(days('ox-x-x-x', '---f----')).toBe('-w-w-i-i');
  });

  test('says so with its evidence, and is less sure', () => {
    const story: Story = { devices: {}, everyMs: day, rows: [['broker', 'ox--x', says]], judged: '-m' };
    const sightings = play(story).flatMap(({ signal }) => (signal.type === 'seen' ? [signal.sighting] : []));
    expect(sightings).toMatchObject([
      { confidence: 0.9, evidence: [{}] },
      {
        confidence: 0.45,
        evidence: [
          { text: 'You said 2 days ago that this was one of you' },
          { text: 'It tried to publish on z/lock/set, and the broker refused it' },
        ],
      },
    ]);
  });

  test('is told in full of another topic, another address, another account, and of whom nobody knows', () => {
    expect(days('ox-y-x', '-m')).toBe('-w-w-i');
    expect(days('oxax-ox', '-m')).toBe('-w-w--i');
    expect(days('oxgx-ox', '-m')).toBe('-w-w--i');
    expect(days('hx-x', '-m')).toBe('-w-w');
    expect(days('-x-x', '-m')).toBe('-w-w');
  });

  test('is told in full of whoever came while nobody listened, until he comes in again', () => {
    expect(days('ox-l-x-ox', '-m')).toBe('-w---w--i');
    expect(days('ox-o-x-ox', '-m', '--xxr')).toBe('-w---w--i');
  });

  test('holds over a short restart of whoever watches, for a client that stays connected', () => {
    expect(days('ox---x', '-m', '---r')).toBe('-w---i');
    const short = (columns: string, restarts: string) =>
      told({ devices: {}, everyMs: minute, rows: [['broker', columns, says]], judged: '-m', restarts });
    expect(short('ox-------x', '--xxr')).toBe('-w-------i');
    expect(short('ox-------ax', '--xxr')).toBe('-w--------w');
    expect(short(`ox${'-'.repeat(10)}x`, `--${'x'.repeat(9)}r`).at(-1)).toBe('w');
    expect(short('ox-l----x', '-----r').at(-1)).toBe('w');
  });

  test('is told in full again after a month', () => {
    const month = (columns: number) =>
      told({
        devices: {},
        everyMs: day,
        rows: [['broker', `ox${'-'.repeat(columns)}x`, says]],
        judged: '-m',
      }).at(-1);
    expect(month(28)).toBe('i');
    expect(month(30)).toBe('w');
  });

  test('is known after a restart, and is no younger for it', () => {
    expect(days('ox---ox', '-m', '---r')).toBe('-w----i');
    const story = { devices: {}, everyMs: day, rows: [['broker', `ox${'-'.repeat(30)}ox`, says] as const] };
    expect(told({ ...story, judged: '-m', restarts: `${'-'.repeat(20)}r` }).at(-1)).toBe('w');
  });

  test('is known after a restart, however much else was told since', () => {
    expect(days('ox-yyyyyyyy--ox', '-m', '------------r')).toBe('-w-wwwwwwww---i');
  });

  test('is good for a month from the last time it was said, in whatever order the words come again', () => {
    const seen: Sighting[] = [];
    const { context, rule } = withVouched(contextThatHears(seen));
    const tell = (t: number) =>
      context.seen(sighting({ t, class: 'access_denied', subject: 'tool', severity: 'warning' }), ['z/lock/set']);
    const judge = (t: number, id: string) => {
      const alert = alertOf({ class: 'access_denied', subject: 'tool', t, id });
      rule.teach?.({ ...alert, verdict: { kind: 'mine', at: t + minute, changes: 1 } }, t + minute);
    };
    tell(start);
    judge(start, 'first');
    tell(start + 20 * day);
    judge(start + 20 * day, 'second');
    judge(start, 'first');
    tell(start + 40 * day);
    expect(seen.map(({ severity }) => severity)).toEqual(['warning', 'info', 'info']);
  });

  test('is a flood whichever rule opened its alert: what is too much for any is in that of what is unusual for one', () => {
    const seen: Sighting[] = [];
    const { context, rule } = withVouched(contextThatHears(seen));
    const flood = { class: 'message_flood', device: 'lamp', severity: 'warning' } as const;
    context.seen(sighting({ ...flood, subject: 'lamp', t: start + minute }), []);
    const alert = alertOf({ ...flood, subject: 'lamp habit', t: start });
    rule.teach?.({ ...alert, verdict: { kind: 'mine', at: start + hour, changes: 1 } }, start + hour);
    context.seen(sighting({ ...flood, subject: 'lamp', t: start + day }), []);
    expect(seen.map(({ severity }) => severity)).toEqual(['warning', 'info']);
  });

  test('that was told before a restart can be vouched for after it', () => {
    expect(days('ox---ox', '---m', '--r')).toBe('-w----i');
  });

  test('is told in full when it is taken back, also after a restart', () => {
    expect(days('ox-x-', '-mn')).toBe('-w-w-');
    expect(days('ox---ox', '-mn', '---r')).toBe('-w----w');
  });

  test('holds for nothing that came after it was said, though it is said again after a restart', () => {
    expect(days('ox-y---oyox', '-m', '-----r')).toBe('-w-w----w-i');
  });

  test('is what an alert told of, and not what earlier ones told', () => {
    expect(days('ox-y-x', '---m')).toBe('-w-w-w');
  });
});

/** What the page says beside the verdict of the first alert of a story. */
function wordsOnFirst(story: Story): string {
  const first = play(story).find(({ signal }) => signal.type === 'seen')?.signal;
  if (first?.type !== 'seen') throw new Error('The story tells no alert');
  const { sighting } = first;
  return lessonWords(alertOf({ ...sighting, endedAt: sighting.lasting ? null : sighting.t }));
}

describe('a client that comes in the place of another', () => {
  const says: Row[2] = {
    o: logIn('phone', 'owner', '192.168.1.5'),
    b: logIn('phone', 'owner', '10.8.0.2'),
    e: logIn('phone', 'owner', '192.168.1.66'),
    g: logIn('phone', 'guest', '10.8.0.2'),
    t: happens({ type: 'taken-over', clientId: 'phone' }),
  };
  const roams = (columns: string, judged: string) =>
    told({ devices: {}, everyMs: 3_000, rows: [['broker', columns, says]], judged });

  test('that roams between two places is told mildly once somebody said so of each', () => {
    expect(roams('o-bt-ot-bt-ot-', '---m--m-------')).toBe('---w--w--i--i-');
  });

  test('from a third place, or with another account, is told in full', () => {
    expect(roams('o-bt-et-', '---m----')).toBe('---w--w-');
    expect(roams('o-gt-ot-gt-', '---m--m----')).toBe('---c--c--c-');
    const words = (columns: string) => wordsOnFirst({ devices: {}, everyMs: 3_000, rows: [['broker', columns, says]] });
    expect(words('o-bt')).toMatch(/^For a month the very same /);
    expect(words('o-gt')).toMatch(/^Only this alert is closed/);
  });

  test('again and again from one place is told mildly the next time', () => {
    const bad = { devices: {}, everyMs: 30_000, judged: `${'-'.repeat(9)}m` };
    expect(told({ ...bad, rows: [['broker', `o-otototot${'-'.repeat(20)}otototot-`, says]] }).replaceAll('-', '')).toBe(
      'wi',
    );
  });
});

describe('accounts that the same administrator changes', () => {
  const says: Row[2] = {
    o: logIn('laptop', 'owner', '192.168.1.5'),
    n: logIn('other', 'owner', '192.168.1.5'),
    e: logIn('laptop', 'owner', '192.168.1.66'),
    h: logIn('laptop', 'guest', '192.168.1.5'),
    p: acts('setClientPassword', 'lock'),
    q: acts('setClientPassword', 'lock', 'other'),
    g: acts('setClientPassword', 'gate'),
    c: acts('createClient', 'lock'),
    d: acts('deleteClient', 'old'),
  };
  const changes = (columns: string, judged: string) =>
    told({ devices: {}, everyMs: hour, rows: [['broker', columns, says]], judged });

  test('are told mildly: from the same address, whatever page he uses, the same change of the same account', () => {
    expect(changes('op-p-nq', '-m')).toBe('-w-i--i');
  });

  test('are told in full from elsewhere, of another account, or of another kind', () => {
    expect(changes('op-ep', '-m')).toBe('-w--w');
    expect(changes('op-hp', '-m')).toBe('-w--w');
    expect(changes('op-g-c', '-m')).toBe('-w-w-w');
  });

  test('are told no more where they were only worth knowing', () => {
    expect(changes('od-d-ed', '-m')).toBe('-i----i');
  });
});

describe('a client that listens to everything', () => {
  const subscribed = (filter: string) => happens({ type: 'subscribed', clientId: 'explorer', filter });
  const says: Row[2] = {
    o: logIn('explorer', 'owner', '192.168.1.5'),
    g: logIn('explorer', 'guest', '192.168.1.5'),
    a: subscribed('#'),
    s: subscribed('$SYS/#'),
  };
  const listens = (columns: string, judged: string, restarts = '') =>
    told({ devices: {}, everyMs: 13 * hour, rows: [['broker', columns, says]], judged, restarts });

  test('is told no more once somebody said that it is his', () => {
    expect(listens('oa--a--a', '--------')).toBe('-i--i--i');
    expect(listens('oa--a--a', '-m------')).toBe('-i------');
    expect(listens('oa--a--a', '-m------', '---r--r')).toBe('-i------');
    expect(listens('oa--a--a', '-m------', '---r-xr')).toBe('-i-----i');
  });

  test('is told of another account at once, and of another filter', () => {
    expect(listens('oa--aga', '-m')).toBe('-i----i');
    expect(listens('oa--s', '-m')).toBe('-i--i');
  });

  test('is told of another account, though it uses the same client id on the same day', () => {
    const story = { devices: {}, everyMs: minute, rows: [['broker', 'oa-a-ga-oa', says] as const], judged: '-m' };
    expect(told(story)).toBe('-i----i---');
  });

  test('in vain is told mildly of the same one', () => {
    const topics = 'stuvwxyz';
    const asks = Object.fromEntries(Array.from(topics, (letter) => [letter, denied('explorer', 'subscribe', letter)]));
    const story = (again: string): Story => ({
      devices: {},
      everyMs: minute,
      rows: [['broker', `o${topics}${'-'.repeat(1_440)}${again}${topics}`, { ...says, ...asks }]],
      judged: '--------m',
    });
    expect(told(story('o')).replaceAll('-', '')).toBe('wi');
    expect(told(story('g')).replaceAll('-', '')).toBe('ww');
  });
});

describe('a camera', () => {
  const event = (name: string, meaning: EventMeaning): readonly Fact[] => [
    { type: 'event', event: name, text: 'Something', meaning },
  ];
  const says: Row[2] = {
    t: event('talk-began', 'talked'),
    m: event('moved', 'turned'),
    s: logIn('laptop', 'owner', '192.168.1.66'),
  };
  const devices = { cam: part('camera') };
  const lines = (columns: string, judged: string, broker = '') =>
    told({
      devices,
      everyMs: hour,
      rows: [
        ['broker', broker, says],
        ['cam', columns, says],
      ],
      judged,
    });
  const tomorrow = '-'.repeat(23);

  test.each(['t', 'm'])('that was vouched for is so by the clocks of the home, also when they are set (%s)', (act) => {
    const autumn = (timeZone: string) =>
      told({
        devices,
        everyMs: hour,
        rows: [['cam', `${act}${tomorrow}${act}${act}`, says]],
        judged: 'm',
        begins: Date.UTC(2026, 9, 24, 20, 30),
        timeZone,
      }).replaceAll('-', '');
    expect(autumn('Europe/Berlin')).toBe('wwi');
    expect(autumn('UTC')).toBe('wiw');
  });

  test.each(['t', 'm'])('that was vouched for is milder at that hour of the day, and at no other (%s)', (act) => {
    expect(lines(`${act}${tomorrow}${act}${act}`, 'm').replaceAll('-', '')).toBe('wiw');
  });

  test.each(['t', 'm'])('is told in full where somebody came in from a strange client (%s)', (act) => {
    expect(lines(`${act}${tomorrow}${act}`, 'm', `${'-'.repeat(24)}s`).replaceAll('-', '')).toBe('ww');
  });

  test('that was turned was not spoken through', () => {
    expect(lines(`m${tomorrow}t`, 'm').replaceAll('-', '')).toBe('ww');
  });
});

describe('a firmware', () => {
  const version = (installed: string): readonly Fact[] => [{ type: 'firmware', installed }];
  const says: Row[2] = {
    n: version('10'),
    o: version('9'),
    e: version('8'),
    x: version('nightly'),
    y: version('beta'),
  };
  const runs = (columns: string, judged: string, restarts = '') =>
    told({
      devices: { lock: part('lock', ['lock']) },
      everyMs: hour,
      rows: [['lock', columns, says]],
      judged,
      restarts,
    });

  test('that went back is told mildly when that very one is put on again', () => {
    expect(runs('no-n-o', '------')).toBe('-w---w');
    expect(runs('no-n-o', '-m----')).toBe('-w---i');
    expect(runs('no---n-o', '-m------', '---r')).toBe('-w-----i');
  });

  test('that went back further than anybody vouched for is told in full', () => {
    expect(runs('no-n-e', '-m----')).toBe('-w---w');
    expect(runs('no-e--', '-m----')).toBe('-w-w--');
  });

  test('for which nobody asked is told mildly when it comes again', () => {
    expect(runs('nx--n--x', '-m------', '---r')).toBe('-w-----i');
    expect(runs('nx--n--y', '-m------', '---r')).toBe('-w-----w');
  });
});

describe('a device', () => {
  const away: Row[2] = {
    '0': [{ type: 'reachability', reachability: 'offline' }],
    '1': [{ type: 'reachability', reachability: 'online' }],
  };
  const often = '1-0'.repeat(5);
  const flaps = (device: Story['devices'][string], judged: string) =>
    told(
      {
        devices: { one: device, two: device },
        everyMs: minute,
        rows: [
          ['one', `${often}${'-'.repeat(300)}${often}`, away],
          ['two', `${'-'.repeat(400)}${often}`, away],
        ],
        judged,
      },
      'availability_flap',
    ).replaceAll('-', '');

  test('that comes and goes is told no more, and another one is', () => {
    expect(flaps(part('sensor'), '')).toBe('iii');
    expect(flaps(part('sensor'), `${'-'.repeat(15)}f`)).toBe('ii');
  });

  test('that comes and goes and is vital is told in full, whatever was said', () => {
    expect(flaps(part('lock', ['lock']), `${'-'.repeat(15)}f`)).toBe('www');
  });

  test('that floods the home is told mildly the next time, and another one in full', () => {
    const burst = Array.from({ length: 256 }, (_, n): readonly Fact[] => [{ type: 'heard', at: start + n }]).flat();
    const says: Row[2] = { b: burst };
    const floods = (judged: string) =>
      told(
        {
          devices: { one: part('sensor'), two: part('sensor') },
          everyMs: 3_000,
          rows: [
            ['one', `bbbbb${'-'.repeat(40)}bbbbb`, says],
            ['two', `${'-'.repeat(60)}bbbbb`, says],
          ],
          judged,
        },
        'message_flood',
      ).replaceAll('-', '');
    expect(floods('')).toBe('www');
    expect(floods('-----m')).toBe('wiw');
  });
});
