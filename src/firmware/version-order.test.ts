import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareVersions } from './version-order';

describe('the older version first', () => {
  test.each([
    // semver.org §11
    ['1.0.0', '2.0.0'],
    ['2.1.0', '2.1.1'],
    ['1.9.0', '1.10.0'],
    ['1.0.0-alpha', '1.0.0-alpha.1'],
    ['1.0.0-alpha.1', '1.0.0-beta.2'],
    ['1.0.0-beta.2', '1.0.0-beta.11'],
    ['1.0.0-rc.1', '1.0.0'],
    ['v1.2.3', '1.2.4'],
    // Zigbee: build ids and file versions
    ['1.0.19', '1.0.20'],
    ['2.3.014', '2.3.093'],
    ['3130303', '3130304'],
    ['16777232', '16777488'],
    ['4294967294', '4294967295'],
    ['3000-0001', '3000-0002'],
    // Zigbee in hexadecimal numerals, whatever stands for a digit and however many noughts before it
    ['0x00000109', '0x0000010a'],
    ['0x0a1b2c3d', '0x0a1b2c3e'],
    ['0x12a1', '0x1a12'],
    ['0x9', '0x00000010'],
    ['0xfffffffe', '0xFFFFFFFF'],
    ['0.0.0_0026', '0.0.0_0027'],
    // Shelly
    ['20211109-130223/v1.11.7-g682a0db', '20230913-113421/v1.14.0-gcb84623'],
    ['20200527-142209/v1.7.0-rc8@6f7ea363', '20241106-105424/v1.14.1-rc1-6-gfb43488e8'],
    ['20231206-112335/v1.14.1-rc1-2-g6f199f940', '20241106-105233/v1.14.1-rc1-6-gfb43488e8'],
    ['20231107-162425/v1.14.1-rc1-g0617c15', '20231206-112335/v1.14.1-rc1-2-g6f199f940'],
    ['20241106-112037/v1.14.1-rc1-6-gfb43488e8', '20250101-101010/v1.14.1-gabcdef12'],
    ['20230913-112234/v1.14.0-gcb84623', '20230913-113421/v1.14.0-gcb84623'],
    // Tasmota
    ['9.2.0(tasmota)', '14.2.0(release-tasmota)'],
    ['14.2.0(release-tasmota)', '14.2.0.3(development)'],
    // ESPHome, Home Assistant
    ['2023.12.9', '2024.5.0'],
    ['2024.6.0-dev', '2024.6.0b1'],
    ['2024.6.0b1', '2024.6.0b2'],
    ['2024.6.0b9', '2024.6.0'],
    ['2024.6.0-dev20240601', '2024.6.0-dev20240602'],
    // cameras
    ['V5.5.800 build 210628', 'V5.5.800 build 220103'],
    ['V5.5.800 build 210628', 'V5.6.0 build 200101'],
    ['v3.1.0.2368_23062508', 'v3.1.0.2368_23121509'],
    ['v3.0.0.660_21110905', 'v3.1.0.2368_23062508'],
    ['2.800.0000000.44.R', '2.820.0000000.18.R'],
    ['2.820.0000000.18.R.211103', '2.820.0000000.18.R.220401'],
    ['2.800.0.44, Build Date: 2021-09-28', '2.800.0.44, Build Date: 2022-01-03'],
    ['4.36.11.8391', '4.36.12.1'],
    ['1.0.0 (build 5)', '1.0.0 (build 6)'],
    ['1.0.0(9)', '1.0.0(10)'],
    // suffixes
    ['1.2.3-patch1', '1.2.3-patch2'],
    ['1.2.3', '1.2.4-patch1'],
    ['1.0.2a', '1.0.3'],
    ['3.1-12-gdeadbeef', '3.2'],
    ['3.1', '3.1-12-gdeadbeef'],
  ])('%s, then %s', (older, newer) => {
    expect([compareVersions(older, newer), compareVersions(newer, older)]).toEqual([-1, 1]);
  });
});

test.each([
  ['1.2', '1.2.0'],
  ['v1.2.3', ' 1.2.3 '],
  ['1.2.3+build.5', '1.2.3+build.7'],
  ['14.2.0(tasmota)', '14.2.0(tasmota-sensors)'],
  ['2.3.014', '2.3.14'],
  ['1.0.0-RC1', '1.0.0-rc.1'],
  ['master-6f7ea363', 'master-6f7ea363'],
  ['0x0A', '0x0000000a'],
  ['1.0.0 (build 5)', '1.0.0 Build 5'],
  ['2025.1.0 (Jan 14 2025, 10:11:12)', '2025.1.0'],
])('%s and %s are one release', (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

test.each([
  ['nothing and something', '', '1.0'],
  ['a version and a file of Zigbee', '1.0.19', '16777241'],
  ['a number by the calendar and one that is not', '2024.5.0', '1.9.0'],
  ['hashes of a source', '6f7ea363', 'a27f1c09'],
  ['a numeral that is hexadecimal and one that is decimal', '0x10', '17'],
  ['a build and none', '1.0.0 (build 5)', '1.0.0'],
  ['a build by two digits of its year and one by four', '1.0 build 210628', '1.0 build 20210628'],
  ['a letter that may be a patch or a trial', '1.0.2a', '1.0.2'],
  ['a suffix that nobody knows, and none', '1.2.3-patch1', '1.2.3'],
  ['dates that begin with a day or a month', '05-06-2019', '07-03-2018'],
  ['two lines of one maker', '2.800.0000000.44.R', '2.800.00AC003.0.R'],
  ['words', 'latest', 'stable'],
  ['more than a version can be', '1.'.repeat(200), '2.0'],
])('nobody can order %s', (_story, one, other) => {
  expect([compareVersions(one, other), compareVersions(other, one)]).toEqual([null, null]);
});

const few = fc.nat({ max: 12 });
const numbers = (min: number, max: number) =>
  fc.array(few, { minLength: min, maxLength: max }).map((all) => all.join('.'));
const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
const day = fc.record({ year: fc.integer({ min: 2019, max: 2026 }), month: fc.integer({ min: 1, max: 12 }), day: few });
const hash = fc.stringMatching(/^[0-9a-f]{8}$/);
const stage = fc.oneof(
  fc.constant(''),
  fc.constantFrom('-dev', '-rc', '-alpha.', 'b', '-beta').chain((word) => few.map((n) => `${word}${n}`)),
);

/** Strings as each kind of device writes them. */
const schemes: Readonly<Record<string, fc.Arbitrary<string>>> = {
  semver: fc.tuple(numbers(3, 3), stage).map((parts) => parts.join('')),
  'semver with metadata': fc.tuple(numbers(3, 3), stage, hash).map(([core, tail, meta]) => `v${core}${tail}+${meta}`),
  'Zigbee file': fc.integer({ min: 0, max: 0xffff_ffff }).map(String),
  Shelly: fc
    .tuple(day, few, numbers(3, 3), fc.constantFrom('', '-rc1', '-rc2'), fc.option(few), hash)
    .map(([at, minute, core, pre, commits, source]) => {
      const built = `${at.year}${pad(at.month, 2)}${pad(at.day, 2)}-1000${pad(minute, 2)}`;
      return `${built}/v${core}${pre}${commits === null ? '' : `-${commits}`}-g${source}`;
    }),
  Tasmota: fc.tuple(numbers(3, 4), fc.constantFrom('tasmota', 'release-tasmota', 'lite')).map(([n, b]) => `${n}(${b})`),
  ESPHome: fc
    .tuple(fc.integer({ min: 2021, max: 2026 }), few, few, fc.constantFrom('', '-dev', 'b1', 'b2'))
    .map(([year, month, patch, pre]) => `${year}.${month}.${patch}${pre}`),
  Hikvision: fc
    .tuple(numbers(3, 3), day)
    .map(([core, at]) => `V${core} build ${at.year - 2000}${pad(at.month, 2)}${pad(at.day, 2)}`),
  Reolink: fc
    .tuple(numbers(4, 4), day, few)
    .map(([core, at, hour]) => `v${core}_${at.year - 2000}${pad(at.month, 2)}${pad(at.day, 2)}${pad(hour, 2)}`),
  Dahua: fc.tuple(few, few, few).map(([minor, zeros, build]) => `2.${minor}.${pad(zeros, 7)}.${build}.R`),
};

describe.each(Object.entries(schemes))('the versions of %s', (_name, versions) => {
  test('all have an order, and it is one', () => {
    fc.assert(
      fc.property(versions, versions, versions, (one, two, three) => {
        const order = (a: string, b: string) => {
          const result = compareVersions(a, b);
          expect(result, `${a} and ${b}`).not.toBeNull();
          return result ?? Number.NaN;
        };
        expect(order(one, one)).toBe(0);
        expect(order(one, two) + order(two, one)).toBe(0);
        if (order(one, two) <= 0 && order(two, three) <= 0) expect(order(one, three)).toBeLessThanOrEqual(0);
        if (order(one, two) === 0 && order(two, three) === 0) expect(order(one, three)).toBe(0);
      }),
    );
  });
});

describe('whatever two devices call their versions', () => {
  /** few beginnings and many ends, so that many differ in their ends only */
  const ends = [
    '',
    'a',
    'b1',
    '-rc1',
    '-rc1-3-gabcdef0',
    '-3-gabcdef0',
    ' build 210628',
    '_0027',
    '-x1',
    '+y',
    '.R',
    '(t)',
  ];
  const close = fc
    .tuple(fc.constantFrom('1', '1.0', '1.0.0', '1.1', '2024.1', '20230913-1000/1.0'), fc.constantFrom(...ends))
    .map((parts) => parts.join(''));
  const anything = fc.oneof(fc.string({ maxLength: 40 }), close, close, ...Object.values(schemes));

  test('the answer to the reverse is the reverse', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const forth = compareVersions(one, other);
        const back = compareVersions(other, one);
        expect(back).toBe(forth === null ? null : forth === 0 ? 0 : -forth);
      }),
    );
  });

  test('an answer follows from two others, or there is none', () => {
    fc.assert(
      fc.property(anything, anything, anything, (one, two, three) => {
        const [first, second] = [compareVersions(one, two), compareVersions(two, three)];
        if (first === null || second === null || first > 0 || second > 0) return;
        expect(compareVersions(one, three)).toBe(Math.min(first, second));
      }),
    );
  });

  test('a version far ahead of another in its first number is newer, however long', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,60}$/);
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        const order = BigInt(one) < BigInt(other) ? -1 : BigInt(one) > BigInt(other) ? 1 : 0;
        expect(compareVersions(one, other)).toBe(order);
      }),
    );
  });
});
