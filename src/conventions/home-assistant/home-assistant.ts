import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, Observation, Problem } from '@/core/observation';
import type { WayIn } from '@/core/log-ins/way-in';
import { shortHash } from '@/core/short-hash';

import type { Convention, Decoded, Reader } from '../convention';
import { openFilterJournal } from '../filter-journal';
import { payloadOf } from '../payload';
import { openPending } from '../pending';
import { secretKindOf } from '../secrets';
import { encodeCommand } from './commands';
import { waysIn } from './ways-in';
import { readConfig, type EntityConfig } from './config';
import { readConfigTopic, type ConfigTopic } from './config-topic';
import { readDeviceInfo } from './device-info';
import type { DiscoveredDevice } from './device';
import { openDevices, type Change } from './devices';
import { openDiscoveryFilters } from './discovery-filters';
import { openEntity } from './entity';
import { catchUp, nameOf, observe, readUses } from './listen';
import { homeAssistantSign } from './sign';
import { openTopicIndex } from './topic-index';
import { usesOf, type Use } from './use';

/**
 * Home Assistant MQTT discovery (home-assistant.io/integrations/mqtt, "MQTT discovery"): single and device form, below any
 * prefix, all devices of the home together, whichever program announced them.
 */
export const homeAssistant: Convention = { name: homeAssistantSign.name, open: openReader };

type Untellable = Extract<Fact, { type: 'untold' }>['key'];
const untellable: readonly Untellable[] = ['lock', 'contact', 'alarm'];
const nothing: Decoded = { observations: [], problems: [], masked: null };

function openReader(): Reader {
  const devices = openDevices();
  const index = openTopicIndex();
  const discovery = openDiscoveryFilters();
  const journal = openFilterJournal();
  const pending = openPending();
  /** what each discovery topic said last: publishers repeat all of theirs whenever Home Assistant starts */
  const heard = new Map<string, number>();
  /** what can be taken back that each device's entities tell */
  const tells = new WeakMap<DiscoveredDevice, readonly Untellable[]>();
  /** where each takes its orders, until it is announced otherwise: all are asked whenever somebody joins them */
  const ways = new WeakMap<DiscoveredDevice, readonly WayIn[]>();

  function read(message: Message): Decoded | null {
    const place = readConfigTopic(message.topic);
    if (place !== null) {
      const decoded = readDiscovery(place, message);
      if (decoded !== null) return decoded;
    }
    const uses = index.find(message.topic);
    return uses === undefined ? null : readUses(uses, message);
  }

  function readDiscovery(place: ConfigTopic, message: Message): Decoded | null {
    const { topic, payload } = message;
    if (payload.byteLength === 0) return forget(place, message);
    // below another prefix it may be something else
    const isOurs = discovery.isKnown(place.prefix);
    if (payload.byteLength > limits.unknownBytes)
      return isOurs ? refused(message, 'A discovery message is too long to be read', '(a long document)') : null;
    const { json, text, masked } = payloadOf(message);
    const config = readConfig(place, json);
    if (config.type === 'refused') return isOurs ? refused(message, config.reason, masked.text) : null;
    discovery.heard(place);
    const digest = shortHash(text);
    if (config.type === 'control' || heard.get(topic) === digest) return { ...nothing, masked: masked.text };
    const decoded = take(place, message, config.entities);
    const device = devices.announcedAt(topic);
    if (device === undefined) return { ...decoded, masked: masked.text };
    if (decoded.problems.length === 0) heard.set(topic, digest);
    const leaks = masked.found.map((key) => observe(device, message, leak(key, topic)));
    return { ...decoded, observations: [...decoded.observations, ...leaks], masked: masked.text };
  }

  function forget(place: ConfigTopic, message: Message): Decoded | null {
    heard.delete(message.topic);
    return devices.announcedAt(message.topic) === undefined ? null : take(place, message, []);
  }

  /** Takes in what a discovery topic announces now. */
  function take({ object }: ConfigTopic, message: Message, configs: readonly EntityConfig[]): Decoded {
    const reasons = new Set<string>();
    const change: Change = { told: new Set(), gone: new Set() };
    const entities = configs.map((config) => {
      const place = config.objectId === object ? message.topic : `${message.topic} ${config.objectId}`;
      const entity = openEntity(config, place, (reason) => reasons.add(reason));
      return [entity, readDeviceInfo(config, message.topic)] as const;
    });
    if (!devices.put(message.topic, entities, change)) reasons.add('More is announced than Gatehouse can hold');
    const observations = tell(change, message);
    return {
      observations,
      problems: [...reasons].map((reason): Problem => ({ topic: nameOf(message), reason })),
      masked: null,
    };
  }

  /** The topics that nobody was heard on before. */
  function setUses(device: DiscoveredDevice, uses: ReadonlyMap<string, Use>): readonly string[] {
    const before = filtersRevision();
    const change = index.set(device, uses);
    if (filtersRevision() !== before) journal.note(before, filtersRevision(), change);
    return change.come;
  }

  const filtersRevision = () => discovery.revision + index.revision;

  function tell({ told, gone }: Change, message: Message): readonly Observation[] {
    const observations: Observation[] = [];
    const heardNow: string[] = [];
    for (const device of gone) setUses(device, new Map());
    for (const device of told) {
      ways.delete(device);
      const uses = usesOf(device);
      heardNow.push(...setUses(device, uses));
      const identity = device.identity(devices.viaOf(device));
      const identifiers = identity.identifiers.filter((identifier) => devices.isOwn(device, identifier));
      observations.push(observe(device, message, { ...identity, identifiers }));
      const now = untellable.filter((key) =>
        [...uses.values()].some(({ ears }) => ears.some(({ slot }) => slot === key)),
      );
      // what the last entity said that is removed now nobody vouches for any more
      const lost = (tells.get(device) ?? []).filter((key) => !now.includes(key));
      tells.set(device, now);
      observations.push(...lost.map((key) => observe(device, message, { type: 'untold', key })));
      const { firmware } = device.info;
      if (firmware !== null && !device.hasToldVersion) observations.push(observe(device, message, firmware));
      for (const [topic, use] of uses) {
        const known = index.find(topic);
        if (known !== undefined) observations.push(...catchUp(device, use, topic, known));
      }
      const reachability = device.newReachability(true);
      if (reachability !== null) observations.push(observe(device, message, { type: 'reachability', reachability }));
    }
    for (const device of gone)
      if (devices.byVoice(device.voice) === undefined) observations.push(observe(device, message, { type: 'removed' }));
    for (const early of heldOn(heardNow)) observations.push(...(read(early)?.observations ?? []));
    return observations;
  }

  function heldOn(topics: readonly string[]): readonly Message[] {
    if (!topics.some((topic) => topic.includes('+') || pending.has(topic))) return [];
    return pending.take((topic) => index.find(topic) !== undefined);
  }

  /** What somebody is heard on was read, though it told nothing new: read again later it would be an old word for a new one. */
  function hold(message: Message): void {
    if (index.find(message.topic) === undefined) pending.hold(message);
  }

  return {
    convention: 'home-assistant',
    read,
    hold,
    filters: () => [...discovery.filters(), ...index.filters()],
    get filtersRevision() {
      return filtersRevision();
    },
    filtersSince: (revision) => journal.between(revision, filtersRevision()),
    narrow: discovery.narrow,
    lookFurther: discovery.lookFurther,
    encode(voice, command) {
      const device = devices.byVoice(voice);
      return device === undefined ? null : encodeCommand(device, command);
    },
    waysIn(voice) {
      const device = devices.byVoice(voice);
      if (device === undefined) return [];
      const known = ways.get(device) ?? waysIn(device);
      ways.set(device, known);
      return known;
    },
    askHealth: () => null,
    isHealthy: () => false,
    unheard: discovery.tooFull,
  };
}

function leak(key: string, topic: string): Fact {
  return { type: 'secret-exposed', secret: secretKindOf(key), topic };
}

function refused(message: Message, reason: string, masked: string | null): Decoded {
  return { ...nothing, problems: [{ topic: nameOf(message), reason }], masked };
}
