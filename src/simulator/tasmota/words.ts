import { rounded } from '../program';
import type { Random } from '../random';
import { hostnameOf, type TasmotaDevice } from './device';
import { clientIdOf } from './plans';

/** What Tasmota says, in its own words (tasmota.github.io/docs/MQTT, JSON-Status-Responses; xdrv_12_discovery). */
export type Moment = { readonly now: number; readonly random: Random };

/** of eight relays, buttons or switches the first */
const first = <T>(one: T, rest: T): readonly T[] => [one, ...Array.from({ length: 7 }, () => rest)];

/** `tasmota/discovery/<MAC>/config` */
export function announcement(device: TasmotaDevice): object {
  const { plan, version } = device;
  return {
    ip: plan.ip,
    dn: plan.name,
    fn: first<string | null>(plan.name, null),
    hn: hostnameOf(device),
    mac: plan.mac,
    md: plan.module,
    ty: 0,
    if: 0,
    ofln: 'Offline',
    onln: 'Online',
    state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
    sw: version,
    t: plan.topic,
    ft: plan.fullTopic,
    tp: ['cmnd', 'stat', 'tele'],
    rl: first(1, 0),
    swc: first(-1, -1),
    swn: first(null, null),
    btn: first(0, 0),
    so: { 4: 0, 11: 0, 13: 0, 17: 0, 20: 0, 30: 0, 68: 0, 73: 0, 82: 0, 114: 0, 117: 0 },
    lk: 0,
    lt_st: 0,
    bat: 0,
    dslp: 0,
    sho: first(0, 0),
    sht: [],
    ver: 1,
  };
}

export function sensors(device: TasmotaDevice, { now, random }: Moment): object {
  const { plan } = device;
  if (plan.watts === null) return { Time: timeOf(now) };
  const watts = device.isOn ? plan.watts * random.between(0.96, 1.04) : 0;
  const voltage = random.whole(229, 233);
  const apparent = watts * 1.4;
  return {
    Time: timeOf(now),
    ENERGY: {
      TotalStartTime: '2025-09-14T09:20:11',
      Total: rounded(device.energyKwh, 3),
      Yesterday: 0.11,
      Today: rounded(((now % 86_400_000) / 3_600_000) * (plan.watts / 1_000), 3),
      Period: 0,
      Power: rounded(watts, 1),
      ApparentPower: rounded(apparent, 1),
      ReactivePower: rounded(Math.sqrt(apparent ** 2 - watts ** 2), 1),
      Factor: device.isOn ? 0.71 : 0,
      Voltage: voltage,
      Current: rounded(apparent / voltage, 3),
    },
  };
}

/** `tele/…/STATE`; also the answer to the command State, and `StatusSTS` */
export function telemetry(device: TasmotaDevice, { now, random }: Moment): object {
  const signal = random.whole(-63, -57);
  return {
    Time: timeOf(now),
    Uptime: durationOf(now - device.bootedAt),
    UptimeSec: Math.round((now - device.bootedAt) / 1_000),
    Heap: 25,
    SleepMode: 'Dynamic',
    Sleep: 50,
    LoadAvg: 19,
    MqttCount: device.mqttCount,
    POWER: powerOf(device),
    Wifi: {
      AP: 1,
      SSId: 'home',
      BSSId: '20:23:51:59:E7:AC',
      Channel: 6,
      Mode: '11n',
      RSSI: Math.min(100, 2 * (signal + 100)),
      Signal: signal,
      LinkCount: 1,
      Downtime: '0T00:00:03',
    },
  };
}

export const powerOf = ({ isOn }: TasmotaDevice) => (isOn ? 'ON' : 'OFF');

/** What it says once after it started: INFO1 to INFO3. */
export function infosOf(device: TasmotaDevice): readonly object[] {
  const { plan, version, bootCount } = device;
  return [
    {
      Info1: {
        Module: plan.module,
        Version: `${version}(release-tasmota)`,
        FallbackTopic: `cmnd/${clientIdOf(plan)}_fb/`,
        GroupTopic: 'cmnd/tasmotas/',
      },
    },
    { Info2: { WebServerMode: 'Admin', Hostname: hostnameOf(device), IPAddress: plan.ip } },
    { Info3: { RestartReason: 'Software/System restart', BootCount: bootCount } },
  ];
}

/** The answers to `Status`, by their number; 0 is all of them. The MQTT password is in none. */
export function statusOf(device: TasmotaDevice, moment: Moment): ReadonlyMap<number, readonly [string, object]> {
  const { plan, version, otaUrl, telePeriodSeconds, bootCount, username, mqttCount } = device;
  const { now } = moment;
  const status = {
    Module: 1,
    DeviceName: plan.name,
    FriendlyName: [plan.name],
    Topic: plan.topic,
    ButtonTopic: '0',
    Power: device.isOn ? '1' : '0',
    PowerOnState: 3,
  };
  return new Map([
    [0, ['STATUS', { Status: status }]],
    [
      1,
      ['STATUS1', { StatusPRM: { OtaUrl: otaUrl, Uptime: durationOf(now - device.bootedAt), BootCount: bootCount } }],
    ],
    [2, ['STATUS2', { StatusFWR: { Version: `${version}(release-tasmota)`, Hardware: 'ESP8285' } }]],
    [3, ['STATUS3', { StatusLOG: { SSId: ['home', ''], TelePeriod: telePeriodSeconds } }]],
    [5, ['STATUS5', { StatusNET: { Hostname: hostnameOf(device), IPAddress: plan.ip, Mac: macOf(plan.mac) } }]],
    [
      6,
      [
        'STATUS6',
        {
          StatusMQT: {
            MqttHost: 'broker.home',
            MqttPort: 1883,
            MqttClientMask: 'DVES_%06X',
            MqttClient: clientIdOf(plan),
            MqttUser: username,
            MqttCount: mqttCount,
            KEEPALIVE: 30,
          },
        },
      ],
    ],
    [7, ['STATUS7', { StatusTIM: { UTC: timeOf(now), Local: timeOf(now), Timezone: 0 } }]],
    [10, ['STATUS10', { StatusSNS: sensors(device, moment) }]],
    [11, ['STATUS11', { StatusSTS: telemetry(device, moment) }]],
  ]);
}

const macOf = (digits: string) => (digits.match(/../g) ?? []).join(':');

/** It tells the time of its own zone, which is UTC here, without saying so. */
function timeOf(now: number): string {
  return new Date(now).toISOString().slice(0, 19);
}

/** `3T01:52:04` */
function durationOf(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return `${days}T${new Date(ms % 86_400_000).toISOString().slice(11, 19)}`;
}
