import type { Sign } from '../convention';
import { onlineWord } from '../last-will';

/** Devices that say who they are, and the last wills of those that do not: any `<prefix>/status`. */
const filters = ['esphome/discover/+', '+/status', '+/+/status'] as const;
export const announced = 'esphome/discover/';
/** Home Assistant, whose `mqtt_statestream` speaks in ESPHome's form, and WLED */
const belongsToOthers = /^(?:homeassistant$|wled\/)/;

export const esphomeSign: Sign = {
  name: 'esphome',
  filters,
  isIn(message) {
    const { topic } = message;
    if (topic.endsWith('/status')) return isStranger(topic.slice(0, -'/status'.length)) && onlineWord(message) !== null;
    return topic.startsWith(announced);
  },
};

/** May this prefix, of which nothing but a will was heard, be a device's? */
export function isStranger(prefix: string): boolean {
  return !belongsToOthers.test(prefix);
}
