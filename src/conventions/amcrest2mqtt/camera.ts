import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Capability, Fact, Identifier, VoiceKey } from '@/core/observation';

import { flagIn, shortIn } from '../loose';
import { lowerWordOf } from '../plain';
import { isObject } from '../json';
import { payloadOf } from '../payload';

/** One camera behind amcrest2mqtt; its topic is its serial number. */
export type AmcrestCamera = {
  readonly topic: string;
  readonly voice: VoiceKey;
  readonly serial: string;
  readonly hub: VoiceKey | null;
  identifiers: readonly Identifier[];
  givenName: string | null;
  model: string | null;
  isDoorbell: boolean;
};

export function amcrestIdentity(camera: AmcrestCamera): Fact {
  const can: Capability[] = camera.isDoorbell ? ['motion', 'doorbell'] : ['motion'];
  return {
    type: 'identity',
    identifiers: camera.identifiers,
    name: (camera.givenName ?? `Amcrest ${camera.serial}`).slice(0, limits.textLength),
    nameIsDerived: camera.givenName === null,
    room: null,
    vendor: 'Amcrest',
    model: camera.model,
    kind: camera.isDoorbell ? 'doorbell' : 'camera',
    capabilities: can,
    power: 'mains',
    via: camera.hub,
    disabled: false,
  };
}

/** What one topic below the serial number says; null: nothing that is read. */
export function readAmcrestTopic(camera: AmcrestCamera, what: string, message: Message): readonly Fact[] | null {
  const word = lowerWordOf(message);
  switch (what) {
    case 'availability':
    case 'status':
      return word === 'online' || word === 'offline' ? [{ type: 'reachability', reachability: word }] : [];
    case 'binary_sensor/motion':
    case 'motion': {
      const motion = flagIn(word);
      return motion === null ? [] : [{ type: 'state', state: { motion } }];
    }
    case 'binary_sensor/doorbell':
    case 'doorbell':
      return readDoorbell(camera, flagIn(word), message);
    case 'binary_sensor/human':
    case 'human':
      return flagIn(word) === true && !message.retained
        ? [{ type: 'event', event: 'seen', text: 'A person was seen' }]
        : [];
    case 'config':
      return readConfig(camera, message);
    default:
      return null;
  }
}

function readDoorbell(camera: AmcrestCamera, on: boolean | null, { retained }: Message): readonly Fact[] {
  if (on === null) return [];
  const first = camera.isDoorbell ? [] : [amcrestIdentity({ ...camera, isDoorbell: true })];
  camera.isDoorbell = true;
  return on && !retained ? [...first, { type: 'event', event: 'rang', text: 'Somebody rang', meaning: 'rang' }] : first;
}

/** The first amcrest2mqtt (dchesterton, 1.x) tells name, model and version itself. */
function readConfig(camera: AmcrestCamera, message: Message): readonly Fact[] {
  const { json } = payloadOf(message);
  if (!isObject(json)) return [];
  camera.givenName = shortIn(json['device_name']) ?? camera.givenName;
  camera.model = shortIn(json['device_type']) ?? camera.model;
  const installed = shortIn(json['sw_version']);
  return [amcrestIdentity(camera), ...(installed === null ? [] : [{ type: 'firmware' as const, installed }])];
}
