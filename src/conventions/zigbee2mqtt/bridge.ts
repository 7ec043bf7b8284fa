import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, Observation, Problem, Reachability, VoiceKey } from '@/core/observation';

import { isSecretKey, maskedText } from '@/core/mask';
import type { Decoded } from '../convention';
import { leaksOf } from '../decoded';
import { isObject, parseJson, textIn, textOf, type JsonObject } from '../json';
import { payloadOf } from '../payload';
import { openPending } from '../pending';
import type { Masked } from '../secrets';
import { saysAttributesOnly, stateOfAttribute } from './attribute';
import { bareCodes, keepsCodes, openCodeMemory, readCodes, type CodeMemory } from './codes';
import { readDevice, type ZigbeeDevice } from './device';
import { readLogin, readTransport } from './login';
import { factsOfAnswer, otaAnswers, readOtaAnswer, seenUpdateAfter, type SeenUpdate } from './ota';
import { readPairing } from './pairing';
import { readState } from './state';
import { readGroups } from './ways-in';

/** One Zigbee2MQTT on one base topic, and the names it has told. */
export type Bridge = {
  readonly base: string;
  /** null: the message is not below this base */
  read(message: Message): Decoded | null;
  filters(): readonly string[];
  readonly filtersRevision: number;
  deviceOf(voice: VoiceKey): ZigbeeDevice | undefined;
  /** the names of the groups that a device is in */
  groupsOf(ieee: string): readonly string[];
  /** what is remembered of the code table of the lock with that voice */
  codesOf(voice: VoiceKey): CodeMemory | undefined;
  /** availability topics of devices of which the broker delivered none although the bridge keeps them */
  unheard(): readonly string[];
};

/** A device with what has to be remembered between its messages. */
type Known = {
  readonly device: ZigbeeDevice;
  lockState: unknown;
  availabilityHeard: boolean;
  update: SeenUpdate | null;
  readonly codes: CodeMemory;
};
type Topic = { readonly known: Known; readonly what: 'state' | 'availability' };

const none: readonly never[] = [];
const nothing: Decoded = { observations: none, problems: none, masked: null };
const quiet = (masked: string | null): Decoded => (masked === null ? nothing : { ...nothing, masked });

export function openBridge(base: string): Bridge {
  const prefix = `${base}/`;
  const bridgePrefix = `${base}/bridge/`;
  let byIeee = new Map<string, Known>();
  let byVoice = new Map<VoiceKey, Known>();
  /** the hot path: one look-up from a topic to its device */
  let topics = new Map<string, Topic>();
  let hub: ZigbeeDevice | null = null;
  let reachability: { readonly value: Reachability; readonly message: Message } | null = null;
  let described: { readonly facts: readonly Fact[]; readonly message: Message } | null = null;
  let keepsAvailability = false;
  let attributesOnly = false;
  /** where the devices speak */
  let places: readonly string[] = [];
  let groups: ReadonlyMap<string, readonly string[]> = new Map();
  let filters: readonly string[] = ownFilters(base);
  let filtersRevision = 0;
  const pending = openPending();

  function read(message: Message): Decoded | null {
    // cheaper than a look-up: of many bridges all but one say no here
    if (!message.topic.startsWith(prefix)) return null;
    const topic = topics.get(message.topic);
    if (topic !== undefined) return readTopic(topic, message);
    if (message.topic.startsWith(bridgePrefix)) return readBridge(message.topic.slice(bridgePrefix.length), message);
    return readOther(message);
  }

  function readTopic({ known, what }: Topic, message: Message): Decoded {
    return what === 'state' ? readDeviceState(known, message) : readAvailability(known, message);
  }

  function readDeviceState(known: Known, message: Message): Decoded {
    const { topic, payload } = message;
    if (payload.byteLength === 0) return nothing;
    if (payload.byteLength > limits.stateBytes) return problem(topic, 'A state is larger than 64 KiB and was not read');
    const { json: value, masked } = payloadOf(message);
    if (!isObject(value)) return { ...problem(topic, 'A state is not a JSON object'), masked: masked.text };
    return tellState(known, value, masked, message);
  }

  /** Where the bridge publishes no states, each attribute is one of its own. */
  function readAttribute(known: Known, attribute: string, message: Message): Decoded {
    const { topic, payload } = message;
    if (payload.byteLength === 0) return nothing;
    if (payload.byteLength > limits.stateBytes) return problem(topic, 'A state is larger than 64 KiB and was not read');
    const { text, masked } = payloadOf(message);
    const shown = isSecretKey(attribute) ? { text: maskedText, found: [attribute] } : masked;
    return tellState(known, stateOfAttribute(attribute, text), shown, message);
  }

  function tellState(known: Known, value: JsonObject, masked: Masked, message: Message): Decoded {
    const { topic } = message;
    const { device } = known;
    const codes = readCodes(device, value, known.codes, message);
    const facts = readState(device, value, message, known.lockState);
    if (codes !== null) facts.push(codes);
    if (device.isLock && typeof value['state'] === 'string') known.lockState = value['state'];
    known.update = seenUpdateAfter(known.update, facts);
    if (masked.found.length > 0) facts.push(...leaksOf(masked, topic));
    return { observations: observe(device, message, facts), problems: none, masked: masked.text };
  }

  function readAvailability(known: Known, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    const said = readOnline(message);
    if (said === null) return problem(message.topic, 'An availability says neither online nor offline');
    known.availabilityHeard = true;
    const facts: Fact[] = [{ type: 'reachability', reachability: said }];
    return { observations: observe(known.device, message, facts), problems: [], masked: null };
  }

  function readBridge(what: string, message: Message): Decoded {
    switch (what) {
      case 'state':
        return readBridgeState(message);
      case 'devices':
        return readDevices(message);
      case 'info':
        return readInfo(message);
      case 'groups':
        return readGroupList(message);
      default:
        return what.startsWith(otaAnswers) ? readOta(what.slice(otaAnswers.length), message) : foreignText(message);
    }
  }

  /** How a check or an update went: the one message of the bridge about one device that is not on the device's topic. */
  function readOta(work: string, message: Message): Decoded {
    const { masked } = foreignText(message);
    // what a broker remembers of an answer says nothing of now
    if (message.retained || message.payload.byteLength > limits.stateBytes) return quiet(masked);
    const answer = readOtaAnswer(work, payloadOf(message).json);
    const known = answer?.names.map((name) => byIeee.get(name) ?? topics.get(prefix + name)?.known).find(Boolean);
    if (answer === null || known === undefined) return quiet(masked);
    const facts = factsOfAnswer(answer, known.update);
    if (answer.work === 'update' && facts.length > 0) known.update = null;
    return { observations: observe(known.device, message, facts), problems: [], masked };
  }

  function readBridgeState(message: Message): Decoded {
    const value = message.payload.byteLength === 0 ? 'unknown' : readOnline(message);
    if (value === null) return problem(message.topic, 'The bridge says neither online nor offline');
    reachability = { value, message };
    if (hub === null) return nothing;
    return {
      observations: observe(hub, message, [{ type: 'reachability', reachability: value }]),
      problems: [],
      masked: null,
    };
  }

  function readInfo(message: Message): Decoded {
    if (message.payload.byteLength > limits.inventoryBytes)
      return problem(message.topic, 'The description of the bridge is too large');
    const { json: value, masked } = payloadOf(message);
    const availability = isObject(value) && isObject(value['config']) ? value['config']['availability'] : undefined;
    keepsAvailability = availability === true || (isObject(availability) && availability['enabled'] !== false);
    const told = [readPairing(value), readLogin(value), readTransport(value)].filter((fact) => fact !== null);
    const isSplit = saysAttributesOnly(value);
    if (isSplit !== attributesOnly) {
      attributesOnly = isSplit;
      listen();
    }
    described = { facts: told, message: { ...message, payload: noBytes } };
    if (hub === null) return quiet(masked.text);
    const leaks = leaksOf(masked, message.topic);
    const facts = [...told, ...leaks];
    return facts.length === 0
      ? quiet(masked.text)
      : { observations: observe(hub, message, facts), problems: [], masked: masked.text };
  }

  function readGroupList({ topic, payload }: Message): Decoded {
    if (payload.byteLength > limits.inventoryBytes) return problem(topic, 'The list of groups is too large');
    groups = readGroups(parseJson(textOf(payload)));
    return nothing;
  }

  function readDevices(message: Message): Decoded {
    const { topic, payload } = message;
    if (payload.byteLength === 0) return nothing;
    if (payload.byteLength > limits.inventoryBytes)
      return problem(topic, 'The list of devices is larger than 16 MiB and was not read');
    const entries = parseJson(textOf(payload));
    if (!Array.isArray(entries)) return problem(topic, 'The list of devices is not a JSON list');
    const problems: Problem[] = [];
    if (entries.length > limits.devices) {
      problems.push({ topic, reason: `The bridge lists more than ${limits.devices} devices: the rest is left out` });
    }
    const devices = entriesOf(entries.slice(0, limits.devices), problems, topic);
    const observations = [...goneFrom(devices, message), ...devices.flatMap((device) => announce(device, message))];
    learn(devices, problems);
    for (const held of pending.take((name) => topics.has(name))) {
      const decoded = read(held);
      if (decoded !== null) observations.push(...decoded.observations);
    }
    return { observations, problems, masked: quietText };
  }

  function entriesOf(entries: readonly unknown[], problems: Problem[], topic: string): readonly ZigbeeDevice[] {
    const coordinator = entries.find((entry) => isObject(entry) && entry['type'] === 'Coordinator');
    hub = readDevice(coordinator, base, null);
    const devices = new Map<string, ZigbeeDevice>();
    if (hub !== null) devices.set(hub.ieee, hub);
    for (const entry of entries) {
      const device = readDevice(entry, base, hub?.voice ?? null);
      if (device === null) problems.push({ topic, reason: 'A listed device has no valid IEEE address' });
      else if (!devices.has(device.ieee)) devices.set(device.ieee, device);
    }
    return [...devices.values()];
  }

  function announce(device: ZigbeeDevice, message: Message): readonly Observation[] {
    const facts: Fact[] = [device.identity];
    if (device.softwareBuild !== null)
      facts.push({ type: 'firmware', installed: device.softwareBuild.slice(0, limits.textLength) });
    if (keepsCodes(device)) facts.push(bareCodes);
    const observations = observe(device, message, facts);
    return device === hub ? [...observations, ...saidOfHub(hub)] : observations;
  }

  /** What was told of the bridge itself before its own device was known. */
  function saidOfHub(device: ZigbeeDevice): readonly Observation[] {
    const said: Observation[] = [];
    if (reachability !== null) {
      said.push(...observe(device, reachability.message, [{ type: 'reachability', reachability: reachability.value }]));
    }
    if (described !== null) said.push(...observe(device, described.message, described.facts));
    return said;
  }

  function goneFrom(devices: readonly ZigbeeDevice[], message: Message): readonly Observation[] {
    const left = new Set(devices.map(({ ieee }) => ieee));
    return [...byIeee.values()]
      .filter(({ device }) => !left.has(device.ieee))
      .flatMap(({ device }) => observe(device, message, [{ type: 'removed' }]));
  }

  /** Takes the new list in: what was remembered of a device stays with its IEEE address, whatever its name is now. */
  function learn(devices: readonly ZigbeeDevice[], problems: Problem[]): void {
    const before = byIeee;
    byIeee = new Map();
    byVoice = new Map();
    topics = new Map();
    const wanted: string[] = [];
    for (const device of devices) {
      const fresh = { lockState: undefined, availabilityHeard: false, update: null, codes: openCodeMemory() };
      const known: Known = { ...(before.get(device.ieee) ?? fresh), device };
      byIeee.set(device.ieee, known);
      byVoice.set(device.voice, known);
      if (device.isCoordinator) continue;
      const topic = prefix + device.name;
      if (/[+#\u0000]/.test(device.name) || device.name.startsWith('bridge/') || topics.has(topic)) {
        problems.push({ topic, reason: 'A device has a name that is no topic of its own: rename it in Zigbee2MQTT' });
        continue;
      }
      topics.set(topic, { known, what: 'state' });
      topics.set(`${topic}/availability`, { known, what: 'availability' });
      wanted.push(topic);
    }
    places = wanted;
    listen();
  }

  function listen(): void {
    const next = [
      ...ownFilters(base),
      ...places.flatMap((topic) => (attributesOnly ? [`${topic}/+`] : [`${topic}/availability`, topic])),
    ];
    if (next.length !== filters.length || next.some((filter, index) => filter !== filters[index])) {
      filters = next;
      filtersRevision += 1;
    }
  }

  /** Below the base, and of no device known yet: a command to one, a group, or a device whose list has not come. */
  function readOther(message: Message): Decoded {
    if (/\/(?:set|get)(?:\/[^/]+)?$/.test(message.topic)) return foreignText(message);
    const cut = message.topic.lastIndexOf('/');
    const topic = attributesOnly ? topics.get(message.topic.slice(0, cut)) : undefined;
    if (topic?.what === 'state') return readAttribute(topic.known, message.topic.slice(cut + 1), message);
    pending.hold(message);
    return nothing;
  }

  function foreignText(message: Message): Decoded {
    if (message.payload.byteLength > limits.unknownBytes) return quiet(quietText);
    return quiet(payloadOf(message).masked.text);
  }

  return {
    base,
    read,
    filters: () => filters,
    get filtersRevision() {
      return filtersRevision;
    },
    deviceOf: (voice) => byVoice.get(voice)?.device,
    groupsOf: (ieee) => groups.get(ieee) ?? [],
    codesOf: (voice) => byVoice.get(voice)?.codes,
    unheard: () =>
      keepsAvailability
        ? [...byIeee.values()]
            .filter(
              ({ device, availabilityHeard }) =>
                !availabilityHeard && !device.isCoordinator && !device.identity.disabled,
            )
            .map(({ device }) => `${prefix}${device.name}/availability`)
        : [],
  };
}

const noBytes = new Uint8Array();

/** stands for a document that is too long to be shown message by message */
const quietText = '(a long document)';

function ownFilters(base: string): readonly string[] {
  return [`${base}/bridge/info`, `${base}/bridge/devices`, `${base}/bridge/groups`, `${base}/bridge/${otaAnswers}+`];
}

function observe(device: ZigbeeDevice, { at, retained }: Message, facts: readonly Fact[]): readonly Observation[] {
  return facts.map((fact) => ({ device: device.voice, convention: 'zigbee2mqtt', at, retained, fact }));
}

function problem(topic: string, reason: string): Decoded {
  return { observations: [], problems: [{ topic: topic.slice(0, limits.textLength), reason }], masked: null };
}

/** `{"state":"online"}`, or before 1.29 the bare word, in any case. */
function readOnline({ payload }: Message): Reachability | null {
  if (payload.byteLength > 256) return null;
  const text = textOf(payload);
  const value = parseJson(text);
  const word = (isObject(value) ? (textIn(value['state']) ?? '') : text).trim().toLowerCase();
  return word === 'online' || word === 'offline' ? word : null;
}
