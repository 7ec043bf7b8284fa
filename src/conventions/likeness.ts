import type { ConventionName } from '@/core/observation';

/** Forms of topics that are one program's in most homes; each is the beginning or the end of a topic. */
const forms: readonly (readonly [form: RegExp, convention: ConventionName])[] = [
  [/^homeassistant\/.*\/config$/, 'home-assistant'],
  [/\/bridge\/(?:state|info|devices|groups|definitions|extensions|logging|event)$/, 'zigbee2mqtt'],
  [/(?:^|\/)(?:tele|stat|cmnd)\/|^tasmota\/discovery\//, 'tasmota'],
  [/^shellies\/|\/events\/rpc$|\/status\/(?:sys|wifi|cloud|(?:switch|input|cover|light):\d+)$/, 'shelly'],
  [/\/(?:BT|SYS|433|IR|LORA)toMQTT(?:\/|$)/, 'openmqttgateway'],
  [/^rtl_433\//, 'rtl_433'],
  [/\/\$(?:homie|state|name|nodes|properties|implementation|stats)(?:\/|$)/, 'homie'],
  [/^frigate\//, 'frigate'],
  [/^ring\/[^/]+\/(?:alarm|camera|chime|lighting|smartlighting|intercom)\//, 'ring-mqtt'],
  [/\/_CLIENTS\/|^zwave\//, 'zwave-js-ui'],
  [/^nukihub\/|\/maintenance\/mqttConnectionState$/, 'nuki-hub'],
  [/^nuki\/[0-9A-F]{8}\//, 'nuki'],
  [/^amcrest2mqtt\//, 'amcrest2mqtt'],
  [/^wyzebridge\//, 'wyze-bridge'],
  [/^alarmo\//, 'alarmo'],
  [/^wled\//, 'wled'],
  [/^esphome\/|\/(?:binary_sensor|text_sensor|number|select|climate)\/[^/]+\/state$/, 'esphome'],
];

/** Whose way of speaking this topic looks like; null: nobody's. A likeness only: no reader has understood it. */
export function likenessOf(topic: string): ConventionName | null {
  return forms.find(([form]) => form.test(topic))?.[1] ?? null;
}
