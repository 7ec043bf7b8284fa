import type { Message } from '@/core/message';
import type { Fact, Identifier, Observation, Reachability, VoiceKey } from '@/core/observation';

import { leaksOf, nothing, observe, problem, quiet } from '../decoded';
import { maskedPlain, unread } from '../unread';
import { wordOf } from '../plain';
import { isOwnName } from '../bases';
import type { Decoded } from '../convention';
import type { Description } from './description';
import { isValuePath, openDevice, type HomieDevice, type IdentityFact, type Late } from './device';

/** All Homie devices below one base topic: `homie/` (3 and 4), or a domain and its version, `homie/5/`. */
export type Tree = {
  readonly prefix: string;
  read(message: Message): Decoded;
  filters(): readonly string[];
  readonly filtersRevision: number;
  deviceOf(voice: VoiceKey): HomieDevice | undefined;
};

/**
 * `heardGone`: it was heard live that the device left. homie-device 3 says `disconnected` unretained, so a memory of the
 * broker that says `ready` afterwards proves nothing until the device speaks.
 */
type Member = {
  readonly device: HomieDevice;
  state: string | null;
  heardGone: boolean;
  /** the addresses that are its own: the home knows it by each that it ever gave */
  readonly macs: Set<Identifier>;
  /** what it told before it had a state */
  early: readonly Late[];
  /** where it speaks; null: to be looked up again */
  filters: readonly string[] | null;
};

const mostDevices = 2_000;
const mostEarly = 512;
/** a device has one, and maybe another after a repair; whoever gives more takes them from others */
const mostMacs = 4;
const states: ReadonlyMap<string, Reachability> = new Map([
  ['init', 'online'],
  ['ready', 'online'],
  ['alert', 'online'],
  ['sleeping', 'asleep'],
  ['disconnected', 'offline'],
  ['lost', 'offline'],
]);

export function isHomieState(word: string): boolean {
  return states.has(word);
}

export function openTree(base: string, isVersion5: boolean): Tree {
  const prefix = `${base}/`;
  const members = new Map<string, Member>();
  const byVoice = new Map<VoiceKey, Member>();
  /** whose each address is */
  const macs = new Map<Identifier, Member>();
  let filters: readonly string[] | null = null;
  let filtersRevision = 0;

  function read(message: Message): Decoded {
    const rest = message.topic.slice(prefix.length);
    const end = rest.indexOf('/');
    if (end < 0) return unread(message);
    const id = rest.slice(0, end);
    // what is cleared away announces nobody
    const member = message.payload.byteLength === 0 ? (members.get(id) ?? null) : memberOf(id);
    if (member === null) return nothing;
    const path = rest.slice(end + 1);
    if (path === '$state') return readState(member, message);
    if (path === '$homie' && message.payload.byteLength === 0) return remove(member, message);
    if (!path.includes('$') && !isValuePath(path)) return unread(message);
    return readDevice(member, path, message);
  }

  function memberOf(id: string): Member | null {
    const known = members.get(id);
    if (known !== undefined || !isOwnName(id) || members.size >= mostDevices) return known ?? null;
    const member: Member = {
      device: openDevice({ base, id, isVersion5 }),
      state: null,
      heardGone: false,
      macs: new Set(),
      early: [],
      filters: null,
    };
    members.set(id, member);
    byVoice.set(member.device.voice, member);
    changed();
    return member;
  }

  function changed(): void {
    filters = null;
    filtersRevision += 1;
  }

  /** A device is there from the day it has a state ("Device Lifecycle"); what came before is told with it. */
  function readState(member: Member, message: Message): Decoded {
    const word = wordOf(message);
    if (message.payload.byteLength === 0) return remove(member, message);
    if (word === null || !states.has(word)) return problem(message.topic, 'A $state is none that Homie knows');
    const isNew = member.state === null;
    member.heardGone = message.retained ? member.heardGone : states.get(word) === 'offline';
    member.state = word;
    const own = isNew ? introduce(member, message) : [];
    const facts: Fact[] = [{ type: 'reachability', reachability: reachabilityOf(member, message) }];
    // the broker itself publishes the last will `lost`
    if (!message.retained && word !== 'lost') facts.push({ type: 'heard', at: message.at });
    return said([...own, ...tell(member, message, facts), ...childrenOf(member, message)]);
  }

  function introduce(member: Member, message: Message): readonly Observation[] {
    const early = member.early.flatMap(({ when, facts }) => tell(member, when, facts));
    member.early = [];
    return [...tell(member, message, [identityOf(member)]), ...early];
  }

  function identityOf(member: Member): IdentityFact {
    const { device } = member;
    const root = device.description().root;
    const identity = device.identity(root === null || root === device.id ? null : `homie:${prefix}${root}`);
    return { ...identity, identifiers: identity.identifiers.filter((identifier) => isOwn(member, identifier)) };
  }

  /** One program that speaks for many devices gives each the address of its computer: only the first may keep it. */
  function isOwn(member: Member, identifier: Identifier): boolean {
    if (!identifier.startsWith('mac:')) return true;
    if (!macs.has(identifier) && member.macs.size < mostMacs) {
      macs.set(identifier, member);
      member.macs.add(identifier);
    }
    return macs.get(identifier) === member;
  }

  /** A child of a lost root is lost, whatever its own state says ("Device Lifecycle", 5.0). */
  function reachabilityOf(member: Member, { retained }: Pick<Message, 'retained'>): Reachability {
    const root = rootOf(member);
    if (root !== undefined && root.state === 'lost') return 'offline';
    const own = states.get(member.state ?? '') ?? 'unknown';
    return retained && member.heardGone && own !== 'offline' ? 'unknown' : own;
  }

  function rootOf({ device }: Member): Member | undefined {
    const root = device.description().root;
    return root === null || root === device.id ? undefined : members.get(root);
  }

  function childrenOf(root: Member, message: Message): readonly Observation[] {
    if (!root.device.description().hasChildren) return [];
    return [...members.values()]
      .filter((member) => member.state !== null && rootOf(member) === root)
      .flatMap((child) =>
        tell(child, message, [{ type: 'reachability', reachability: reachabilityOf(child, message) }]),
      );
  }

  function readDevice(member: Member, path: string, message: Message): Decoded {
    const { device } = member;
    const before = device.description();
    const { facts, late = [], refused, masked } = device.read(path, message);
    if (refused !== undefined) return problem(message.topic, refused);
    if (!hasSameNodes(before, device.description())) {
      member.filters = null;
      changed();
    }
    const plain = masked === undefined ? maskedPlain(message) : { text: masked, found: [] };
    const shown = plain.text;
    if (member.state === null) {
      member.early = [...member.early, { when: { at: message.at, retained: message.retained }, facts }, ...late].slice(
        0,
        mostEarly,
      );
      return quiet(shown);
    }
    const isDescribed = device.description() !== before || path.startsWith('$fw') || path === '$stats/battery';
    const heard: Fact[] = message.retained || path.endsWith('/set') ? [] : [{ type: 'heard', at: message.at }];
    const who = isDescribed ? describe(member, before, message) : [];
    const leaks = leaksOf(plain, message.topic);
    const own: Fact[] = [...who, ...back(member, message), ...heard, ...facts, ...leaks];
    const observations = [
      ...tell(member, message, own),
      ...late.flatMap(({ when, facts: then }) => tell(member, when, then)),
    ];
    const children = device.description() === before ? [] : childrenOf(member, message);
    return { ...said([...observations, ...children]), masked: shown };
  }

  /** Who it is now; and where it turns out to hang on a root, whether that is lost. */
  function describe(member: Member, before: Description, message: Message): readonly Fact[] {
    if (member.device.description().root === before.root) return [identityOf(member)];
    return [identityOf(member), { type: 'reachability', reachability: reachabilityOf(member, message) }];
  }

  /** Heard to leave, said to be ready by the broker's memory, and now heard to speak: it is back. */
  function back(member: Member, { retained }: Message): readonly Fact[] {
    if (retained || !member.heardGone || states.get(member.state ?? '') === 'offline') return [];
    member.heardGone = false;
    return [{ type: 'reachability', reachability: reachabilityOf(member, { retained }) }];
  }

  function remove(member: Member, message: Message): Decoded {
    members.delete(member.device.id);
    byVoice.delete(member.device.voice);
    for (const mac of member.macs) macs.delete(mac);
    changed();
    return member.state === null ? nothing : said(tell(member, message, [{ type: 'removed' }]));
  }

  function tell({ device }: Member, when: Late['when'], facts: readonly Fact[]): readonly Observation[] {
    return observe('homie', device.voice, when, facts);
  }

  return {
    prefix,
    read,
    filters() {
      filters ??= [...members.values()].flatMap((member) => (member.filters ??= filtersOf(member.device, isVersion5)));
      return filters;
    },
    get filtersRevision() {
      return filtersRevision;
    },
    deviceOf: (voice) => byVoice.get(voice)?.device,
  };
}

function said(observations: readonly Observation[]): Decoded {
  return observations.length === 0 ? nothing : { observations, problems: [], masked: null };
}

/** Only another node is another thing to listen to. */
function hasSameNodes(one: Description, other: Description): boolean {
  return (
    one === other ||
    (one.nodes.length === other.nodes.length && one.nodes.every((node, index) => node === other.nodes[index]))
  );
}

/** First who the device is, then what each of its nodes has: none of these can match a thousand topics. */
function filtersOf(device: HomieDevice, isVersion5: boolean): readonly string[] {
  const { topic } = device;
  const { nodes } = device.description();
  if (isVersion5) return [`${topic}/$description`, `${topic}/$alert/+`, ...nodes.map((node) => `${topic}/${node}/+`)];
  return [
    `${topic}/+`,
    `${topic}/$fw/+`,
    `${topic}/$stats/+`,
    ...nodes.flatMap((node) => [`${topic}/${node}/+`, `${topic}/${node}/+/+`]),
  ];
}
