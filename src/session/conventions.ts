import { alarmo } from '@/conventions/alarmo/alarmo';
import { amcrest2mqtt } from '@/conventions/amcrest2mqtt/amcrest2mqtt';
import type { Convention } from '@/conventions/convention';
import { frigate } from '@/conventions/frigate/frigate';
import { homie } from '@/conventions/homie/homie';
import { nukiHub } from '@/conventions/nuki-hub/nuki-hub';
import { nuki } from '@/conventions/nuki/nuki';
import { ringMqtt } from '@/conventions/ring-mqtt/ring-mqtt';
import { wyzeBridge } from '@/conventions/wyze-bridge/wyze-bridge';
import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import { zwaveJsUi } from '@/conventions/zwave-js-ui/zwave-js-ui';

/** Every convention Gatehouse understands, in the order they are asked. */
export const conventions: readonly Convention[] = [
  zigbee2mqtt,
  zwaveJsUi,
  homie,
  frigate,
  nukiHub,
  nuki,
  ringMqtt,
  wyzeBridge,
  amcrest2mqtt,
  alarmo,
];
