import type { Device } from './device';
import type { ConventionName } from './observation';

/** Where a device can be asked for its state. Elsewhere it tells it by itself, and there is no word to ask with. */
const asks: Readonly<Record<ConventionName, boolean>> = {
  zigbee2mqtt: true,
  'home-assistant': false,
  gatehouse: true,
  tasmota: true,
  shelly: true,
  esphome: true,
  wled: false,
  openmqttgateway: true,
  rtl_433: false,
  homie: false,
  frigate: false,
  'ring-mqtt': false,
  'nuki-hub': false,
  nuki: false,
  'zwave-js-ui': true,
  amcrest2mqtt: false,
  'wyze-bridge': false,
  alarmo: false,
  broker: false,
  mapped: false,
};

/** Somebody who speaks for the device takes a question for its state. */
export function canBeAsked({ conventions }: Pick<Device, 'conventions'>): boolean {
  return conventions.some((convention) => asks[convention]);
}
