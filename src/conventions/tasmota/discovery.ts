import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, Observation } from '@/core/observation';

import type { Decoded } from '../convention';
import { nothing, observe, problem, quiet } from '../decoded';
import { isObject } from '../json';
import { learn } from '../learning';
import { payloadOf } from '../payload';
import { tell } from '../tell';
import { announcedSensors, readAnnouncement, type Announcement } from './announcement';
import { identityOf, learnSensors, type TasmotaDevice } from './device';
import type { Register } from './register';
import { readSensors } from './sensors';
import { announcedIn } from './sign';
import { forgetBehind } from './zigbee';

/** A device says who it is and where it speaks, takes that back (empty), or names its sensors. */
export function readDiscovery(register: Register, message: Message): Decoded | null {
  const { topic, payload } = message;
  const announced = announcedIn(topic);
  if (announced === null) return null;
  const known = register.withId(announced.id);
  if (payload.byteLength === 0)
    return announced.what === 'config' && known ? remove(register, known, message) : nothing;
  if (payload.byteLength > limits.stateBytes)
    return problem(topic, 'An announcement is larger than 64 KiB and was not read');
  const { json, masked } = payloadOf(message);
  if (!isObject(json)) return problem(topic, 'An announcement is not a JSON object', masked.text);
  if (announced.what === 'sensors') {
    const sensors = announcedSensors(json);
    if (sensors === null) return problem(topic, 'An announcement of sensors names none');
    if (known === undefined) return nothing;
    learnSensors(known, readSensors(sensors));
    return { ...quiet(masked.text), observations: tell('tasmota', known, identityOf, message, []) };
  }
  const announcement = readAnnouncement(announced.id, json);
  if (announcement === null) return problem(topic, 'An announcement does not tell a topic that can be listened to');
  return { ...announce(register, announcement, known, message), masked: masked.text };
}

function announce(
  register: Register,
  announcement: Announcement,
  known: TasmotaDevice | undefined,
  message: Message,
): Decoded {
  const { id, topics, topic } = announcement;
  const there = register.at(topics.tele)?.device;
  const unannounced = there?.announcement === null ? there : undefined;
  const device = known ?? unannounced ?? register.open(`tasmota:${id}`, topics, topic);
  if (device === null) return problem(message.topic, 'More devices than a home has: this one is not listened to');
  // it moved here, and was heard before it said who it is
  const gone = unannounced !== undefined && unannounced !== device ? forget(register, unannounced, message) : [];
  if (gone.length > 0 && unannounced !== undefined) {
    device.will = unannounced.will;
    device.will.tellAgain();
  }
  const shared = there !== undefined && unannounced === undefined && there !== device;
  learn(device, 'announcement', announcement);
  learn(device, 'topicName', topic);
  learn(device, 'name', announcement.name);
  learn(device, 'mac', announcement.mac);
  device.will.sleeps ||= announcement.sleeps;
  register.place(device, topics, id);
  const version: readonly Fact[] =
    announcement.version === null ? [] : [{ type: 'firmware', installed: announcement.version }];
  return {
    observations: [...gone, ...tell('tasmota', device, identityOf, message, version)],
    problems: shared
      ? [{ topic: message.topic, reason: 'Two devices announce the same topic: give each its own in Tasmota' }]
      : [],
    masked: null,
  };
}

function remove(register: Register, device: TasmotaDevice, message: Message): Decoded {
  return { ...nothing, observations: forget(register, device, message) };
}

function forget(register: Register, device: TasmotaDevice, message: Message): readonly Observation[] {
  register.forget(device);
  return [...observe('tasmota', device.voice, message, [{ type: 'removed' }]), ...forgetBehind(device, message)];
}
