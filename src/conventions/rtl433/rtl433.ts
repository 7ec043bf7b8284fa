import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Observation } from '@/core/observation';

import { bridgeless } from '../bridgeless';
import type { Convention, Decoded, Reader } from '../convention';
import { heardNow, leaksOf, nothing, observe, problem, quiet } from '../decoded';
import { isObject, type JsonObject } from '../json';
import { payloadOf } from '../payload';
import { tell } from '../tell';
import { openWanted } from '../wanted';
import { isCopy, readFields, readRing } from './fields';
import { fieldTopics, isTransmission, rtl433Sign, transmissionIn } from './sign';
import { nameIn, openRadioSensor, radioSensorIdentity, type RadioSensor } from './sensor';

const fieldTopic = /^(rtl_433\/[^/]+)\/devices\/(.+)\/([A-Za-z0-9_]+)$/;
const mostSensors = 500;

/**
 * rtl_433 (github.com/merbanan/rtl_433): radio sensors that only send. Nothing is retained, each transmission comes up to
 * six times, and whether a sensor is there nobody tells: that is not known of it, and no guess is made.
 */
export const rtl433: Convention = { name: rtl433Sign.name, open: openReader };

function openReader(): Reader {
  const wanted = openWanted(rtl433Sign.filters);
  const sensors = new Map<string, RadioSensor>();
  /** base topics whose transmissions come as JSON */
  const wholes = new Set<string>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    if (topic.endsWith('/events')) return readEvent(topic.slice(0, -'/events'.length), message);
    return topic.startsWith('rtl_433/') ? readField(message) : null;
  }

  function readEvent(base: string, message: Message): Decoded | null {
    const isKnown = wholes.has(base);
    if (message.payload.byteLength > limits.stateBytes)
      return isKnown ? problem(message.topic, 'An event is larger than 64 KiB and was not read') : null;
    if (!isKnown && !base.startsWith('rtl_433/') && transmissionIn(message) === null) return null;
    const { json, masked } = payloadOf(message);
    if (!isObject(json)) return isKnown ? problem(message.topic, 'An event is not a JSON object', masked.text) : null;
    if (!isTransmission(json)) return isKnown ? quiet(masked.text) : null;
    if (!isKnown && wholes.size < 64) {
      wholes.add(base);
      wanted.drop(fieldTopics);
    }
    const name = nameIn(json);
    return name === null ? quiet(masked.text) : readTransmission(name, json, message, true);
  }

  /** One field of a transmission as text; the levels between are the name of the sensor. */
  function readField(message: Message): Decoded | null {
    const [, base, path, field] = fieldTopic.exec(message.topic) ?? [];
    if (base === undefined || path === undefined || field === undefined) return null;
    const [model = '', ...rest] = path.split('/');
    if (wholes.has(base) || message.payload.byteLength === 0 || model === 'TPMS' || rest.length === 0) return nothing;
    if (message.payload.byteLength > 256) return problem(message.topic, 'A field is longer than any that is known');
    const id = [model, ...rest].join('-').slice(0, limits.textLength);
    return readTransmission({ id, model }, { [field]: payloadOf(message).text }, message, false);
  }

  function readTransmission(
    name: { readonly id: string; readonly model: string },
    fields: JsonObject,
    message: Message,
    isWhole: boolean,
  ): Decoded {
    const gone: Observation[] = [];
    const sensor = sensors.get(name.id) ?? open(name, fields['subtype'], message, gone);
    if (sensor === null) return problem(message.topic, 'More sensors than can be told apart: this one is left out');
    const { masked } = payloadOf(message);
    if (isWhole && !message.retained && isCopy(sensor, fields, message.at)) return quiet(masked.text);
    sensor.transmissions += 1;
    const facts = readFields(sensor, fields, message.at);
    const rings = isWhole ? readRing(sensor, message.at) : [];
    // a remote's `code` opens no lock with a keypad: it is masked, but no finding
    const leaks = leaksOf({ ...masked, found: masked.found.filter((key) => key !== 'code') }, message.topic);
    const told = [...heardNow(message), ...facts, ...rings, ...leaks];
    const said = message.retained ? told.filter(({ type }) => type !== 'event') : told;
    const observations = [...gone, ...tell('rtl_433', sensor, radioSensorIdentity, message, said)];
    return { observations, problems: [], masked: masked.text };
  }

  /** Of too many, those that were heard once give way: noise is taken for a sensor now and then, a real one comes again. */
  function open(
    { id, model }: { readonly id: string; readonly model: string },
    subtype: unknown,
    message: Message,
    gone: Observation[],
  ): RadioSensor | null {
    if (sensors.size >= mostSensors) {
      const noise = [...sensors.values()].find(({ transmissions }) => transmissions <= 1);
      if (noise === undefined) return null;
      sensors.delete(noise.id);
      gone.push(...observe('rtl_433', noise.voice, message, [{ type: 'removed' }]));
    }
    const sensor = openRadioSensor(id, model, subtype);
    sensors.set(id, sensor);
    return sensor;
  }

  return {
    ...bridgeless,
    convention: 'rtl_433',
    read,
    filters: wanted.list,
    filtersSince: wanted.since,
    get filtersRevision() {
      return wanted.revision;
    },
    // who only sends cannot be told anything
    encode: () => null,
    unheard: () => [],
  };
}
