import { describe, expect, test } from 'vitest';

import { compareVersions } from './version-order';

/** Versions of one maker in the order of their release; every two neighbours are a pair. */
const lines: Readonly<Record<string, readonly string[]>> = {
  'semver, with all that may come before a release': [
    '0.9.9',
    '1.0.0-dev',
    '1.0.0-dev.3',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0-rc.10',
    '1.0.0',
    '1.0.1',
    '1.9.9',
    '1.10.0-pre',
    '1.10.0',
    '2.0.0',
    '10.0.0',
  ],
  'two numbers, and the ninth before the tenth': ['9.9', '10.0', '10.1', '10.9', '10.10', '11.0'],
  'four numbers': ['1.0.0.9', '1.0.0.10', '1.0.1.0', '1.2.0.0', '4.36.11.8391', '4.36.12.1'],
  'commits after a tag, as git describes them': [
    '3.1-rc2',
    '3.1',
    '3.1-1-gdeadbeef',
    '3.1-12-gcafebabe',
    '3.1-120-g0123456',
    '3.2',
  ],
  'files of Zigbee, 32 bits': ['1', '22', '318', '16777232', '16777241', '16777488', '538052388', '4294967295'],
  'build ids of Zigbee': ['1.0.19', '1.0.20', '1.93.2', '1.104.2', '2.3.014', '2.3.093', '2.4.0'],
  'Zigbee of Yale': ['0.0.0_0024', '0.0.0_0025', '0.0.0_0033', '0.0.0_0100', '0.0.1_0001'],
  'Zigbee builds with a dash': ['3000-0001', '3000-0002', '3000-0010', '3001-0001'],
  'the first generation of Shelly': [
    '20200320-123430/v1.6.2@514044b4',
    '20200527-142209/v1.7.0-rc8@6f7ea363',
    '20200812-091015/v1.8.0@8acf41b0',
    '20210115-103659/v1.9.4@e2732e05',
    '20210429-100340/v1.10.4-g3f94cd7',
    '20211109-130223/v1.11.7-g682a0db',
    '20220209-094317/v1.11.8-g8c7bb8d',
    '20220809-130352/v1.12-g99f7e0b',
    '20221027-101131/v1.12.1-ga9117d3',
    '20230503-095618/v1.13.0-g9aed950',
    '20230913-112316/v1.14.0-gcb84623',
    '20231107-164219/v1.14.1-rc1-g0617c15',
    '20241106-105233/v1.14.1-rc1-6-gfb43488e8',
    '20250318-120000/v1.14.1-gabcdef1',
  ],
  'two builds of one release of Shelly': ['20230913-112234/v1.14.0-gcb84623', '20230913-113421/v1.14.0-gcb84623'],
  'the second generation of Shelly': [
    '0.14.4',
    '1.0.0-beta6',
    '1.0.0',
    '1.0.8',
    '1.3.3',
    '1.4.0-beta1',
    '1.4.0',
    '1.4.2',
    '1.4.4',
    '1.5.0-beta2',
  ],
  Tasmota: [
    '8.5.1(tasmota)',
    '9.2.0(tasmota)',
    '9.5.0.8(tasmota)',
    '12.4.0(tasmota32)',
    '13.1.0(release-tasmota)',
    '13.1.0.2(tasmota)',
    '14.1.0(release-tasmota)',
    '14.2.0(release-tasmota)',
    '14.2.0.1(tasmota)',
    '14.2.0.3(development)',
    '14.3.0(release-tasmota32)',
    '15.0.1(release-tasmota)',
  ],
  ESPHome: ['1.19.4', '1.20.0b3', '1.20.0', '1.20.4'],
  'ESPHome by the calendar': [
    '2021.8.0',
    '2021.12.3',
    '2022.3.0-dev',
    '2022.3.0b1',
    '2022.3.0b10',
    '2022.3.0',
    '2023.2.4',
    '2023.12.9',
    '2024.5.0',
    '2024.11.3',
    '2025.7.0b4',
    '2025.7.0',
  ],
  'WLED and its trials': [
    '0.13.3',
    '0.14.0-b1',
    '0.14.0-b15',
    '0.14.0',
    '0.14.1-a1',
    '0.15.0-b3',
    '0.15.0-rc1',
    '0.15.0',
  ],
  'Home Assistant and its bridges': [
    '2024.6.0-dev20240601',
    '2024.6.0-dev20240602',
    '2024.6.0b1',
    '2024.6.0',
    '2024.6.4',
  ],
  Zigbee2MQTT: ['1.25.0', '1.42.0-dev', '1.42.0', '2.0.0', '2.1.3-dev', '2.1.3', '2.10.0'],
  Frigate: [
    '0.12.1-367d724',
    '0.13.0-beta1',
    '0.13.0-01e2d20',
    '0.13.2-6476f8a',
    '0.14.0-da913d8',
    '0.15.0-beta6',
    '0.15.0-rc2',
  ],
  Hikvision: [
    'V5.3.0 build 150814',
    'V5.4.5 build 170124',
    'V5.5.0 build 170914',
    'V5.5.800 build 210628',
    'V5.5.800 build 220103',
    'V5.6.0 build 200101',
    'V5.7.3 build 220112',
    'V5.7.12 build 230824',
  ],
  'Hikvision, written with a comma': ['V4.30.085, build 200916', 'V4.30.085, build 210730', 'V4.31.101, build 210116'],
  Dahua: ['2.800.0000000.44.R', '2.800.0000000.102.R', '2.820.0000000.18.R', '2.820.0000000.27.R', '2.840.0000000.5.R'],
  'Dahua with the day of its build': [
    '2.820.0000000.18.R.211103',
    '2.820.0000000.18.R.220401',
    '2.820.0000000.20.R.220401',
  ],
  'Dahua, its build date in words': ['2.800.0.44, Build Date: 2021-09-28', '2.800.0.44, Build Date: 2022-01-03'],
  'Amcrest, letters in its numbers': ['2.420.AC00.9.R', '2.420.AC00.17.R', '2.420.AC00.18.R'],
  Reolink: [
    'v2.0.0.1055_17110905',
    'v3.0.0.136_20121102',
    'v3.0.0.660_21110905',
    'v3.1.0.956_22041503',
    'v3.1.0.2368_23062508',
    'v3.1.0.2368_23121509',
    'v3.1.0.3646_24061717',
  ],
  'TP-Link, with its release': ['1.0.9 Build 200102', '1.0.9 Build 210308', '1.1.4 Build 211026', '1.2.0 Build 220101'],
  'Axis, by years and by numbers': ['9.80.3.12', '10.12.165', '11.11.77', '12.0.91'],
  'Nuki and other locks': ['2.11.5', '2.12.4', '3.0.2', '3.10.5'],
  'Ring and Eufy': ['2.0.7.6', '2.0.9.7', '2.1.7.9', '3.2.1.1'],
  'suffixes of one sort': ['1.2.3-patch1', '1.2.3-patch2', '1.2.3-patch10', '1.2.4-patch1'],
  'a hotfix letter with a number behind, which is a trial': ['2.0.0a1', '2.0.0a2', '2.0.0b1', '2.0.0'],
  'very long numbers': ['1.99999999999999999998', '1.99999999999999999999', '2.0'],
};

const neighbours = Object.entries(lines).flatMap(([line, versions]) =>
  versions.slice(1).map((newer, index): [string, string, string] => [line, versions[index] ?? '', newer]),
);

describe('the older version first', () => {
  test.each(neighbours)('%s: %s, then %s', (_line, older, newer) => {
    expect([compareVersions(older, newer), compareVersions(newer, older)]).toEqual([-1, 1]);
  });

  test.each(Object.entries(lines))('in the line of %s the first is older than the last', (_line, versions) => {
    const ordered = versions.toSorted((one, other) => compareVersions(one, other) ?? Number.NaN);
    expect(ordered).toEqual(versions);
    expect(compareVersions(versions[0] ?? '', versions.at(-1) ?? '')).toBe(-1);
  });
});

describe('one release, however it is written', () => {
  test.each([
    ['1.2', '1.2.0'],
    ['1.2.3', 'V1.2.3'],
    ['v1.2.3', 'Version 1.2.3'],
    ['FW: 1.2.3', '1.2.3'],
    ['1.2.3+build.5', '1.2.3+build.7'],
    ['14.2.0(tasmota)', '14.2.0(tasmota-sensors)'],
    ['14.2.0(release-tasmota)', '14.2.0'],
    ['2.3.014', '2.3.14'],
    ['1.0.0-RC1', '1.0.0-rc.1'],
    ['V5.5.800 build 210628', 'v5.5.800 Build 210628'],
    ['V5.5.800 build 210628', 'V5.5.800, build 210628'],
    ['2024.06.0', '2024.6.0'],
    ['0.13.0-01e2d20', '0.13.0-01E2D20'],
  ])('%s and %s', (one, other) => {
    expect([compareVersions(one, other), compareVersions(other, one)]).toEqual([0, 0]);
  });
});

describe('nobody can tell', () => {
  test.each([
    ['a version and a file of Zigbee', '1.0.19', '16777241'],
    ['a number by the calendar and one that is not', '2024.5.0', '1.9.0'],
    ['the two generations of Shelly', '20230913-112316/v1.14.0-gcb84623', '1.4.0'],
    ['a build by two digits of its year and one by four', '1.0 build 210628', '1.0 build 20210628'],
    ['a letter that may be a patch or a trial', '1.0.2a', '1.0.2'],
    ['a suffix that nobody knows, and none', '1.2.3-patch1', '1.2.3'],
    ['two suffixes that nobody knows', '1.2.3-patch1', '1.2.3-lts1'],
    ['two lines of Dahua', '2.800.0000000.44.R', '2.800.00AC003.0.R'],
    ['an international build and a plain one', '2.800.0000000.44.R', '2.800.0000000.44.N'],
    ['hashes of a source', '6f7ea363', 'a27f1c09'],
    ['dates that begin with a day or a month', '05-06-2019', '07-03-2018'],
    ['words', 'latest', 'stable'],
    ['nothing, and something', '', '1.0'],
    ['a word for unknown, and a version', 'unknown', '1.0'],
    ['a word from Ring, and a version', 'Up to Date', '3.2.1'],
  ])('%s: %s or %s', (_story, one, other) => {
    expect([compareVersions(one, other), compareVersions(other, one)]).toEqual([null, null]);
  });
});

test('the table has at least 150 pairs', () => {
  expect(neighbours.length).toBeGreaterThanOrEqual(150);
});
