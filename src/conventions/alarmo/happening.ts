import type { EventMeaning, Fact } from '@/core/observation';
import { isObject, textIn } from '../json';

type Words = { readonly text: string; readonly meaning?: EventMeaning };

/** Alarmo's events (nielsfaber/alarmo README, "MQTT"); what only says which modes are ready is none. */
const events: ReadonlyMap<string, Words> = new Map([
  ['ARM_AWAY', { text: 'Armed, nobody is at home' }],
  ['ARM_HOME', { text: 'Armed, somebody is at home' }],
  ['ARM_NIGHT', { text: 'Armed for the night' }],
  ['ARM_VACATION', { text: 'Armed for a vacation' }],
  ['ARM_CUSTOM_BYPASS', { text: 'Armed with exceptions' }],
  ['DISARM', { text: 'The alarm was disarmed' }],
  ['TRIGGER', { text: 'The alarm was triggered' }],
  ['TRIGGER_TIME_EXPIRED', { text: 'The alarm has stopped sounding' }],
  ['LEAVE', { text: 'It will be armed: time to leave' }],
  ['ENTRY', { text: 'Somebody came in: time to disarm' }],
  ['FAILED_TO_ARM', { text: 'It could not be armed' }],
  ['COMMAND_NOT_ALLOWED', { text: 'A command was refused' }],
  ['NO_CODE_PROVIDED', { text: 'A command came without a code' }],
  ['INVALID_CODE_PROVIDED', { text: 'A wrong code was entered', meaning: 'wrong-code' }],
]);

/** null: no event that Gatehouse tells of. */
export function readHappening(json: unknown): Fact | null {
  const event = isObject(json) ? textIn(json['event']) : null;
  const words = event === null ? undefined : events.get(event);
  if (!isObject(json) || event === null || words === undefined) return null;
  const sensors = sensorNames(json['sensors']);
  const text = sensors.length === 0 ? words.text : `${words.text}: ${sensors.join(', ')}`;
  return { type: 'event', event: event.toLowerCase(), ...words, text };
}

function sensorNames(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 3).flatMap((sensor: unknown) => {
    const name = isObject(sensor) ? (textIn(sensor['name']) ?? textIn(sensor['entity_id'])) : null;
    return name === null ? [] : [name.slice(0, 60)];
  });
}
