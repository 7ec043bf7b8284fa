import { clientIdOf, type TasmotaPlan } from './plans';

/** One device as it stands. Changed in place by what it is told and by time. */
export type TasmotaDevice = {
  readonly plan: TasmotaPlan;
  isOn: boolean;
  energyKwh: number;
  /** its settings; those of the connection take effect when it starts again */
  username: string;
  /** null: the one it was set up with */
  password: string | null;
  otaUrl: string;
  version: string;
  telePeriodSeconds: number;
  bootedAt: number;
  bootCount: number;
  /** connections since it started */
  mqttCount: number;
};

export const defaultOtaUrl = 'http://ota.tasmota.com/tasmota/release/tasmota.bin.gz';
/** 300 by default: hurried, for the sake of who watches */
const telePeriodSeconds = 20;

export function openDevice(plan: TasmotaPlan, startAt: number): TasmotaDevice {
  return {
    plan,
    isOn: plan.isOn,
    energyKwh: 12.418,
    username: plan.username,
    password: null,
    otaUrl: defaultOtaUrl,
    version: plan.version,
    telePeriodSeconds,
    bootedAt: startAt - 3 * 86_400_000,
    bootCount: 7,
    mqttCount: 0,
  };
}

export function hostnameOf({ plan }: TasmotaDevice): string {
  return `tasmota-${clientIdOf(plan).slice(-6)}-${Number.parseInt(plan.mac.slice(-4), 16) % 8192}`;
}
