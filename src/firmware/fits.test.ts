import { existsSync, readdirSync, readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Advisory } from '@/core/firmware/advisory';
import type { DeviceKind } from '@/core/observation';

import { readCatalog } from './catalogs/read-catalog';
import { factsAbout, openMatcher, type Fit } from './fits';

/** What Gatehouse serves with its page. */
function served(name: string) {
  const read = readCatalog(readFileSync(new URL(`../../public/catalogs/${name}`, import.meta.url), 'utf8'));
  if (read.outcome === 'refused') throw new Error(read.reason);
  return read.catalog;
}

const list = served('advisories.json');
const names = served('vendors.json');
const advisories: readonly Advisory[] = 'advisories' in list ? list.advisories : [];
const matcher = openMatcher('vendors' in names ? names.vendors : []);

function fit(vendor: string | null, model: string | null, kind: DeviceKind, cve: string): Fit | null {
  const advisory = advisories.find((one) => one.cve === cve);
  if (advisory === undefined) throw new Error(`${cve} is not in the catalogue`);
  return matcher.fitOf({ vendor, model, kind }, advisory);
}

type Row = readonly [vendor: string | null, model: string | null, kind: DeviceKind, cve: string];

const exact: readonly Row[] = [
  ['D-Link', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-2670L', 'camera', 'CVE-2020-25079'],
  ['d-link', 'dcs-2530l', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS2530L', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS 2530L', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'D-Link DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-2530L Full HD Wi-Fi Camera', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-2530L/A1', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-2530L (EU)', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-930L', 'camera', 'CVE-2016-11021'],
  ['D-Link', 'DNR-322L', 'hub', 'CVE-2022-40799'],
  ['D-Link', 'DIR-859', 'other', 'CVE-2024-0769'],
  ['D-Link', 'DIR-859 A3', 'hub', 'CVE-2019-17621'],
  ['D-Link', 'DIR-820L', 'other', 'CVE-2022-26258'],
  ['D-Link', 'DIR-645', 'other', 'CVE-2015-2051'],
  ['D-Link', 'DIR-825 R1', 'other', 'CVE-2020-29557'],
  ['D-Link', 'DIR-825/R1', 'other', 'CVE-2020-29557'],
  ['D-Link', 'DNS-320L', 'other', 'CVE-2024-3273'],
  ['D-Link', 'DNS-340L', 'other', 'CVE-2024-3272'],
  ['D-Link', 'DNS-320', 'other', 'CVE-2020-25506'],
  ['TP-Link', 'TL-WR940N V2', 'other', 'CVE-2023-33538'],
  ['TP-Link', 'TL-WR841N v10', 'other', 'CVE-2023-33538'],
  ['TP-Link', 'Archer AX21', 'hub', 'CVE-2023-1389'],
  ['TP-Link', 'Archer AX-21', 'hub', 'CVE-2023-1389'],
  ['TP-Link', 'Archer AX21 v3', 'hub', 'CVE-2023-1389'],
  ['ASUS', 'RT-AX55', 'other', 'CVE-2023-39780'],
  ['ASUS', 'Lyra Mini', 'other', 'CVE-2021-32030'],
  ['DrayTek', 'Vigor2960', 'other', 'CVE-2024-12987'],
  ['DrayTek', 'Vigor 2960', 'other', 'CVE-2024-12987'],
  ['DrayTek', 'Vigor300B', 'other', 'CVE-2020-8515'],
  ['Edimax', 'IC-7100', 'camera', 'CVE-2025-1316'],
  ['Reolink', 'RLC-410W', 'camera', 'CVE-2021-40407'],
  ['Reolink', 'RLC-410W IP Camera', 'camera', 'CVE-2021-40407'],
  ['Reolink', 'RLC-511W', 'camera', 'CVE-2019-11001'],
  ['Reolink', 'C1 Pro', 'camera', 'CVE-2019-11001'],
  ['Reolink', 'C2Pro', 'camera', 'CVE-2019-11001'],
  ['NUUO', 'NVRmini2', 'hub', 'CVE-2022-23227'],
  ['NUUO', 'NVRmini 2', 'hub', 'CVE-2022-23227'],
  ['NUUO', 'NVRmini', 'hub', 'CVE-2018-14933'],
  ['PTZOptics', 'PT30X-SDI', 'camera', 'CVE-2024-8956'],
  ['PTZOptics', 'PT30X-NDI', 'camera', 'CVE-2024-8957'],
  ['Zyxel', 'EMG2926', 'other', 'CVE-2017-6884'],
  ['Zyxel', 'P660HN-T1A', 'other', 'CVE-2017-18368'],
  ['Zyxel', 'NXC2500', 'other', 'CVE-2020-29583'],
  ['Cisco', 'RV340', 'other', 'CVE-2022-20699'],
  ['Cisco', 'RV325 VPN Router', 'hub', 'CVE-2019-1653'],
  ['Mitel', '6970 Conference Unit', 'other', 'CVE-2024-41710'],
  ['LG', 'N1A1', 'other', 'CVE-2018-14839'],
  ['Unraid', 'Unraid', 'hub', 'CVE-2020-5847'],
  ['MikroTik', 'RouterOS', 'hub', 'CVE-2018-14847'],
  ['NETGEAR', 'DGN2200', 'hub', 'CVE-2017-6334'],
  ['NETGEAR', 'DGN2200 v4', 'hub', 'CVE-2017-6077'],
  ['Netgear', 'WNR2000v5', 'other', 'CVE-2016-10174'],
  ['NETGEAR', 'WNR2000 v5', 'other', 'CVE-2016-10174'],
  ['NETGEAR', 'JGS516PE', 'plug', 'CVE-2020-26919'],
  ['Netis', 'WF2419', 'other', 'CVE-2019-19356'],
  ['Tenda', 'AC11', 'other', 'CVE-2021-31755'],
  ['Tenda', 'AC1900 Router AC15 Model', 'other', 'CVE-2020-10987'],
  ['Tenda', 'AC9', 'other', 'CVE-2018-14558'],
  ['FXC', 'AE1021PE', 'other', 'CVE-2023-49897'],
  ['Pi-hole', 'Pi-hole', 'hub', 'CVE-2020-8816'],
];

const alias: readonly Row[] = [
  ['D-Link Corporation', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['D-Link Corp.', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['D-Link Systems, Inc.', 'DIR-859', 'hub', 'CVE-2024-0769'],
  ['dlink', 'DNS-325', 'other', 'CVE-2024-3272'],
  ['TP-LINK Technologies Co., Ltd.', 'Archer AX21', 'hub', 'CVE-2023-1389'],
  ['TPLink', 'TL-WR740N V1', 'other', 'CVE-2023-33538'],
  ['TP-Link Systems Inc.', 'Archer AX21', 'hub', 'CVE-2023-1389'],
  ['ASUSTeK Computer Inc.', 'GT-AC2900', 'hub', 'CVE-2021-32030'],
  ['Draytek Corp.', 'Vigor3900', 'hub', 'CVE-2020-15415'],
  ['EDIMAX Technology Co., Ltd.', 'IC-7100', 'camera', 'CVE-2025-1316'],
  ['Reolink Innovation Limited', 'RLC-422W', 'camera', 'CVE-2019-11001'],
  ['PTZ Optics', 'PT30X-SDI', 'camera', 'CVE-2024-8956'],
  ['NUUO Inc.', 'NVRmini2', 'hub', 'CVE-2022-23227'],
  ['ZyXEL Communications Corp.', 'EMG2926', 'hub', 'CVE-2017-6884'],
  ['LG Electronics', 'N1A1', 'hub', 'CVE-2018-14839'],
  ['Lime Technology', 'Unraid', 'hub', 'CVE-2020-5849'],
  ['Shenzhen Tenda Technology Co.,Ltd.', 'AC7', 'hub', 'CVE-2018-14558'],
  ['Netis Systems', 'WF2419', 'hub', 'CVE-2019-19356'],
  ['NETGEAR, Inc.', 'JGS516PE', 'plug', 'CVE-2020-26919'],
];

const possibly: readonly Row[] = [
  // the maker and the sort of device are all that CISA tells
  ['Dahua', 'IPC-HFW2831T-ZS', 'camera', 'CVE-2021-33044'],
  ['Dahua Technology', 'VTO2202F', 'doorbell', 'CVE-2021-33045'],
  ['Zhejiang Dahua Technology Co., Ltd.', 'IPC-HDW1439T1', 'camera', 'CVE-2021-33044'],
  ['Hikvision', 'DS-2CD2143G0-I', 'camera', 'CVE-2021-36260'],
  ['Hangzhou Hikvision Digital Technology Co., Ltd.', 'DS-2CD2143G0-I', 'camera', 'CVE-2021-36260'],
  ['HIKVISION', null, 'camera', 'CVE-2021-36260'],
  ['Amcrest', 'IP4M-1041B', 'camera', 'CVE-2020-5735'],
  ['Amcrest', 'AD410', 'doorbell', 'CVE-2020-5735'],
  ['GeoVision', 'GV-TDR4700', 'camera', 'CVE-2024-6047'],
  ['GeoVision Inc.', 'GV-ADR2701', 'camera', 'CVE-2024-11120'],
  ['QNAP', 'TS-453D', 'hub', 'CVE-2021-28799'],
  ['QNAP Systems, Inc.', 'TS-251', 'other', 'CVE-2020-2506'],
  ['TerraMaster', 'F2-221', 'hub', 'CVE-2022-24990'],
  ['NETGEAR', 'R7000', 'hub', 'CVE-2016-6277'],
  ['D-Link', 'DIR-655', 'hub', 'CVE-2019-16920'],
  ['TRENDnet', 'TEW-731BR', 'hub', 'CVE-2015-1187'],
  ['Crestron Electronics', 'AM-100', 'hub', 'CVE-2019-3929'],
  ['Ruckus', 'R510', 'hub', 'CVE-2023-25717'],
  // a series
  ['TP-Link', 'Archer C7', 'hub', 'CVE-2015-3035'],
  ['Nice', 'Linear eMerge E3', 'lock', 'CVE-2019-7256'],
  ['Zyxel', 'USG FLEX 50', 'hub', 'CVE-2023-28771'],
  ['Zyxel', 'ATP100', 'hub', 'CVE-2023-28771'],
  ['Zyxel', 'ATP100', 'hub', 'CVE-2022-30525'],
  ['Cisco', 'RV340W', 'hub', 'CVE-2022-20708'],
  ['Cisco', 'RV042', 'hub', 'CVE-2023-20118'],
  ['Mitel', '6867i SIP Phone', 'other', 'CVE-2024-41710'],
  ['Zyxel', 'NAS326', 'other', 'CVE-2023-27992'],
  ['QNAP', 'VioStor NVR', 'hub', 'CVE-2023-47565'],
  ['Grandstream', 'UCM6202', 'hub', 'CVE-2020-5722'],
  // a variant, or a make that nobody told
  ['TP-Link', 'Archer AX21 Pro', 'hub', 'CVE-2023-1389'],
  ['Reolink', 'RLC-410W Pro', 'camera', 'CVE-2021-40407'],
  ['TP-Link', 'TL-WR940N', 'hub', 'CVE-2023-33538'],
  ['D-Link', 'DIR-825', 'hub', 'CVE-2020-29557'],
  // the model is not told
  ['D-Link', null, 'camera', 'CVE-2020-25078'],
  ['D-Link', '', 'camera', 'CVE-2016-11021'],
];

const none: readonly Row[] = [
  // another model of that maker, by a letter or a digit
  ['D-Link', 'DCS-2530', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-2530LH', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-8302LH', 'camera', 'CVE-2020-25078'],
  ['D-Link', 'DCS-930', 'camera', 'CVE-2016-11021'],
  ['D-Link', 'DCS-930LB1X', 'camera', 'CVE-2016-11021'],
  ['D-Link', 'DIR-8590', 'hub', 'CVE-2024-0769'],
  ['D-Link', 'DIR-85', 'hub', 'CVE-2024-0769'],
  ['D-Link', 'DNS-320', 'other', 'CVE-2024-3273'],
  ['D-Link', 'DNS-320L', 'other', 'CVE-2020-25506'],
  ['D-Link', 'DIR-820', 'other', 'CVE-2022-26258'],
  ['TP-Link', 'TL-WR940N V3', 'hub', 'CVE-2023-33538'],
  ['TP-Link', 'TL-WR841N V11', 'hub', 'CVE-2023-33538'],
  ['TP-Link', 'Archer AX211', 'hub', 'CVE-2023-1389'],
  ['TP-Link', 'Archer AX2', 'hub', 'CVE-2023-1389'],
  ['TP-Link', 'Tapo C200', 'camera', 'CVE-2023-1389'],
  ['Reolink', 'RLC-410', 'camera', 'CVE-2021-40407'],
  ['Reolink', 'RLC-410WS', 'camera', 'CVE-2021-40407'],
  ['Reolink', 'C1', 'camera', 'CVE-2019-11001'],
  ['Reolink', 'Video Doorbell WiFi', 'doorbell', 'CVE-2021-40407'],
  ['NUUO', 'NVRmini2', 'hub', 'CVE-2018-14933'],
  ['NUUO', 'NVRmini', 'hub', 'CVE-2022-23227'],
  ['Tenda', 'AC1', 'hub', 'CVE-2021-31755'],
  ['Tenda', 'AC110', 'hub', 'CVE-2021-31755'],
  ['Tenda', 'RAC7', 'hub', 'CVE-2018-14558'],
  ['ASUS', 'RT-AX55U', 'hub', 'CVE-2023-39780'],
  ['ASUS', 'RT-AX58U', 'hub', 'CVE-2023-39780'],
  ['DrayTek', 'Vigor2925', 'hub', 'CVE-2024-12987'],
  ['NETGEAR', 'WNR2000', 'hub', 'CVE-2016-10174'],
  ['NETGEAR', 'WNR2000v4', 'hub', 'CVE-2016-10174'],
  ['TP-Link', 'Archery', 'hub', 'CVE-2015-3035'],
  ['Zyxel', 'NASA', 'other', 'CVE-2023-27992'],
  ['Cisco', 'RVX4000', 'hub', 'CVE-2023-20118'],
  ['Cisco', 'RV320W', 'hub', 'CVE-2019-1653'],
  ['Grandstream', 'UCM63', 'hub', 'CVE-2020-5722'],
  // another sort of device of that maker
  ['Hikvision', 'DS-PWA64', 'alarm', 'CVE-2021-36260'],
  ['Hikvision', 'DS-PDMC', 'sensor', 'CVE-2021-36260'],
  ['Dahua', 'ARD323-W2', 'sensor', 'CVE-2021-33044'],
  ['Amcrest', 'Smart Plug', 'plug', 'CVE-2020-5735'],
  ['LG', 'ThinQ', 'climate', 'CVE-2018-14839'],
  ['NETGEAR', 'Arlo', 'camera', 'CVE-2016-6277'],
  ['D-Link', null, 'plug', 'CVE-2020-25078'],
  // another maker, however alike it is written or how alike the model is
  ['Link', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['D-Linker', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['TP-Link', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['Hik', 'DS-2CD2143G0-I', 'sensor', 'CVE-2021-36260'],
  ['Hikari', 'DS-2CD2143G0-I', 'camera', 'CVE-2021-36260'],
  ['Edimax', 'RLC-410W', 'camera', 'CVE-2021-40407'],
  ['LGE Lighting', 'N1A1', 'hub', 'CVE-2018-14839'],
  ['Nicely', 'Linear eMerge E3', 'lock', 'CVE-2019-7256'],
  ['Asustor', 'AS5304T', 'hub', 'CVE-2021-32030'],
  ['Tendril', 'AC9', 'hub', 'CVE-2018-14558'],
  ['IKEA', 'E1603', 'plug', 'CVE-2020-26919'],
  // nobody told
  [null, 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  [null, null, 'camera', 'CVE-2021-36260'],
  ['', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
  ['Inc.', 'DCS-2530L', 'camera', 'CVE-2020-25078'],
];

describe.each([
  ['is meant, as it is named', exact, 'exact'],
  ['is meant, its maker written in another way', alias, 'alias'],
  ['is possibly meant', possibly, 'possibly'],
  ['is not meant', none, null],
] as const)('a device %s', (_how, rows, expected) => {
  test.each(rows)('%s %s (%s): %s', (vendor, model, kind, cve) => {
    expect(fit(vendor, model, kind, cve)).toBe(expected);
  });
});

test('the table has at least 120 rows', () => {
  expect(exact.length + alias.length + possibly.length + none.length).toBeGreaterThanOrEqual(120);
});

test('whatever a device calls itself, it is compared without a throw, and a longer name that only contains one fits none', () => {
  const letters = fc.stringMatching(/^[A-Z0-9]{1,3}$/);
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (vendor, model) => {
      for (const advisory of advisories) matcher.fitOf({ vendor, model, kind: 'camera' }, advisory);
    }),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(fc.constantFrom('DCS-2530L', 'DIR-859', 'AC7', 'RLC-410W'), letters, letters, (model, front, back) => {
      const [advisory] = advisories.filter(({ models }) => models.includes(model));
      expect(advisory).toBeDefined();
      const named = { vendor: advisory?.vendor ?? '', kind: 'sensor' as const };
      expect(advisory && matcher.fitOf({ ...named, model: `${front}${model}${back}` }, advisory)).not.toBe('exact');
    }),
  );
});

const captures = new URL('../../../shared/captures/', import.meta.url);

describe.skipIf(!existsSync(captures))('the captured homes (skipped where ../shared/captures is missing)', () => {
  type Captured = { readonly vendor?: string | null; readonly model?: string | null; readonly kind?: DeviceKind };
  const devices = existsSync(captures)
    ? readdirSync(captures)
        .filter((name) => name.endsWith('.expected.json'))
        .flatMap((name) => {
          const document = JSON.parse(readFileSync(new URL(name, captures), 'utf8')) as {
            devices?: readonly Captured[];
          };
          return document.devices ?? [];
        })
    : [];

  test('none of their devices is accused of anything; the cameras of one maker are possibly meant', () => {
    expect(devices.length).toBeGreaterThan(100);
    const fits = devices.flatMap(({ vendor = null, model = null, kind = 'other' }) =>
      advisories.flatMap((advisory) => {
        const found = matcher.fitOf({ vendor, model, kind }, advisory);
        return found === null ? [] : [{ vendor, found }];
      }),
    );
    expect(new Set(fits.map(({ vendor, found }) => `${vendor} ${found}`))).toEqual(new Set(['Amcrest possibly']));
  });
});

test('of a device is told all that somebody of the home has said of it, however its maker was written then', () => {
  const fact = { supportEnds: '2031-12-31', cve: null, affected: null, fixed: null, source: 'a letter' };
  const facts = [
    { ...fact, vendor: 'Example', model: 'EX-1' },
    { ...fact, vendor: 'Example Cameras', model: 'ex 1' },
    { ...fact, vendor: 'Example', model: 'EX-10' },
    { ...fact, vendor: 'Another', model: 'EX-1' },
  ];
  const vendors = [{ name: 'Example', also: ['Example Cameras'] }];
  const device = { vendor: 'Example', model: 'EX-1 Camera', kind: 'camera' } as const;
  expect(factsAbout(device, facts, vendors)).toEqual(facts.slice(0, 2));
});
