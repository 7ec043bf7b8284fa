import type { ConventionName } from './observation';

const names: Readonly<Record<ConventionName, string>> = {
  zigbee2mqtt: 'Zigbee2MQTT',
  'home-assistant': 'Home Assistant discovery',
  gatehouse: 'Gatehouse’s own profile',
  tasmota: 'Tasmota',
  shelly: 'Shelly',
  esphome: 'ESPHome',
  wled: 'WLED',
  openmqttgateway: 'OpenMQTTGateway',
  rtl_433: 'rtl_433',
  homie: 'Homie',
  frigate: 'Frigate',
  'ring-mqtt': 'ring-mqtt',
  'nuki-hub': 'Nuki Hub',
  nuki: 'Nuki',
  'zwave-js-ui': 'Z-Wave JS UI',
  amcrest2mqtt: 'amcrest2mqtt',
  'wyze-bridge': 'wyze-bridge',
  alarmo: 'Alarmo',
  broker: 'the broker itself',
  mapped: 'a program without a convention',
};

/** A way of speaking as its makers write it. */
export function conventionName(convention: ConventionName): string {
  return names[convention];
}
