import { limits } from '@/core/limits';
import type { Fact, Identifier, VoiceKey } from '@/core/observation';

/** One camera of a server. */
export type Camera = {
  readonly name: string;
  readonly voice: VoiceKey;
  isEnabled: boolean;
  /** which of its other switches are on, as far as it told */
  readonly does: Map<string, boolean>;
  /** by which Home Assistant's discovery knows it */
  linked: readonly Identifier[];
};

/** The base topic that Frigate has where nobody chose one: its names need no further word to be told apart. */
const ownBase = 'frigate';

/** Its owner named the camera in Frigate's configuration; who made it Frigate does not tell. */
export function cameraIdentity(base: string, hub: VoiceKey, { name, isEnabled, linked }: Camera): Fact {
  return {
    type: 'identity',
    identifiers: [`frigate-camera:${(base === ownBase ? name : `${base}/${name}`).toLowerCase()}`, ...linked],
    name,
    nameIsDerived: false,
    room: null,
    vendor: null,
    model: null,
    kind: 'camera',
    capabilities: ['motion'],
    power: null,
    via: hub,
    disabled: !isEnabled,
  };
}

export function hubIdentity(base: string): Fact {
  return {
    type: 'identity',
    identifiers: [`frigate:${base.toLowerCase()}`],
    name: base === ownBase ? 'Frigate' : `Frigate (${base})`.slice(0, limits.textLength),
    nameIsDerived: true,
    room: null,
    vendor: 'Frigate',
    model: null,
    kind: 'hub',
    capabilities: [],
    power: null,
    via: null,
    disabled: false,
  };
}
