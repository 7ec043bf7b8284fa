import { limits } from '@/core/limits';
import { factOf, valueAt } from '@/core/mapped-value';
import type { Mapping, MappedReading } from '@/core/mapping';
import type { Message } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';

import type { Convention, Decoded, Reader } from '../convention';
import { heardNow, leaksOf, nothing, observe, problem } from '../decoded';
import { payloadOf, type Payload } from '../payload';
import { pictureText, wholePicture, wholePictureFromText } from '../picture';
import { openPlainReader } from '../plain-reader';
import { encodeCommand, identityOf, voiceOf } from './mapped-device';
import type { Mappings } from './mappings';

type Listener = { readonly mapping: Mapping; readonly reading: MappedReading };

/** Devices that speak no convention, but of which a person said what their topics mean (`core/mapping.ts`). */
export function mappedBy(mappings: Mappings): Convention {
  return { name: 'mapped', open: () => openReader(mappings) };
}

function openReader(mappings: Mappings): Reader {
  let compiled = -1;
  const byTopic = new Map<string, Listener[]>();
  const byVoice = new Map<VoiceKey, Mapping>();

  function compile(): void {
    if (compiled === mappings.revision) return;
    compiled = mappings.revision;
    byTopic.clear();
    byVoice.clear();
    for (const mapping of mappings.all()) {
      byVoice.set(voiceOf(mapping), mapping);
      for (const reading of mapping.readings) {
        const listeners = byTopic.get(reading.topic) ?? [];
        byTopic.set(reading.topic, [...listeners, { mapping, reading }]);
      }
    }
  }

  return openPlainReader(
    {
      convention: 'mapped',
      read(message) {
        compile();
        const listeners = byTopic.get(message.topic);
        if (listeners === undefined) return null;
        return message.payload.byteLength === 0 ? nothing : readAll(listeners, message);
      },
      filters() {
        compile();
        return [...byTopic.keys()];
      },
      encode(voice, command) {
        compile();
        const mapping = byVoice.get(voice);
        return mapping === undefined ? null : encodeCommand(mapping, command);
      },
    },
    () => mappings.revision,
  );
}

/** One message may tell of several devices, and several things of each. */
function readAll(listeners: readonly Listener[], message: Message): Decoded {
  const pictures = listeners.filter(({ reading }) => reading.aspect === 'picture');
  if (pictures.length > 0) return readPicture(pictures, message);
  if (message.payload.byteLength > limits.unknownBytes)
    return problem(message.topic, 'A message is larger than 256 KiB and was not read');
  const payload = payloadOf(message);
  const told = new Map<Mapping, Fact[]>();
  let isStrange = false;
  for (const { mapping, reading } of listeners) {
    const fact = factOf(reading, valueIn(payload, reading));
    const facts = told.get(mapping) ?? [
      identityOf(mapping),
      ...heardNow(message),
      ...leaksOf(payload.masked, message.topic),
    ];
    if (fact !== null) facts.push(fact);
    else isStrange = true;
    told.set(mapping, facts);
  }
  const observations = [...told].flatMap(([mapping, facts]) => observe('mapped', voiceOf(mapping), message, facts));
  const problems = isStrange ? [{ topic: message.topic, reason: 'It holds a value that nobody explained' }] : [];
  return { observations, problems, masked: payload.masked.text };
}

/** A path leads into JSON; without one the payload itself is the value, as it stands there. */
function valueIn({ text, json }: Payload, { path }: MappedReading): unknown {
  if (path.length > 0) return valueAt(json, path);
  return typeof json === 'string' ? json : text;
}

/** The bytes themselves, or base64 as text. */
function readPicture(listeners: readonly Listener[], message: Message): Decoded {
  const [first] = listeners;
  if (first === undefined) return nothing;
  const voice = voiceOf(first.mapping);
  const whole = wholePicture(voice, message) ?? wholePictureFromText(voice, message);
  if (whole === null) return problem(message.topic, 'It is no picture that Gatehouse can show', pictureText);
  const facts = [identityOf(first.mapping), ...heardNow(message), whole.fact];
  return {
    observations: observe('mapped', voice, message, facts),
    problems: [],
    masked: pictureText,
    picture: whole.picture,
  };
}
