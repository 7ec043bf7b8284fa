import { limits } from '@/core/limits';
import type { LoginChange, NewLogin } from '@/core/log-ins/login-change';
import { maskedText } from '@/core/mask';
import type { Message } from '@/core/message';
import type { Fact, Observation, Reachability, SecretKind, VoiceKey } from '@/core/observation';

import { nothing, problem, observe, heardNow, leaksOf } from '../decoded';
import { unread } from '../unread';
import { numberOf, dbmIn, flagIn } from '../loose';
import { wordOf, lowerWordOf } from '../plain';
import type { Decoded } from '../convention';
import { changeLogin } from './login';
import type { DiscoveryLink } from '../discovery-link';
import { isNewer } from '../dotted-version';
import { payloadOf } from '../payload';
import { secretKindOf } from '../secrets';
import { lockIdentity, openPart, readLockTopic, type Part } from './part';

/** One Nuki Hub on one base topic, with the lock and the opener it may carry. */
export type Hub = {
  readonly prefix: string;
  read(message: Message): Decoded | null;
  /** Home Assistant's discovery names a topic of this hub: who speaks there has these identifiers */
  link(link: DiscoveryLink, message: Message): readonly Observation[];
  filters(): readonly string[];
  partOf(voice: VoiceKey): Part | undefined;
  /** is it the hub's own voice, or that of a lock or opener of it: all are one log-in */
  speaksAs(voice: VoiceKey): boolean;
  /** is this the hub's own voice, and may it be updated over MQTT */
  canUpdate(voice: VoiceKey): boolean;
  /** null: not over MQTT, or this is not the hub's own voice */
  changeLogin(voice: VoiceKey, login: NewLogin): LoginChange | null;
};

const partNames = ['lock', 'opener'] as const;

export function openHub(base: string): Hub {
  const prefix = `${base}/`;
  const voice: VoiceKey = `nuki-hub:${base}`;
  const parts = new Map<string, Part>(partNames.map((name) => [name, openPart(base, name, voice)]));
  let identifiers: readonly string[] = [`nuki-hub:${base.toLowerCase()}`];
  let isUp: boolean | null = null;
  let isUpdatable = false;
  let isConfigurable = false;
  let isKnown = false;
  let installed: string | null = null;
  let latest: string | null = null;

  function read(message: Message): Decoded | null {
    const rest = message.topic.slice(prefix.length);
    const end = rest.indexOf('/');
    const part = parts.get(rest.slice(0, end));
    if (part !== undefined) return readPart(part, rest.slice(end + 1), message);
    if (rest.startsWith('configuration/')) return readConfiguration(rest, message);
    return rest.startsWith('maintenance/') || rest.startsWith('info/') ? readOwn(rest, message) : null;
  }

  function readOwn(rest: string, message: Message): Decoded {
    const word = wordOf(message);
    switch (rest) {
      case 'maintenance/mqttConnectionState':
        return readConnection(message);
      case 'maintenance/wifiRssi': {
        const rssiDbm = dbmIn(numberOf(word));
        return rssiDbm === null ? unread(message) : say(message, [{ type: 'signal', rssiDbm }]);
      }
      // the topic is there only where updates over MQTT are switched on (README, "Updating")
      case 'maintenance/update':
        if (isUpdatable || word === null) return nothing;
        isUpdatable = true;
        return isKnown ? say(message, [identity()]) : nothing;
      case 'info/nukiHubVersion':
        installed = word;
        return readVersions(message);
      case 'info/nukiHubLatest':
        latest = word;
        return readVersions(message);
      default:
        return unread(message);
    }
  }

  /**
   * Both topics are there only where its configuration may be changed over MQTT. What others send to the one may be a
   * password, so it is not listened to, and nobody has to be let read it: the answers tell the same. At the broker it calls itself by its host name, which is `nukihub`
   * as its base is unless somebody changed both: an account that is bound to that client id is nobody else's.
   */
  function readConfiguration(rest: string, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    const hidden = { ...nothing, masked: maskedText };
    if (isConfigurable || !configurationTopics.includes(rest)) return hidden;
    isConfigurable = true;
    const login: Fact = { type: 'broker-login', username: null, clientId: base, handOver: 'command' };
    return { ...say(message, [login]), masked: maskedText };
  }

  function readVersions(message: Message): Decoded {
    const updateAvailable = isNewer(latest, installed);
    return say(message, [{ type: 'firmware', installed, latest, updateAvailable }]);
  }

  /** The hub's last will; behind a hub that is gone nobody is there ("availability" of both must say online). */
  function readConnection(message: Message): Decoded {
    const word = lowerWordOf(message);
    if (word !== 'online' && word !== 'offline')
      return problem(message.topic, 'The connection of a hub is neither online nor offline');
    isUp = word === 'online';
    const own = say(message, [{ type: 'reachability', reachability: word }]);
    const behind = [...parts.values()].flatMap((part) => tell(part.voice, message, reachabilityFact(part)));
    return { ...own, observations: [...own.observations, ...behind] };
  }

  function reachabilityFact({ isKnown: isThere, isAvailable }: Part): readonly Fact[] {
    if (!isThere || isAvailable === null) return [];
    const reachability: Reachability = isUp === null ? 'unknown' : isUp && isAvailable ? 'online' : 'offline';
    return [{ type: 'reachability', reachability }];
  }

  function say(message: Message, facts: readonly Fact[]): Decoded {
    const heard: Fact[] =
      message.retained || message.topic.endsWith('State') ? [] : [{ type: 'heard', at: message.at }];
    const who: Fact[] = isKnown ? [] : [identity()];
    isKnown = true;
    return { ...nothing, observations: tell(voice, message, [...who, ...heard, ...facts]) };
  }

  function identity(): Fact {
    return {
      type: 'identity',
      identifiers,
      name: base.slice(0, limits.textLength),
      nameIsDerived: true,
      room: null,
      vendor: 'Technyon',
      model: 'Nuki Hub',
      kind: 'hub',
      capabilities: isUpdatable ? ['firmware-update'] : [],
      power: 'mains',
      via: null,
      disabled: false,
    };
  }

  function readPart(part: Part, what: string, message: Message): Decoded {
    if (what === 'availability') {
      part.isAvailable = flagOfAvailability(lowerWordOf(message));
      return { ...nothing, observations: introduce(part, message, reachabilityFact({ ...part, isKnown: true })) };
    }
    const facts = readLockTopic(part, what, message);
    if (facts === null) return unread(message);
    const isSelf = what.startsWith('configuration/') || what.startsWith('keypad/');
    const { masked } = isSelf ? payloadOf(message) : { masked: null };
    const heard: readonly Fact[] = heardNow(message);
    const leaks = masked === null ? [] : leaksOf(masked, message.topic, kindOf);
    const who: Fact[] = isSelf ? [lockIdentity(part)] : [];
    const observations = introduce(part, message, [...who, ...heard, ...facts, ...leaks]);
    return { observations, problems: [], masked: masked?.text ?? null };
  }

  function introduce(part: Part, message: Message, facts: readonly Fact[]): readonly Observation[] {
    const who: Fact[] = part.isKnown ? [] : [lockIdentity(part)];
    part.isKnown = true;
    return tell(part.voice, message, [...who, ...facts]);
  }

  function link({ ids, identifiers: named, topics }: DiscoveryLink, message: Message): readonly Observation[] {
    const part = [...parts.values()].find(({ name }) => topics.some((topic) => topic.startsWith(`${prefix}${name}/`)));
    if (part !== undefined) {
      const numbers = ids.flatMap((id) => /^nuki_([0-9a-f]{1,8})$/i.exec(id)?.[1]?.toLowerCase() ?? []);
      const more = [...numbers.map((number) => `nuki:${number}`), ...named].filter(
        (id) => !part.identifiers.includes(id),
      );
      if (more.length === 0) return [];
      part.identifiers = [...part.identifiers, ...more].slice(0, mostIdentifiers);
      return part.isKnown ? tell(part.voice, message, [lockIdentity(part)]) : [];
    }
    const more = named.filter((id) => !identifiers.includes(id));
    if (more.length === 0 || !topics.some((topic) => topic.startsWith(`${prefix}maintenance/`))) return [];
    identifiers = [...identifiers, ...more].slice(0, mostIdentifiers);
    return isKnown ? tell(voice, message, [identity()]) : [];
  }

  return {
    prefix,
    read,
    link,
    filters: () => [
      ...['maintenance/wifiRssi', 'maintenance/update', 'configuration/commandResult', 'info/+'].map(
        (topic) => prefix + topic,
      ),
      ...partNames.flatMap((name) => partTopics.map((topic) => `${prefix}${name}/${topic}`)),
    ],
    partOf: (wanted) => [...parts.values()].find((part) => part.voice === wanted),
    speaksAs: (wanted) => wanted === voice || [...parts.values()].some((part) => part.voice === wanted),
    changeLogin: (wanted, login) => (wanted === voice && isConfigurable ? changeLogin(prefix, login) : null),
    canUpdate: (wanted) => wanted === voice && isUpdatable,
  };
}

const mostIdentifiers = 16;
const configurationTopics: readonly string[] = ['configuration/action', 'configuration/commandResult'];
const partTopics = ['+', 'battery/+', 'info/+', 'configuration/basicJson', 'keypad/json', 'keypad/commandResultJson'];

function flagOfAvailability(word: string | null): boolean | null {
  return word === 'online' || word === 'offline' ? word === 'online' : flagIn(word);
}

function tell(voice: VoiceKey, message: Message, facts: readonly Fact[]): readonly Observation[] {
  return observe('nuki-hub', voice, message, facts);
}

/** A `code` of this program is one of a lock's keypad. */
function kindOf(key: string): SecretKind {
  return key === 'code' ? 'lock-code' : secretKindOf(key);
}
