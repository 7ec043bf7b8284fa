import type { Message } from '@/core/message';
import type { Fact, Observation, VoiceKey } from '@/core/observation';

import { nothing, problem, observe, heardNow } from '../decoded';
import { unread, unreadOf } from '../unread';
import { lowerWordOf } from '../plain';
import { isOwnName } from '../bases';
import type { Decoded } from '../convention';
import type { DiscoveryLink } from '../discovery-link';
import { pictureText, wholePicture } from '../picture';
import { readReading, readStream, wyzeIdentity, type WyzeCamera } from './camera';

/** One wyze-bridge below one base topic. */
export type Bridge = {
  readonly prefix: string;
  read(message: Message): Decoded;
  /** Home Assistant's discovery names a topic of one of its cameras: the camera has these identifiers */
  link(link: DiscoveryLink, message: Message): readonly Observation[];
  filters(): readonly string[];
  pictureFilters(): readonly string[];
  readonly filtersRevision: number;
  cameraOf(voice: VoiceKey): WyzeCamera | undefined;
};

const mostCameras = 256;
const mostIdentifiers = 16;

export function openBridge(base: string): Bridge {
  const prefix = `${base}/`;
  const cameras = new Map<string, WyzeCamera>();
  const byVoice = new Map<VoiceKey, WyzeCamera>();
  let filtersRevision = 0;

  function read(message: Message): Decoded {
    const [slug = '', what, rest] = message.topic.slice(prefix.length).split('/');
    if (slug === 'state' && what === undefined) return readBridgeState(message);
    if (what === undefined || rest !== undefined) return unread(message);
    if (what === 'state') return readState(slug, message);
    const camera = cameras.get(slug);
    if (camera === undefined) return unread(message);
    return what === 'image' ? readImage(camera, message) : readValue(camera, what, message);
  }

  /** Without the bridge nothing is known of any camera; it says again how they are when it is back. */
  function readBridgeState(message: Message): Decoded {
    const word = lowerWordOf(message);
    if (word !== 'offline' && word !== 'stopped') return nothing;
    const gone: Fact = { type: 'reachability', reachability: 'unknown' };
    return { ...nothing, observations: [...cameras.values()].flatMap((camera) => tell(camera, message, [gone])) };
  }

  function readState(slug: string, message: Message): Decoded {
    const known = cameras.get(slug);
    const camera = known ?? learn(slug);
    if (camera === null || message.payload.byteLength === 0) return nothing;
    const reachability = readStream(message);
    const facts: Fact[] = known === undefined ? [wyzeIdentity(camera)] : [];
    if (reachability !== null) facts.push({ type: 'reachability', reachability });
    if (reachability === 'online' && !message.retained) facts.push({ type: 'heard', at: message.at });
    return { ...nothing, observations: tell(camera, message, facts) };
  }

  function learn(slug: string): WyzeCamera | null {
    if (!isOwnName(slug) || cameras.size >= mostCameras) return null;
    const topic = prefix + slug;
    const identifiers = [`wyze-bridge:${topic.toLowerCase()}`];
    const camera: WyzeCamera = { topic, slug, voice: `wyze-bridge:${topic}`, identifiers, hasSiren: false };
    cameras.set(slug, camera);
    byVoice.set(camera.voice, camera);
    filtersRevision += 1;
    return camera;
  }

  function readValue(camera: WyzeCamera, what: string, message: Message): Decoded {
    const fact = readReading(what, message);
    if (fact === null) return unreadOf('wyze-bridge', camera.voice, message);
    const isNews = what === 'alarm' && !camera.hasSiren;
    camera.hasSiren ||= what === 'alarm';
    const heard: readonly Fact[] = heardNow(message);
    return {
      ...nothing,
      observations: tell(camera, message, [...(isNews ? [wyzeIdentity(camera)] : []), ...heard, fact]),
    };
  }

  function readImage(camera: WyzeCamera, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    const whole = wholePicture(camera.voice, message);
    if (whole === null) return problem(message.topic, 'A snapshot is no picture that can be shown', pictureText);
    return {
      ...nothing,
      observations: tell(camera, message, [whole.fact]),
      masked: pictureText,
      picture: whole.picture,
    };
  }

  function link({ identifiers, topics }: DiscoveryLink, message: Message): readonly Observation[] {
    const slug = topics
      .find((topic) => topic.startsWith(prefix))
      ?.slice(prefix.length)
      .split('/')[0];
    const known = slug === undefined ? undefined : cameras.get(slug);
    const camera = known ?? (slug === undefined ? null : learn(slug));
    if (camera === null) return [];
    const more = identifiers.filter((id) => !camera.identifiers.includes(id));
    if (more.length === 0 && known !== undefined) return [];
    camera.identifiers = [...camera.identifiers, ...more].slice(0, mostIdentifiers);
    return tell(camera, message, [wyzeIdentity(camera)]);
  }

  return {
    prefix,
    read,
    link,
    filters: () => [
      `${prefix}+/state`,
      ...[...cameras.values()].flatMap(({ topic }) => [`${topic}/motion`, `${topic}/alarm`]),
    ],
    pictureFilters: () => [...cameras.values()].map(({ topic }) => `${topic}/image`),
    get filtersRevision() {
      return filtersRevision;
    },
    cameraOf: (voice) => byVoice.get(voice),
  };
}

function tell({ voice }: WyzeCamera, message: Message, facts: readonly Fact[]): readonly Observation[] {
  return observe('wyze-bridge', voice, message, facts);
}
