import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, Identifier, Observation, VoiceKey } from '@/core/observation';

import { nothing, problem, observe, leaksOf } from '../decoded';
import { unread, longDocument } from '../unread';
import { lowerWordOf } from '../plain';
import { isOwnName } from '../bases';
import type { Decoded } from '../convention';
import type { DiscoveryLink } from '../discovery-link';
import { payloadOf } from '../payload';
import { pictureText, wholePictureFromText } from '../picture';
import { amcrestIdentity, readAmcrestTopic, type AmcrestCamera } from './camera';

/** One amcrest2mqtt below one base topic. */
export type Bridge = {
  readonly prefix: string;
  read(message: Message): Decoded;
  /** Home Assistant's discovery names a topic here: who speaks there has these identifiers */
  link(link: DiscoveryLink, message: Message): readonly Observation[];
  filters(): readonly string[];
  pictureFilters(): readonly string[];
  readonly filtersRevision: number;
};

const mostCameras = 256;
const mostIdentifiers = 16;
const pictures: ReadonlySet<string> = new Set(['camera/snapshot', 'image/motion_snapshot']);
/** what only a camera has; other programs of the same family speak below a serial number too */
const onlyCameras = /^(?:camera\/|image\/|webrtc$|switch\/(?:privacy|motion_detection|save_recordings)$|config$)/;

export function openBridge(base: string): Bridge {
  const prefix = `${base}/`;
  const cameras = new Map<string, AmcrestCamera>();
  let hubIdentifiers: readonly Identifier[] = [`amcrest2mqtt:${base.toLowerCase()}`];
  const hub: VoiceKey = `amcrest2mqtt:${base}`;
  let isHubKnown = false;
  let filtersRevision = 0;

  function read(message: Message): Decoded {
    const rest = message.topic.slice(prefix.length);
    if (rest === 'service/availability') return readHub(message);
    const end = rest.indexOf('/');
    const serial = rest.slice(0, end);
    const what = rest.slice(end + 1);
    if (end < 0 || serial === 'service' || what.endsWith('/set')) return unread(message);
    const known = cameras.get(serial);
    const camera = known ?? (onlyCameras.test(what) ? learn(serial) : null);
    if (camera === null) return unread(message);
    const first: Fact[] = known === undefined ? [amcrestIdentity(camera)] : [];
    return pictures.has(what) ? readPicture(camera, message, first) : readTopic(camera, what, message, first);
  }

  function readHub(message: Message): Decoded {
    const word = lowerWordOf(message);
    if (word !== 'online' && word !== 'offline') return unread(message);
    const who: Fact[] = isHubKnown ? [] : [hubIdentity()];
    const isNew = !isHubKnown;
    isHubKnown = true;
    const heard: Fact[] = message.retained || word === 'offline' ? [] : [{ type: 'heard', at: message.at }];
    const own = tell(hub, message, [...who, ...heard, { type: 'reachability', reachability: word }]);
    // cameras that came before their bridge speak through it from now on
    const behind = isNew ? [...cameras.values()].flatMap((camera) => introduceAgain(camera, message)) : [];
    return { ...nothing, observations: [...own, ...behind] };
  }

  function introduceAgain({ serial }: AmcrestCamera, message: Message): readonly Observation[] {
    const camera = cameras.get(serial);
    if (camera === undefined) return [];
    const behind = { ...camera, hub };
    cameras.set(serial, behind);
    return tell(behind.voice, message, [amcrestIdentity(behind)]);
  }

  function hubIdentity(): Fact {
    return {
      type: 'identity',
      identifiers: hubIdentifiers,
      name: `${base} service`.slice(0, limits.textLength),
      nameIsDerived: true,
      room: null,
      vendor: null,
      model: null,
      kind: 'hub',
      capabilities: [],
      power: null,
      via: null,
      disabled: false,
    };
  }

  function learn(serial: string): AmcrestCamera | null {
    if (!isOwnName(serial) || !/^[\w-]{6,64}$/.test(serial) || cameras.size >= mostCameras) return null;
    const topic = prefix + serial;
    const camera: AmcrestCamera = {
      topic,
      voice: `amcrest2mqtt:${topic}`,
      serial,
      hub: isHubKnown ? hub : null,
      identifiers: [`serial:${serial.toLowerCase()}`],
      givenName: null,
      model: null,
      isDoorbell: false,
    };
    cameras.set(serial, camera);
    filtersRevision += 1;
    return camera;
  }

  function readTopic(camera: AmcrestCamera, what: string, message: Message, first: readonly Fact[]): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    if (message.payload.byteLength > limits.stateBytes)
      return problem(message.topic, 'A state is larger than 64 KiB and was not read', longDocument);
    const facts = readAmcrestTopic(camera, what, message);
    const { masked } = payloadOf(message);
    const isHeard =
      !message.retained && (what.includes('motion') || what.includes('doorbell') || what.includes('human'));
    const heard: Fact[] = isHeard && facts !== null ? [{ type: 'heard', at: message.at }] : [];
    const all = [...first, ...heard, ...(facts ?? []), ...leaksOf(masked, message.topic)];
    return { observations: tell(camera.voice, message, all), problems: [], masked: masked.text };
  }

  function readPicture({ voice }: AmcrestCamera, message: Message, first: readonly Fact[]): Decoded {
    if (message.payload.byteLength === 0) return { ...nothing, observations: tell(voice, message, first) };
    const whole = wholePictureFromText(voice, message);
    if (whole === null) return problem(message.topic, 'A snapshot is no picture that can be shown', pictureText);
    const observations = tell(voice, message, [...first, whole.fact]);
    return { observations, problems: [], masked: pictureText, picture: whole.picture };
  }

  function link({ identifiers, topics }: DiscoveryLink, message: Message): readonly Observation[] {
    const name =
      topics
        .find((topic) => topic.startsWith(prefix))
        ?.slice(prefix.length)
        .split('/')[0] ?? '';
    if (name === 'service') return linkHub(identifiers, message);
    const known = cameras.get(name);
    const camera = known ?? learn(name);
    if (camera === null) return [];
    const more = identifiers.filter((id) => !camera.identifiers.includes(id));
    if (more.length === 0 && known !== undefined) return [];
    camera.identifiers = [...camera.identifiers, ...more].slice(0, mostIdentifiers);
    return tell(camera.voice, message, [amcrestIdentity(camera)]);
  }

  function linkHub(identifiers: readonly Identifier[], message: Message): readonly Observation[] {
    const more = identifiers.filter((id) => !hubIdentifiers.includes(id));
    hubIdentifiers = [...hubIdentifiers, ...more].slice(0, mostIdentifiers);
    return more.length > 0 && isHubKnown ? tell(hub, message, [hubIdentity()]) : [];
  }

  return {
    prefix,
    read,
    link,
    filters: () => [
      `${prefix}service/availability`,
      // what a camera keeps, to find it by
      ...['webrtc', 'config', 'switch/privacy', 'switch/motion_detection'].map((topic) => `${prefix}+/${topic}`),
      ...[...cameras.values()].flatMap(({ topic }) => topics.map((rest) => `${topic}/${rest}`)),
    ],
    pictureFilters: () => [...cameras.values()].map(({ topic }) => `${topic}/camera/snapshot`),
    get filtersRevision() {
      return filtersRevision;
    },
  };
}

const topics = ['availability', 'status', 'binary_sensor/+', 'motion', 'doorbell', 'human'];

function tell(voice: VoiceKey, message: Message, facts: readonly Fact[]): readonly Observation[] {
  return observe('amcrest2mqtt', voice, message, facts);
}
