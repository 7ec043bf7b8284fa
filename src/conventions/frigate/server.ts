import { limits } from '@/core/limits';
import type { Message, Outgoing } from '@/core/message';
import type { WayIn } from '@/core/log-ins/way-in';
import type { Fact, Observation, Reachability, VoiceKey } from '@/core/observation';

import { commandTopics } from '../command-topics';
import { nothing, problem, observe, heardNow, leaksOf, told } from '../decoded';
import { unread, unreadOf, longDocument } from '../unread';
import { flagIn } from '../loose';
import { lowerWordOf } from '../plain';
import type { Decoded } from '../convention';
import { payloadOf } from '../payload';
import { pictureText, wholePicture } from '../picture';
import { cameraIdentity, hubIdentity, type Camera } from './identity';
import { readEvent, readReview, type Happening } from './happenings';
import type { Links } from './links';
import { camerasOfActivity, isCameraName, readStats } from './stats';

/** One Frigate below one prefix, and the cameras it has told. */
export type Server = {
  readonly prefix: string;
  read(message: Message): Decoded;
  /** Home Assistant's discovery told something: a camera may have more identifiers now */
  linkAgain(message: Message): readonly Observation[];
  /** what to hear first; the pictures come last of all */
  filters(): readonly string[];
  pictureFilters(): readonly string[];
  readonly filtersRevision: number;
  /** asks which cameras there are, once, where the broker did not remember it; null: nothing to ask */
  introduction(): Outgoing | null;
  knows(voice: VoiceKey): boolean;
  /** where one of its cameras is commanded (Frigate, docs/integrations/mqtt) */
  waysIn(voice: VoiceKey): readonly WayIn[];
};

const mostCameras = 512;
const mediaTopic = /^([^/]+)\/(?:(enabled|detect|recordings)\/state|(motion)|status\/(\w+)|[^/]+\/(snapshot))$/;

export function openServer(base: string, links: Links): Server {
  const prefix = `${base}/`;
  const hub: VoiceKey = `frigate:${base}`;
  const cameras = new Map<string, Camera>();
  const voices = new Set<VoiceKey>();
  let isConfirmed = false;
  let available: { readonly value: Reachability; readonly message: Message } | null = null;
  /** until the first list, a camera is known by its switches only, which a removed one leaves behind */
  let isListed = false;
  let filtersRevision = 0;
  let isAsked = false;

  function read(message: Message): Decoded {
    const rest = message.topic.slice(prefix.length);
    switch (rest) {
      case 'available':
        return readAvailable(message);
      case 'stats':
        return readStatistics(message);
      case 'camera_activity':
        return readActivity(message);
      case 'events':
        return readHappening(message, readEvent);
      case 'reviews':
        return readHappening(message, readReview);
      default:
        return readCamera(rest, message);
    }
  }

  function readAvailable(message: Message): Decoded {
    const word = lowerWordOf(message);
    if (word !== 'online' && word !== 'offline' && word !== 'stopped') return unread(message);
    available = { value: word === 'online' ? 'online' : 'offline', message };
    return isConfirmed ? tell(hub, message, [{ type: 'reachability', reachability: available.value }]) : nothing;
  }

  function readStatistics(message: Message): Decoded {
    if (message.payload.byteLength > limits.inventoryBytes)
      return problem(message.topic, 'The statistics of Frigate are larger than 16 MiB', longDocument);
    const { json, masked } = payloadOf(message);
    const stats = readStats(json);
    // another program that is available may have statistics of its own
    if (stats === null && !isConfirmed) return { ...nothing, masked: masked.text };
    if (stats === null) return problem(message.topic, 'The statistics are not those of Frigate', masked.text);
    const firmware = stats.firmware === null ? [] : [stats.firmware];
    const own = [...heardNow(message), ...firmware, ...leaksOf(masked, message.topic)];
    const observations = [
      ...confirm(message),
      ...say(hub, message, own),
      ...list([...stats.cameras.keys()], message),
      ...[...stats.cameras].flatMap(([name, fps]) => framesOf(name, fps, message)),
    ];
    return { observations, problems: [], masked: masked.text };
  }

  /** Frames that come are a camera that lives; none from one that is switched on is one that is lost. */
  function framesOf(name: string, fps: number | null, message: Message): readonly Observation[] {
    const camera = cameras.get(name);
    if (camera === undefined || fps === null || !camera.isEnabled) return [];
    const facts: Fact[] = [{ type: 'reachability', reachability: fps > 0 ? 'online' : 'offline' }];
    if (fps > 0 && !message.retained) facts.push({ type: 'heard', at: message.at });
    return say(camera.voice, message, facts);
  }

  function readActivity(message: Message): Decoded {
    const names =
      message.payload.byteLength > limits.inventoryBytes ? null : camerasOfActivity(payloadOf(message).json);
    if (names === null && !isConfirmed) return { ...nothing, masked: longDocument };
    if (names === null) return problem(message.topic, 'The list of cameras could not be read', longDocument);
    return { ...nothing, observations: [...confirm(message), ...list(names, message)] };
  }

  /** The list is the truth: whoever is not on it left switches behind when it was removed. */
  function list(names: readonly string[], message: Message): readonly Observation[] {
    isListed = true;
    const wanted = new Set(names);
    const gone = [...cameras.values()].filter(({ name }) => !wanted.has(name));
    for (const { name, voice } of gone) {
      cameras.delete(name);
      voices.delete(voice);
      filtersRevision += 1;
    }
    const added = names.flatMap((name) => (cameras.has(name) ? [] : addCamera(name, message)));
    return [...gone.flatMap(({ voice }) => say(voice, message, [{ type: 'removed' }])), ...added];
  }

  function addCamera(name: string, message: Message): readonly Observation[] {
    if (cameras.size >= mostCameras) return [];
    const linked = links.identifiersOf(`${prefix}${name}/`);
    const camera: Camera = { name, voice: `frigate:${base}/${name}`, isEnabled: true, linked, does: new Map() };
    cameras.set(name, camera);
    voices.add(camera.voice);
    filtersRevision += 1;
    return say(camera.voice, message, [cameraIdentity(base, hub, camera)]);
  }

  function linkAgain(message: Message): readonly Observation[] {
    return [...cameras.values()].flatMap((camera) => {
      const linked = links.identifiersOf(`${prefix}${camera.name}/`);
      if (linked.join() === camera.linked.join()) return [];
      camera.linked = linked;
      return say(camera.voice, message, [cameraIdentity(base, hub, camera)]);
    });
  }

  function readCamera(rest: string, message: Message): Decoded {
    const [, name, toggle, motion, role, snapshot] = mediaTopic.exec(rest) ?? [];
    if (name === undefined || !isCameraName(name)) return unreadOf('frigate', hub, message);
    if (toggle !== undefined) return readSwitch(name, toggle, message);
    const camera = cameras.get(name);
    if (camera === undefined) return snapshot === undefined ? unread(message) : { ...nothing, masked: pictureText };
    if (motion !== undefined) return readMotion(camera, message);
    if (role !== undefined) return readStatus(camera, role, message);
    return readSnapshot(camera, message);
  }

  /** Only cameras have these switches; zones, which live on the same level, have none. */
  function readSwitch(name: string, which: string, message: Message): Decoded {
    const on = flagIn(lowerWordOf(message));
    if (on === null) return unreadOf('frigate', cameras.get(name)?.voice ?? hub, message);
    const known = cameras.get(name);
    if (known === undefined && isListed) return nothing;
    const observations = known === undefined ? [...confirm(message), ...addCamera(name, message)] : [];
    const camera = cameras.get(name);
    if (camera === undefined) return nothing;
    if (which !== 'enabled') {
      const facts = changeOf(camera, which, on, message);
      return { ...nothing, observations: [...observations, ...say(camera.voice, message, facts)] };
    }
    if (camera.isEnabled === on) return { ...nothing, observations };
    camera.isEnabled = on;
    // switched off on purpose, it is neither there nor lost
    const facts: Fact[] = [cameraIdentity(base, hub, camera), { type: 'reachability', reachability: 'unknown' }];
    return { ...nothing, observations: [...observations, ...say(camera.voice, message, facts)] };
  }

  function readMotion({ voice }: Camera, message: Message): Decoded {
    const motion = flagIn(lowerWordOf(message));
    if (motion === null) return unreadOf('frigate', voice, message);
    const facts: Fact[] = [{ type: 'state', state: { motion } }];
    if (!message.retained) facts.push({ type: 'heard', at: message.at });
    return tell(voice, message, facts);
  }

  /** One process a role; a camera is there when the one that looks at its pictures is. */
  function readStatus({ voice }: Camera, role: string, message: Message): Decoded {
    const word = lowerWordOf(message);
    if (role !== 'detect') return nothing;
    if (word === 'disabled') return tell(voice, message, [{ type: 'reachability', reachability: 'unknown' }]);
    if (word !== 'online' && word !== 'offline') return unreadOf('frigate', voice, message);
    return tell(voice, message, [{ type: 'reachability', reachability: word }]);
  }

  function readSnapshot({ voice }: Camera, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    const whole = wholePicture(voice, message);
    if (whole === null) return problem(message.topic, 'A snapshot is no picture that can be shown', pictureText);
    return { ...tell(voice, message, [whole.fact]), masked: pictureText, picture: whole.picture };
  }

  function readHappening(message: Message, read: (json: unknown) => Happening | null): Decoded {
    if (message.payload.byteLength > limits.unknownBytes)
      return problem(message.topic, 'An event is larger than 256 KiB', longDocument);
    const { json, masked } = payloadOf(message);
    const happening = message.retained ? null : read(json);
    const camera = happening === null ? undefined : cameras.get(happening.camera);
    if (happening === null || camera === undefined) return { ...nothing, masked: masked.text };
    const facts: Fact[] = [{ type: 'heard', at: message.at }, happening.fact];
    return { ...tell(camera.voice, message, facts), masked: masked.text };
  }

  /** Other programs have an `available` too: the first thing that only Frigate says makes it one. */
  function confirm(message: Message): readonly Observation[] {
    if (isConfirmed) return [];
    isConfirmed = true;
    voices.add(hub);
    filtersRevision += 1;
    const identity = say(hub, message, [hubIdentity(base)]);
    if (available === null) return identity;
    const { value, message: then } = available;
    return [...identity, ...say(hub, then, [{ type: 'reachability', reachability: value }])];
  }

  return {
    prefix,
    read,
    linkAgain,
    filters: () => [
      ...['stats', 'camera_activity', '+/enabled/state', '+/detect/state', '+/recordings/state'].map(
        (topic) => prefix + topic,
      ),
      ...(isConfirmed ? [`${prefix}events`, `${prefix}reviews`] : []),
      ...[...cameras.keys()].flatMap((name) => [`${prefix}${name}/motion`, `${prefix}${name}/status/+`]),
    ],
    pictureFilters: () => [...cameras.keys()].map((name) => `${prefix}${name}/+/snapshot`),
    get filtersRevision() {
      return filtersRevision;
    },
    introduction() {
      if (!isConfirmed || isListed || isAsked) return null;
      isAsked = true;
      return { topic: `${prefix}onConnect`, payload: '', qos: 1 };
    },
    knows: (voice) => voices.has(voice),
    waysIn: (wanted) =>
      [...cameras].flatMap(([name, { voice }]) => (voice === wanted ? waysInto(`${prefix}${name}`) : [])),
  };
}

/** Whoever switches these off is not seen, or not kept. What the broker remembers is how it is, and not that somebody did it. */
function changeOf({ does }: Camera, which: string, on: boolean, { retained }: Message): readonly Fact[] {
  const before = does.get(which);
  does.set(which, on);
  if (retained || before === undefined || before === on) return [];
  const what = which === 'detect' ? 'Detection' : 'Recording';
  return [{ type: 'event', event: `${which}-${on ? 'on' : 'off'}`, text: `${what} was switched ${on ? 'on' : 'off'}` }];
}

/** Its switches, and where it is turned. */
function waysInto(camera: string): readonly WayIn[] {
  return commandTopics(['+/set', 'ptz'].map((what) => `${camera}/${what}`));
}

function say(voice: VoiceKey, message: Message, facts: readonly Fact[]): readonly Observation[] {
  return observe('frigate', voice, message, facts);
}

function tell(voice: VoiceKey, message: Message, facts: readonly Fact[]): Decoded {
  return told('frigate', voice, message, facts);
}
