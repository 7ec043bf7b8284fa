import { examples as alarmo } from '@/conventions/alarmo/examples.testing';
import { examples as amcrest2mqtt } from '@/conventions/amcrest2mqtt/examples.testing';
import { examples as esphome } from '@/conventions/esphome/examples.testing';
import { examples as frigate } from '@/conventions/frigate/examples.testing';
import { examples as gatehouse } from '@/conventions/gatehouse/listen.testing';
import { examples as homeAssistant } from '@/conventions/home-assistant/examples.testing';
import { examples as homie } from '@/conventions/homie/examples.testing';
import { messageOf, type Line } from '@/conventions/listen.testing';
import { examples as nukiHub } from '@/conventions/nuki-hub/examples.testing';
import { examples as nuki } from '@/conventions/nuki/examples.testing';
import { examples as openmqttgateway } from '@/conventions/openmqttgateway/examples.testing';
import { examples as ringMqtt } from '@/conventions/ring-mqtt/examples.testing';
import { examples as rtl433 } from '@/conventions/rtl433/examples.testing';
import { examples as shellyGen1 } from '@/conventions/shelly/gen1/examples.testing';
import { examples as shellyGen2 } from '@/conventions/shelly/gen2/examples.testing';
import { examples as tasmota } from '@/conventions/tasmota/examples.testing';
import { examples as wled } from '@/conventions/wled/examples.testing';
import { examples as wyzeBridge } from '@/conventions/wyze-bridge/examples.testing';
import { examples as zigbee2mqtt } from '@/conventions/zigbee2mqtt/examples.testing';
import { examples as zwaveJsUi } from '@/conventions/zwave-js-ui/examples.testing';
import type { Message } from '@/core/message';
import type { ConventionName } from '@/core/observation';

type Story = { readonly problems?: readonly unknown[] } & (
  | { readonly lines: readonly Line[] }
  | { readonly messages: readonly Line[] }
);

const gatehouseLines = [...gatehouse].map(([what, payload]) => ({
  topic: `gatehouse/v1/device/gh-0417/${what}`,
  payload,
}));

const stories: Readonly<Record<ConventionName, readonly Story[]>> = {
  zigbee2mqtt,
  gatehouse: [{ lines: gatehouseLines }],
  tasmota,
  shelly: [...shellyGen1, ...shellyGen2],
  esphome,
  openmqttgateway,
  wled,
  rtl_433: rtl433,
  'zwave-js-ui': zwaveJsUi,
  homie,
  frigate,
  'nuki-hub': nukiHub,
  nuki,
  'ring-mqtt': ringMqtt,
  'wyze-bridge': wyzeBridge,
  amcrest2mqtt,
  alarmo,
  mapped: [], // says nothing before a person has said what it means
  broker: [], // no convention: what the administrator reads in its log
  'home-assistant': Object.values(homeAssistant).flat(),
};

/** The examples of a convention that it understands: each a few announcements and what is said after them. */
export function storiesOf(convention: ConventionName): readonly (readonly Message[])[] {
  return stories[convention]
    .filter(({ problems = [] }) => problems.length === 0)
    .map((story) => ('lines' in story ? story.lines : story.messages))
    .map((lines) => lines.map((line, index) => messageOf({ ...line, retained: false }, 1_800_000_000_000 + index)))
    .filter((messages) => messages.length > 0);
}
