import { rounded } from '../program';
import type { Random } from '../random';
import type { ShellyPlan } from './plans';

/** One Shelly as it stands. Changed in place by what it is asked and by time. */
export type ShellyDevice = {
  readonly plan: ShellyPlan;
  isOn: boolean;
  /** what switched it last: `init`, `MQTT`, `button` */
  source: string;
  wattHours: number;
  batteryPercent: number;
  /** its settings; they take effect when it starts again */
  username: string;
  /** null: the one it was set up with */
  password: string | null;
  version: string;
  needsRestart: boolean;
  bootedAt: number;
};

/** The sensor wakes up so often; the real one every two hours: hurried, for the sake of who watches. */
export const wakesEverySeconds = 40;

export function openDevice(plan: ShellyPlan, startAt: number): ShellyDevice {
  return {
    plan,
    isOn: false,
    source: 'init',
    wattHours: 8_412.6,
    batteryPercent: 81,
    username: plan.username,
    password: null,
    version: plan.version,
    needsRestart: false,
    bootedAt: startAt - 5 * 86_400_000,
  };
}

export type Moment = { readonly now: number; readonly random: Random };

/** The status of each of its components (shelly-api-docs gen2, "Components and Services"). */
export function statusOf(device: ShellyDevice, moment: Moment): Readonly<Record<string, object>> {
  const { plan } = device;
  const common = {
    sys: systemOf(device, moment),
    wifi: wifiOf(moment),
    mqtt: { connected: true },
    ble: {},
    cloud: { connected: false },
  };
  if (plan.part === 'plug') return { 'switch:0': switchOf(device, moment), ...common };
  const celsius = rounded(19 + 6 * warmth(moment.now) + moment.random.between(-0.1, 0.1), 1);
  return {
    'temperature:0': { id: 0, tC: celsius, tF: rounded(celsius * 1.8 + 32, 1) },
    'humidity:0': { id: 0, rh: rounded(52 - 8 * warmth(moment.now) + moment.random.between(-0.5, 0.5), 1) },
    'devicepower:0': {
      id: 0,
      battery: { V: rounded(4.8 + device.batteryPercent / 70, 2), percent: Math.ceil(device.batteryPercent) },
      external: { present: false },
    },
    ...common,
  };
}

export function switchOf(device: ShellyDevice, { now, random }: Moment): object {
  const watts = device.isOn ? rounded(11.2 + random.between(-0.2, 0.2), 1) : 0;
  const celsius = rounded(device.isOn ? 41.5 : 36.2, 1);
  return {
    id: 0,
    source: device.source,
    output: device.isOn,
    apower: watts,
    voltage: rounded(random.between(229, 233), 1),
    current: rounded(watts / 230, 3),
    aenergy: {
      total: rounded(device.wattHours, 3),
      by_minute: [rounded((watts * 1_000) / 60, 3), 0, 0],
      minute_ts: Math.floor(now / 60_000) * 60,
    },
    temperature: { tC: celsius, tF: rounded(celsius * 1.8 + 32, 1) },
  };
}

export function systemOf(device: ShellyDevice, { now }: Moment): object {
  const { plan, needsRestart, bootedAt } = device;
  const offered = offeredTo(device);
  return {
    mac: plan.mac,
    restart_required: needsRestart,
    time: new Date(now).toISOString().slice(11, 16),
    unixtime: Math.floor(now / 1_000),
    uptime: Math.max(1, Math.round((now - bootedAt) / 1_000)),
    ram_size: 261_900,
    ram_free: 151_516,
    fs_size: 1_048_576,
    fs_free: 712_704,
    cfg_rev: 12,
    kvs_rev: 0,
    available_updates: offered === null ? {} : { stable: { version: offered } },
    ...(plan.part === 'climate' && {
      wakeup_reason: { boot: 'deepsleep_wake', cause: 'periodic' },
      wakeup_period: wakesEverySeconds,
    }),
  };
}

export function offeredTo({ plan, version }: ShellyDevice): string | null {
  return plan.newest === version ? null : plan.newest;
}

function wifiOf({ random }: Moment): object {
  return { sta_ip: '192.168.7.61', status: 'got ip', ssid: 'home', rssi: random.whole(-68, -60) };
}

export function deviceInfo({ plan, version }: ShellyDevice): object {
  return {
    name: plan.name,
    id: plan.id,
    mac: plan.mac,
    slot: 0,
    model: plan.model,
    gen: plan.generation,
    fw_id: `20250924-062729/${version}-gc6448d2`,
    ver: version,
    app: plan.app,
    auth_en: true,
    auth_domain: plan.id,
  };
}

/** −1 in the coldest hour, 1 in the warmest */
function warmth(now: number): number {
  return Math.sin((((now % 86_400_000) / 3_600_000 - 9) / 24) * 2 * Math.PI);
}
