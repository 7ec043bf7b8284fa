import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, Observation, VoiceKey } from '@/core/observation';
import type { WayIn } from '@/core/log-ins/way-in';

import { nothing, problem, observe, leaksOf } from '../decoded';
import { unread, longDocument } from '../unread';
import { isOwnName } from '../bases';
import type { Decoded } from '../convention';
import { payloadOf } from '../payload';
import { readHappening } from './happening';
import { alarmStateIn } from './sign';

/** One Alarmo on one base topic: its own state, and that of each area. */
export type Panel = {
  readonly prefix: string;
  read(message: Message): Decoded;
  filters(): readonly string[];
  /** where this voice is disarmed; nowhere, where it is another panel's */
  waysIn(voice: VoiceKey): readonly WayIn[];
};

const mostAreas = 64;
const form = /^(?:([^/]+)\/)?(state|event|command)$/;

export function openPanel(base: string): Panel {
  const prefix = `${base}/`;
  /** the area's name in topics, or '' for the panel of the whole house */
  const known = new Set<string>();

  function read(message: Message): Decoded {
    const [, area = '', what] = form.exec(message.topic.slice(prefix.length)) ?? [];
    switch (what) {
      case 'state':
        return readState(area, message);
      case 'event':
        return readEvent(area, message);
      case 'command':
        return readCommand(area, message);
      default:
        return unread(message);
    }
  }

  function readState(area: string, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    const alarm = alarmStateIn(message);
    // below such a base other things may have a state
    if (alarm === null && !known.has(area)) return unread(message);
    if (alarm === null) return problem(message.topic, 'A panel is in a state that Alarmo does not know');
    const isNew = !known.has(area);
    if (isNew && (known.size >= mostAreas || (area !== '' && !isOwnName(area)))) return nothing;
    known.add(area);
    const facts: Fact[] = isNew ? [identityOf(area)] : [];
    if (!message.retained) facts.push({ type: 'heard', at: message.at });
    return say(area, message, [...facts, { type: 'state', state: { alarm } }]);
  }

  function readEvent(area: string, message: Message): Decoded {
    if (message.payload.byteLength > limits.stateBytes)
      return problem(message.topic, 'An event is larger than 64 KiB and was not read', longDocument);
    const { json, masked } = payloadOf(message);
    const happening = message.retained || !known.has(area) ? null : readHappening(json);
    const facts: Fact[] = happening === null ? [] : [{ type: 'heard', at: message.at }, happening];
    return { ...say(area, message, facts), masked: masked.text };
  }

  /** Whoever arms and disarms over MQTT sends the code in clear. */
  function readCommand(area: string, message: Message): Decoded {
    if (message.payload.byteLength > limits.stateBytes) return { ...nothing, masked: longDocument };
    const { masked } = payloadOf(message);
    const leaks = known.has(area) ? leaksOf(masked, message.topic) : [];
    return { ...say(area, message, leaks), masked: masked.text };
  }

  function identityOf(area: string): Fact {
    const own = base === 'alarmo' ? 'Alarmo' : base;
    return {
      type: 'identity',
      identifiers: [`alarmo:${(area === '' ? base : prefix + area).toLowerCase()}`],
      name: (area === '' ? own : `${own} ${area.replaceAll('_', ' ')}`).slice(0, limits.textLength),
      nameIsDerived: true,
      room: null,
      vendor: null,
      model: null,
      kind: 'alarm',
      capabilities: ['alarm-panel'],
      power: null,
      via: null,
      disabled: false,
    };
  }

  const voiceOf = (area: string): VoiceKey => `alarmo:${area === '' ? base : prefix + area}`;

  function say(area: string, message: Message, facts: readonly Fact[]): Decoded {
    const voice = voiceOf(area);
    const observations: readonly Observation[] = observe('alarmo', voice, message, facts);
    return observations.length === 0 ? nothing : { ...nothing, observations };
  }

  return {
    prefix,
    read,
    filters: () => ['+/state', 'event', '+/event', 'command', '+/command'].map((topic) => prefix + topic),
    waysIn(voice) {
      const area = [...known].find((one) => voiceOf(one) === voice);
      if (area === undefined) return [];
      // an area is disarmed by the panel's own topic too, which names it in the message
      const topics = area === '' ? ['command'] : ['command', `${area}/command`];
      const through = 'the command topic of Alarmo, which may ask for a code';
      return topics.map((topic) => ({ kind: 'command', filter: prefix + topic, through }));
    },
  };
}
