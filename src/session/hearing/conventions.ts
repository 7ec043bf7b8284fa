import { alarmoSign } from '@/conventions/alarmo/sign';
import { amcrest2mqttSign } from '@/conventions/amcrest2mqtt/sign';
import type { LazyConvention } from '@/conventions/convention';
import { esphomeSign } from '@/conventions/esphome/sign';
import { frigateSign } from '@/conventions/frigate/sign';
import { gatehouseSign } from '@/conventions/gatehouse/sign';
import { homeAssistantSign } from '@/conventions/home-assistant/sign';
import { homieSign } from '@/conventions/homie/sign';
import { nukiHubSign } from '@/conventions/nuki-hub/sign';
import { nukiSign } from '@/conventions/nuki/sign';
import { openmqttgatewaySign } from '@/conventions/openmqttgateway/sign';
import { ringMqttSign } from '@/conventions/ring-mqtt/sign';
import { rtl433Sign } from '@/conventions/rtl433/sign';
import { shellySign } from '@/conventions/shelly/sign';
import { tasmotaSign } from '@/conventions/tasmota/sign';
import { wledSign } from '@/conventions/wled/sign';
import { wyzeBridgeSign } from '@/conventions/wyze-bridge/sign';
import { zigbee2mqttSign } from '@/conventions/zigbee2mqtt/sign';
import { zwaveJsUiSign } from '@/conventions/zwave-js-ui/sign';

/**
 * Every convention Gatehouse understands, the nearer to the device first: of one message it is believed before the next.
 * Each is a chunk of its own, fetched when a message bears its sign.
 */
export const conventions: readonly LazyConvention[] = [
  { sign: zigbee2mqttSign, load: async () => (await import('@/conventions/zigbee2mqtt/zigbee2mqtt')).zigbee2mqtt },
  { sign: gatehouseSign, load: async () => (await import('@/conventions/gatehouse/gatehouse')).gatehouse },
  { sign: tasmotaSign, load: async () => (await import('@/conventions/tasmota/tasmota')).tasmota },
  { sign: shellySign, load: async () => (await import('@/conventions/shelly/shelly')).shelly },
  { sign: esphomeSign, load: async () => (await import('@/conventions/esphome/esphome')).esphome },
  {
    sign: openmqttgatewaySign,
    load: async () => (await import('@/conventions/openmqttgateway/openmqttgateway')).openmqttgateway,
  },
  { sign: wledSign, load: async () => (await import('@/conventions/wled/wled')).wled },
  { sign: rtl433Sign, load: async () => (await import('@/conventions/rtl433/rtl433')).rtl433 },
  { sign: zwaveJsUiSign, load: async () => (await import('@/conventions/zwave-js-ui/zwave-js-ui')).zwaveJsUi },
  { sign: homieSign, load: async () => (await import('@/conventions/homie/homie')).homie },
  { sign: frigateSign, load: async () => (await import('@/conventions/frigate/frigate')).frigate },
  { sign: nukiHubSign, load: async () => (await import('@/conventions/nuki-hub/nuki-hub')).nukiHub },
  { sign: nukiSign, load: async () => (await import('@/conventions/nuki/nuki')).nuki },
  { sign: ringMqttSign, load: async () => (await import('@/conventions/ring-mqtt/ring-mqtt')).ringMqtt },
  { sign: wyzeBridgeSign, load: async () => (await import('@/conventions/wyze-bridge/wyze-bridge')).wyzeBridge },
  { sign: amcrest2mqttSign, load: async () => (await import('@/conventions/amcrest2mqtt/amcrest2mqtt')).amcrest2mqtt },
  { sign: alarmoSign, load: async () => (await import('@/conventions/alarmo/alarmo')).alarmo },
  {
    sign: homeAssistantSign,
    load: async () => (await import('@/conventions/home-assistant/home-assistant')).homeAssistant,
  },
];
