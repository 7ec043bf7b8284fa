import { alarmo } from '@/conventions/alarmo/alarmo';
import { amcrest2mqtt } from '@/conventions/amcrest2mqtt/amcrest2mqtt';
import type { Convention } from '@/conventions/convention';
import { esphome } from '@/conventions/esphome/esphome';
import { gatehouse } from '@/conventions/gatehouse/gatehouse';
import { homeAssistant } from '@/conventions/home-assistant/home-assistant';
import { openmqttgateway } from '@/conventions/openmqttgateway/openmqttgateway';
import { rtl433 } from '@/conventions/rtl433/rtl433';
import { shelly } from '@/conventions/shelly/shelly';
import { tasmota } from '@/conventions/tasmota/tasmota';
import { wled } from '@/conventions/wled/wled';
import { frigate } from '@/conventions/frigate/frigate';
import { homie } from '@/conventions/homie/homie';
import { nukiHub } from '@/conventions/nuki-hub/nuki-hub';
import { nuki } from '@/conventions/nuki/nuki';
import { ringMqtt } from '@/conventions/ring-mqtt/ring-mqtt';
import { wyzeBridge } from '@/conventions/wyze-bridge/wyze-bridge';
import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import { zwaveJsUi } from '@/conventions/zwave-js-ui/zwave-js-ui';

/** Every convention Gatehouse understands, the nearer to the device first: of one message it is believed before the next. */
export const conventions: readonly Convention[] = [
  zigbee2mqtt,
  gatehouse,
  tasmota,
  shelly,
  esphome,
  openmqttgateway,
  wled,
  rtl433,
  zwaveJsUi,
  homie,
  frigate,
  nukiHub,
  nuki,
  ringMqtt,
  wyzeBridge,
  amcrest2mqtt,
  alarmo,
  homeAssistant,
];
