import type { Convention } from '@/conventions/convention';
import { gatehouse } from '@/conventions/gatehouse/gatehouse';
import { homeAssistant } from '@/conventions/home-assistant/home-assistant';
import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';

/** Every convention Gatehouse understands, the nearer to the device first: of one message it is believed before the next. */
export const conventions: readonly Convention[] = [zigbee2mqtt, gatehouse, homeAssistant];
