import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, Observation } from '@/core/observation';
import type { State, StateKey } from '@/core/state';

import type { Decoded } from '../convention';
import { payloadOf, type Payload } from '../payload';
import { secretKindOf } from '../secrets';
import type { DiscoveredDevice } from './device';
import { mostPictureBytes, readPicture } from './picture';
import type { Rendered, Scope, Template, Value } from './template/template';
import type { LastWord, Uses } from './topic-index';
import type { Use } from './use';

type Render = (template: Template | null) => Rendered;

const nothing: Decoded = { observations: [], problems: [], masked: null };
/** A template may cost as much as its payload is long, and anybody may announce thousands for one topic. */
const mostWork = 1024 * 1024;
const leastEars = 32;
/** longer ones are not kept for entities that are announced later */
const mostKeptLetters = 2048;
const encoder = new TextEncoder();

/** Reads a message on a topic that entities have announced: states, availability, pictures. */
export function readUses(uses: Uses, message: Message): Decoded {
  if (message.payload.byteLength === 0) return nothing;
  if (uses.lenses > 0) {
    const pictures = readPictures(uses, message);
    // whoever announces a camera on a lock's topic must not make us deaf to the lock
    if (pictures.observations.length > 0 || uses.lenses === uses.byDevice.size) return pictures;
  }
  if (message.payload.byteLength > limits.stateBytes)
    return {
      ...nothing,
      problems: [{ topic: nameOf(message), reason: 'A state is larger than 64 KiB and was not read' }],
    };
  const payload = payloadOf(message);
  remember(uses.last, payload.text, message.at);
  const render = renderer(payload);
  const observations: Observation[] = [];
  const reasons = new Set<string>();
  let allowed = Math.max(leastEars, mostWork / message.payload.byteLength);
  for (const [device, use] of uses.byDevice) {
    allowed -= use.ears.length;
    if (allowed < 0) reasons.add('More entities listen to this topic than are read');
    else {
      // a topic that several devices listen to is their bridge's, and shows of none of them that it lives
      const isItsOwn = uses.speakers === 1 && use.ears.length > 0;
      if (isItsOwn && !message.retained) observations.push(observe(device, message, { type: 'heard', at: message.at }));
      hear(device, use, message, render, observations, reasons);
      if (isItsOwn) observations.push(...leaksIn(payload, device, message));
    }
  }
  const problems = [...reasons].map((reason) => ({ topic: nameOf(message), reason }));
  return { observations, problems, masked: payload.masked.text };
}

function remember(last: LastWord, text: string, at: number): void {
  last.text = text.length > mostKeptLetters ? null : text;
  last.at = at;
}

/** What was said on a topic before `device` had these ears for it: a memory now, whoever kept it. */
export function catchUp(device: DiscoveredDevice, use: Use, topic: string, uses: Uses): readonly Observation[] {
  const { text, at } = uses.last;
  if (text === null) return [];
  const message: Message = { topic, payload: encoder.encode(text), at, retained: true };
  return readUses({ ...uses, lenses: 0, byDevice: new Map([[device, use]]) }, message).observations;
}

/** Each template is evaluated once where the same stands side by side, as for all devices behind a bridge. */
function renderer({ text, json }: Payload): Render {
  const scope: Scope = { value: text, json: json as Value, names: noNames }; // JSON holds nothing else
  let last: Template | null = null;
  let rendered: Rendered;
  return (template) => {
    if (template === null) return text;
    if (template !== last) rendered = template.render(scope);
    last = template;
    return rendered;
  };
}

const noNames: ReadonlyMap<string, Value> = new Map();

/** What one device tells with the message; its readings together are one fact. */
function hear(
  device: DiscoveredDevice,
  { ears, sources }: Use,
  message: Message,
  render: Render,
  observations: Observation[],
  reasons: Set<string>,
): void {
  const states: State[] = [];
  const untold = new Map<StateKey, Fact>();
  for (const ear of ears) {
    const told = ear.read(render(ear.template));
    if (told === null) continue;
    if (told.type === 'unclear') reasons.add(told.reason);
    else if (told.type === 'state') {
      states.push(told.state);
      for (const key in told.state) untold.delete(key as StateKey); // a State has no other keys; for-in types them as string
    } else if (told.type === 'untold') {
      untold.set(told.key, told);
      if (states.length > 0) states.push({ [told.key]: undefined });
    }
    // what the broker remembers of an event is not that it happens
    else if (told.type !== 'event' || !message.retained) observations.push(observe(device, message, told));
    if (told.type === 'firmware' && typeof told.installed === 'string') device.hasToldVersion = true;
  }
  const [first, ...others] = states;
  const state: State | undefined = others.length === 0 ? first : Object.assign({}, ...states);
  if (state !== undefined) observations.push(observe(device, message, { type: 'state', state }));
  for (const fact of untold.values()) observations.push(observe(device, message, fact));
  if (sources.length === 0) return;
  for (const { source, entity } of sources) {
    const available = source.read(render(source.template));
    if (available !== null) device.setAvailable(entity, source, available);
  }
  const reachability = device.newReachability(message.retained);
  if (reachability !== null) observations.push(observe(device, message, { type: 'reachability', reachability }));
}

function leaksIn({ masked }: Payload, device: DiscoveredDevice, message: Message): readonly Observation[] {
  return masked.found.map((key) => {
    const fact: Fact = { type: 'secret-exposed', secret: secretKindOf(key), topic: message.topic };
    return observe(device, message, fact);
  });
}

function readPictures(uses: Uses, message: Message): Decoded {
  if (message.payload.byteLength > mostPictureBytes)
    return {
      ...nothing,
      problems: [{ topic: nameOf(message), reason: 'A picture is larger than 4 MiB and was not read' }],
      masked: '(a picture)',
    };
  const observations: Observation[] = [];
  let taken: Decoded['picture'];
  for (const [device, { lens }] of uses.byDevice) {
    const photograph = lens === null ? null : readPicture(message.payload, lens.isBase64);
    if (photograph === null) continue;
    const { picture, bytes } = photograph;
    if (!message.retained) observations.push(observe(device, message, { type: 'heard', at: message.at }));
    observations.push(observe(device, message, { type: 'picture', picture }));
    taken = { voice: device.voice, bytes };
  }
  if (taken !== undefined) return { ...nothing, observations, masked: '(a picture)', picture: taken };
  return {
    ...nothing,
    problems: [{ topic: nameOf(message), reason: 'A camera sent something that is no picture' }],
    masked: '(a picture)',
  };
}

export function observe(device: DiscoveredDevice, { at, retained }: Message, fact: Fact): Observation {
  return { device: device.voice, convention: 'home-assistant', at, retained, fact };
}

export function nameOf({ topic }: Message): string {
  return topic.slice(0, limits.textLength);
}
