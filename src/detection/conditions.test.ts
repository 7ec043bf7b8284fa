import { describe, expect, test } from 'vitest';

import { toldSignal } from '@/core/alerts/alert-text';
import type { Fact } from '@/core/observation';

import { bridge, offline, online, part, play, remembered, start, state, timeline, type Row } from './timeline.testing';

const minute = 60_000;
const window = { window: part('sensor', ['contact', 'tamper']) };
const tampered = { t: state({ tamper: true }), w: state({ tamper: false }), r: remembered(state({ tamper: true })) };

describe('a case that was opened', () => {
  test('is an alert at once, and over when it has been shut for a minute', () => {
    expect(timeline({ devices: window, everyMs: 20_000, rows: [['window', 'w-t-w----', tampered]] })).toEqual({
      'tamper window': '--a-c--o-',
    });
  });

  test('that says so again and again is one alert', () => {
    expect(timeline({ devices: window, rows: [['window', '-tttttt-', tampered]] })).toEqual({
      'tamper window': '-a------',
    });
  });

  test('that flaps is one alert that stays', () => {
    expect(timeline({ devices: window, rows: [['window', 'twtwtw', tampered]] })).toEqual({
      'tamper window': 'acacac',
    });
  });

  test('and that only the broker remembers was so before we looked; told again after a reconnect it is nothing', () => {
    expect(timeline({ devices: window, rows: [['window', 'r--r-t', tampered]] })).toEqual({
      'tamper window': 'i-----',
    });
  });

  test('is dated by the device itself where it tells the time, so that two observers name the same alert', () => {
    const told = { t: [{ type: 'heard', at: start - 5_000 } as const, ...state({ tamper: true })] };
    const [first] = play({ devices: window, rows: [['window', '-t', told]] });
    expect(first?.signal).toMatchObject({ sighting: { t: start - 5_000, evidence: [{ t: start - 5_000 }] } });
  });

  test('of a device that was switched off on purpose, or removed, concerns nobody', () => {
    const gone = { ...tampered, x: [{ type: 'removed' } satisfies Fact] };
    expect(timeline({ devices: window, rows: [['window', '-t-x', gone]] })).toEqual({ 'tamper window': '-a-o' });
    const off = { window: { ...window.window, disabled: true } };
    expect(timeline({ devices: off, rows: [['window', '-t--', tampered]] })).toEqual({});
  });

  test('and that another observer told of is over when the device says so', () => {
    const standing = [{ class: 'tamper', subject: 'window', device: 'window' }] as const;
    const story = { devices: window, standing, everyMs: minute };
    expect(timeline({ ...story, rows: [['window', 'w--', tampered]] })).toEqual({ 'tamper window': 'co-' });
    expect(timeline({ ...story, rows: [['window', 't-w-', tampered]] })).toEqual({ 'tamper window': 'i-co' });
  });
});

describe('a bolt', () => {
  const door = { door: part('lock', ['lock']) };
  const bolt = {
    l: state({ lock: 'locked' }),
    m: state({ lock: 'locking' }),
    j: state({ lock: 'not_fully_locked' }),
  };

  test('that stops half way is an alert with a fix; on its way it says nothing', () => {
    expect(timeline({ devices: door, everyMs: minute, rows: [['door', 'lmj-ml-', bolt]] })).toEqual({
      'lock_jammed door': '--a--co',
    });
    const [first] = play({ devices: door, rows: [['door', 'j', bolt]] });
    expect(first?.signal).toMatchObject({ sighting: { severity: 'critical', fix: { kind: 'lock' } } });
  });

  test('that jams at each of three tries is one alert', () => {
    expect(timeline({ devices: door, rows: [['door', 'jmlmjmlmjmlmj', bolt]] })).toEqual({
      'lock_jammed door': 'a-c-a-c-a-c-a',
    });
  });
});

describe('danger', () => {
  const sensor = { kitchen: part('sensor', ['smoke', 'carbon-monoxide']) };
  const says = {
    s: state({ smoke: true }),
    n: state({ smoke: false }),
    b: state({ smoke: true, carbonMonoxide: true }),
  };

  test('is told at the first word, each sort for itself', () => {
    expect(timeline({ devices: sensor, rows: [['kitchen', 'n-s-b', says]] })).toEqual({
      'safety kitchen smoke': '--a--',
      'safety kitchen carbon monoxide': '----a',
    });
  });

  test('of which somebody said already that it stands is news all the same, as a live word', () => {
    const standing = [{ class: 'safety', subject: 'kitchen smoke', device: 'kitchen' } as const];
    expect(timeline({ devices: sensor, standing, rows: [['kitchen', '-s', says]] })).toEqual({
      'safety kitchen smoke': '-a',
    });
    expect(timeline({ devices: sensor, standing, rows: [['kitchen', '-r', { r: remembered(says.s) }]] })).toEqual({
      'safety kitchen smoke': '-i',
    });
  });

  test('that comes and goes is one alert until it has been away for five minutes', () => {
    expect(timeline({ devices: sensor, everyMs: minute, rows: [['kitchen', 'sn--sn-----s', says]] })).toEqual({
      'safety kitchen smoke': 'ac--ac----oa',
    });
  });
});

test('smoke is read in the title, however long the name of its sensor is', () => {
  const smoke = { devices: { hall: part('sensor', ['smoke'], { name: 'x'.repeat(1_000) }) } };
  const [first] = play({ ...smoke, rows: [['hall', 't', { t: state({ smoke: true }) }]] });
  const { signal } = first!; // it says so
  expect(toldSignal(signal)).toMatchObject({ sighting: { title: expect.stringMatching(/^Xx+… reports smoke$/) } });
});

describe('the home’s alarm', () => {
  const home = { hub: bridge, panel: part('alarm', ['alarm-panel'], { via: 'hub' }) };
  const says = {
    d: state({ alarm: 'disarmed' }),
    l: state({ alarm: 'arming' }),
    a: state({ alarm: 'armed_away' }),
    p: state({ alarm: 'pending' }),
    t: state({ alarm: 'triggered' }),
    r: remembered(state({ alarm: 'triggered' })),
    u: [{ type: 'untold', key: 'alarm' }] as const,
    x: offline,
  };
  const told = (panel: string, more: Partial<Parameters<typeof timeline>[0]> = {}) =>
    timeline({ devices: home, everyMs: 20_000, rows: [['panel', panel, says]], ...more });

  test('goes off, and is over when its panel has been in another state for a minute', () => {
    expect(told('at-d----')).toEqual({ 'safety panel alarm': '-a-c--o-' });
    const [first] = play({ devices: home, rows: [['panel', 'at', says]] });
    expect(first?.signal).toMatchObject({
      sighting: {
        class: 'safety',
        severity: 'critical',
        title: 'The home’s alarm is going off: panel',
        evidence: [{ text: 'The panel says that it was triggered' }],
        fix: { kind: 'show-device' },
        lasting: true,
      },
    });
  });

  test('says which window it was, whether the panel told that just before or just after', () => {
    const why = [{ type: 'event', event: 'trigger', text: 'The alarm was triggered: Kitchen window' }] as const;
    const letters = { ...says, w: why, m: remembered(why) };
    const texts = (panel: string) =>
      play({ devices: home, everyMs: 4_000, rows: [['panel', panel, letters]] }).map(({ signal }) =>
        signal.type === 'seen'
          ? signal.sighting.evidence.map(({ text }) => text).join()
          : `${signal.type} ${signal.evidence.text}`,
      );
    const first = 'The panel says that it was triggered';
    expect(texts('awt')).toEqual([`${first}. The alarm was triggered: Kitchen window`]);
    expect(texts('atw')).toEqual([first, 'more The alarm was triggered: Kitchen window']);
    expect(texts('aw---tm')).toEqual([first]);
    expect(texts('aw')).toEqual([]);
  });

  test('that is only armed, is left in time, or waits for the code of whoever came in is none', () => {
    expect(told('dlapdlapalapd')).toEqual({});
  });

  test('that a broker tells of again, or its panel, goes off once; after a minute of peace it goes off anew', () => {
    expect(told('atttrrtr')).toEqual({ 'safety panel alarm': '-a------' });
    expect(told('atata----t')).toEqual({ 'safety panel alarm': '-acac--o-a' });
  });

  test('goes off once for a panel and an area of it that say so together, whichever is first', () => {
    const areas = { panel: home.panel, 'panel/up': home.panel, 'panel/down': home.panel, panel2: home.panel };
    const both = (panel: string, up: string, more: readonly Row[] = []) =>
      timeline({
        devices: { hub: bridge, ...areas },
        everyMs: 5_000,
        rows: [['panel', panel, says], ['panel/up', up, says], ...more],
      });
    expect(both('a-tt-', 'at--t')).toEqual({ 'safety panel/up alarm': '-a---' });
    expect(both('at---', 'a-tt-')).toEqual({ 'safety panel alarm': '-a---' });
    // it follows, or is another's
    expect(both('at----', 'a-----', [['panel/down', 'a---t-', says]])).toEqual({
      'safety panel alarm': '-a----',
      'safety panel/down alarm': '----a-',
    });
    expect(both('at', 'aa', [['panel2', 'at', says]])).toEqual({
      'safety panel alarm': '-a',
      'safety panel2 alarm': '-a',
    });
    // what the panel says of it is told with the area
    const why = { ...says, w: [{ type: 'event', event: 'trigger', text: 'Kitchen window' }] } as const;
    const rows: readonly Row[] = [
      ['panel/up', 'at--', says],
      ['panel', 'a-tw', why],
    ];
    expect(timeline({ devices: { hub: bridge, ...areas }, everyMs: 2_000, rows })).toEqual({
      'safety panel/up alarm': '-a-+',
    });
  });

  test('that only the broker remembers went off before we looked, and is told when it says so itself', () => {
    expect(told('r--a----t')).toEqual({ 'safety panel alarm': 'i--c--o-a' });
    const standing = [{ class: 'safety', subject: 'panel alarm', device: 'panel' } as const];
    expect(told('-t', { standing })).toEqual({ 'safety panel alarm': '-a' });
    expect(told('-r', { standing })).toEqual({ 'safety panel alarm': '-i' });
  });

  test('went off while nobody was connected: what the broker remembers of it then is news', () => {
    expect(told('a-r')).toEqual({ 'safety panel alarm': '--a' });
  });

  test('goes off still where its panel is out of reach or its program is gone, for nobody knows better', () => {
    const lines = told('tu---x-----a---', {
      rows: [
        ['panel', 'tu---x-----a---', says],
        ['hub', '--x---x--------', says],
      ],
    });
    expect(lines['safety panel alarm']).toBe('a----------c--o');
  });

  test('is told apart from smoke of which the same device tells', () => {
    const both = { s: state({ smoke: true, alarm: 'triggered' }), n: state({ smoke: false }) };
    expect(timeline({ devices: home, everyMs: 300_000, rows: [['panel', 's-n-', both]] })).toEqual({
      'safety panel smoke': 'a-co',
      'safety panel alarm': 'a---',
    });
  });

  test('and a siren that sounds is no alert: it is the answer to one', () => {
    const siren = { siren: part('siren', ['siren']) };
    const sounds = { s: state({ siren: 'sounding' }), n: state({ siren: 'silent' }) };
    expect(timeline({ devices: siren, rows: [['siren', 'nssns', sounds]] })).toEqual({});
  });
});

describe('glass that breaks', () => {
  const home = {
    window: part('sensor', ['glass-break'], { name: 'Kitchen window' }),
    panel: part('alarm', ['alarm-panel']),
  };
  const says = {
    b: state({ glassBreak: true }),
    n: state({ glassBreak: false }),
    r: remembered(state({ glassBreak: true })),
    d: state({ alarm: 'disarmed' }),
    a: state({ alarm: 'armed_night' }),
  };
  const heard = (panel: string, window: string) =>
    play({
      devices: home,
      everyMs: 20_000,
      rows: [
        ['panel', panel, says],
        ['window', window, says],
      ],
    }).flatMap(({ signal }) => (signal.type === 'seen' ? [`${signal.sighting.severity} ${signal.sighting.news}`] : []));

  test('is told at once, as one alert till it has been quiet for a minute', () => {
    expect(timeline({ devices: home, everyMs: 20_000, rows: [['window', 'n-bnbn----b', says]] })).toEqual({
      'safety window glass': '--acac--o-a',
    });
    const [first] = play({ devices: home, rows: [['window', 'nb', says]] });
    expect(first?.signal).toMatchObject({ sighting: { title: 'The kitchen window heard glass break' } });
  });

  test('wakes whoever sleeps without having armed the alarm too', () => {
    expect(heard('d--', '--b')).toEqual(['critical true']);
    expect(heard('a--', '--b')).toEqual(['critical true']);
    expect(heard('---', '--b')).toEqual(['critical true']);
  });

  test('that only the broker remembers is no news', () => {
    expect(heard('---', '--r')).toEqual(['critical false']);
  });
});

describe('a battery', () => {
  const battery = (percent: number): readonly Fact[] => [{ type: 'battery', percent }];
  const says = { f: battery(80), l: battery(20), b: battery(21), d: battery(12), e: battery(4), n: battery(100) };

  test('that wavers about the line is one alert; a new one ends it at once', () => {
    expect(timeline({ devices: window, rows: [['window', 'f-l-b-l-b-d-n-', says]] })).toEqual({
      'battery_low window': '--a---------o-',
    });
  });

  test('that is nearly empty gets a grown-up’s attention', () => {
    const seen = play({ devices: window, rows: [['window', 'd-e', says]] });
    expect(seen.map(({ signal }) => signal.type === 'seen' && signal.sighting.severity)).toEqual(['info', 'warning']);
  });

  test('of a lock is urgent before it is empty, for without it nobody gets in', () => {
    const [seen] = play({ devices: { door: part('lock', ['lock']) }, rows: [['door', 'd', says]] });
    expect(seen?.signal).toMatchObject({
      sighting: { severity: 'warning', evidence: [{ text: 'Its battery is at 12 %' }] },
    });
  });

  test('of a lock’s keypad is an alert of its own, with the lock’s beside it, and over with a new one', () => {
    const parts = (keypadBatteryLow: boolean): readonly Fact[] => [
      { type: 'state', state: { keypadBatteryLow, doorSensorBatteryLow: false } },
    ];
    const story = {
      devices: { door: part('lock', ['lock']) },
      rows: [['door', 'wkd-w-', { ...says, w: parts(false), k: parts(true) }]],
    } as const;
    expect(timeline(story)).toEqual({ 'battery_low door keypad': '-a--o-', 'battery_low door': '--a---' });
    expect(play(story)[0]?.signal).toMatchObject({
      sighting: { severity: 'warning', title: 'The battery in the keypad of the door is low' },
    });
  });

  test('is believed when it says "low", whatever its percentage', () => {
    const low: readonly Fact[] = [{ type: 'battery', percent: 60, low: true }];
    expect(timeline({ devices: window, rows: [['window', 'fx', { ...says, x: low }]] })).toEqual({
      'battery_low window': '-a',
    });
  });
});

describe('a device that is offline', () => {
  const devices = { hub: bridge, gate: part('sensor', ['contact'], { via: 'hub' }), porch: part('camera', ['camera']) };
  const says = { o: online, x: offline, r: remembered(offline) };

  test('is an alert within two seconds, and a camera one of its own class', () => {
    expect(
      timeline({
        devices,
        rows: [
          ['gate', 'o-x---', says],
          ['porch', 'o---x-', says],
        ],
      }),
    ).toEqual({ 'silent_device gate': '---a--', 'camera_offline porch': '----a-' });
  });

  test('and back within a second was never away', () => {
    expect(timeline({ devices, everyMs: 500, rows: [['gate', 'o-xo--xo-', says]] })).toEqual({});
  });

  test('that comes and goes while a mesh heals is one alert that stays', () => {
    expect(timeline({ devices, everyMs: minute, rows: [['gate', 'oxo-xo---x', says]] })).toEqual({
      'silent_device gate': '-ac-ac---a',
    });
  });

  test('is over when it has been back for a quarter of an hour', () => {
    const back = timeline({ devices, everyMs: 5 * minute, rows: [['gate', 'oxo----', says]] });
    expect(back).toEqual({ 'silent_device gate': '-ac--o-' });
  });

  test('and was so in the broker’s memory when we first looked is only worth knowing', () => {
    const [first] = play({ devices, rows: [['gate', 'r-', says]] });
    expect(first?.signal).toMatchObject({ sighting: { severity: 'info', news: false } });
    const [later] = play({ devices, rows: [['gate', 'o-r-', says]] });
    expect(later?.signal).toMatchObject({ sighting: { severity: 'warning', news: true } });
  });

  test('behind a bridge that is down is no alert; the bridge is one, once it does not come back', () => {
    const story = { devices, everyMs: 10_000 };
    expect(
      timeline({
        ...story,
        rows: [
          ['hub', 'o-x------o', says],
          ['gate', 'o---------', says],
        ],
      }),
    ).toEqual({ 'silent_device hub': '-----a---c' });
  });

  test('is nothing while a bridge restarts and announces everything again', () => {
    expect(
      timeline({
        devices,
        everyMs: 10_000,
        rows: [
          ['hub', 'o-x-o-', says],
          ['gate', 'o---o-', says],
        ],
      }),
    ).toEqual({});
  });

  test('stays what it was while its bridge is down', () => {
    expect(
      timeline({
        devices,
        everyMs: 10_000,
        rows: [
          ['hub', 'o-x-o--', says],
          ['gate', 'ox---o-', says],
        ],
      }),
    ).toEqual({ 'silent_device gate': '-a---c-' });
  });
});
