import { isHead } from '../../head';

const prefix = 'shellies/';

/** Parts of which something is read, each by its own name (shelly-api-docs gen1, "MQTT"). */
const parts = [
  'announce',
  'info',
  'status',
  'relay/0',
  'relay/0/power',
  'light/0',
  'color/0',
  'temperature',
  'input_event/0',
  'input_event/1',
  'input_event/2',
  'sensor/state',
  'sensor/motion',
  'sensor/vibration',
  'sensor/flood',
  'sensor/smoke',
  'sensor/gas',
  'sensor/temperature',
  'sensor/humidity',
  'sensor/lux',
  'sensor/battery',
  'sensor/act_reasons',
] as const;

/**
 * What a device says, or is told, below its id; an id is free text and may have slashes in it. It is one line, which is seen
 * first: else each slash of a long topic would be tried to its end.
 */
const known =
  /^shellies\/(?=.+$)(.+?)\/(online|announce|info|status|command|temperature|overtemperature|voltage|(?:relay|light|white|color|roller|emeter|input|input_event|longpush|sensor|ext_temperature|ext_humidity|thermostat|thermostats|adc|settings)\/.+)$/;

export type Gen1Topic = { readonly id: string; readonly part: string };

/** null: no topic of the first generation, or an id that could not be listened to. */
export function readGen1Topic(topic: string): Gen1Topic | null {
  const [, id, part] = known.exec(topic) ?? [];
  if (id === undefined || part === undefined || !isHead(id)) return null;
  return { id, part };
}

/** What is subscribed for one device; that it is online is heard through the wildcard by which it is found. */
export function gen1Filters(id: string): readonly string[] {
  return parts.map((part) => `${prefix}${id}/${part}`);
}
