import type { ProgramAccount } from '../program';

/** A device with Tasmota on it, as its owner has set it up. */
export type TasmotaPlan = {
  /** its account at the broker at first */
  readonly username: string;
  readonly topic: string;
  /** with `%prefix%` and `%topic%` (tasmota.github.io/docs/MQTT, "FullTopic") */
  readonly fullTopic: string;
  /** twelve hexadecimal digits */
  readonly mac: string;
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** what its OTA address hands out */
  readonly newest: string;
  readonly ip: string;
  readonly isOn: boolean;
  /** what hangs on it, by its meter; null: it has none */
  readonly watts: number | null;
};

/** The camera on the patio hangs on this one: who switches it off takes the camera's power. */
export const patioPlug: TasmotaPlan = {
  username: 'patio-plug',
  topic: 'patio_plug',
  fullTopic: '%prefix%/%topic%/',
  mac: '5CCF7F3A10B1',
  name: 'Patio camera plug',
  module: 'NOUS A1T',
  version: '14.4.1',
  newest: '14.5.0',
  ip: '192.168.7.41',
  isOn: true,
  watts: 4.6,
};

export const garageLight: TasmotaPlan = {
  username: 'garage-light',
  topic: 'garage_light',
  fullTopic: '%topic%/%prefix%/',
  mac: '5CCF7F3A10C2',
  name: 'Garage light switch',
  module: 'Sonoff Basic',
  version: '14.4.1',
  newest: '14.5.0',
  ip: '192.168.7.42',
  isOn: false,
  watts: null,
};

export type Prefix = 'cmnd' | 'stat' | 'tele';

export function topicOf({ fullTopic, topic }: TasmotaPlan, prefix: Prefix, what: string): string {
  return `${fullTopic.replace('%prefix%', prefix).replace('%topic%', topic)}${what}`;
}

/** The last six digits of its address, by which it calls itself where nobody gave it a name. */
export function clientIdOf({ mac }: TasmotaPlan): string {
  return `DVES_${mac.slice(6)}`;
}

/**
 * Any command may be `MqttPassword` or a Backlog with one in it, so nobody else hears what it is told; and the people of
 * the house switch and update it, which is not all that it can be told.
 */
export function accountOf(plan: TasmotaPlan): ProgramAccount {
  const commands = topicOf(plan, 'cmnd', '#');
  return {
    username: plan.username,
    clientId: clientIdOf(plan),
    says: [
      topicOf(plan, 'stat', '#'),
      topicOf(plan, 'tele', '#'),
      topicOf(plan, 'cmnd', 'POWER'),
      `tasmota/discovery/${plan.mac}/+`,
    ],
    hears: [commands],
  };
}
