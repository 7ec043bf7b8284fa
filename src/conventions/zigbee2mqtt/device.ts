import { limits } from '@/core/limits';
import type { Fact, VoiceKey } from '@/core/observation';

import { isObject, textIn, type JsonObject } from '../json';
import { shortIn } from '../loose';
import { capabilitiesOf, kindOf, readExposes, readingsOf, type Exposed, type Reading } from './exposes';

/** One entry of `bridge/devices`, as far as Gatehouse needs it. */
export type ZigbeeDevice = {
  readonly voice: VoiceKey;
  readonly ieee: string;
  /** as it stands in its topics: blanks are letters there, and one alone is a name too */
  readonly name: string;
  readonly isCoordinator: boolean;
  readonly exposes: readonly Exposed[];
  readonly readings: readonly Reading[];
  /** the properties of its lock, where it is one */
  readonly isLock: boolean;
  readonly identity: Extract<Fact, { type: 'identity' }>;
  readonly softwareBuild: string | null;
};

/** null: not a device as Zigbee2MQTT describes one. */
export function readDevice(entry: unknown, base: string, hub: VoiceKey | null): ZigbeeDevice | null {
  if (!isObject(entry)) return null;
  const ieee = textIn(entry['ieee_address'])?.toLowerCase() ?? null;
  if (ieee === null || !/^0x[0-9a-f]{1,16}$/.test(ieee)) return null;
  const isCoordinator = entry['type'] === 'Coordinator';
  const definition = isObject(entry['definition']) ? entry['definition'] : null;
  const exposes = readExposes(definition);
  const name = friendlyNameOf(entry) ?? ieee;
  const shown = name.trim() === '' ? ieee : name.trim();
  return {
    voice: voiceOf(base, ieee),
    ieee,
    name,
    isCoordinator,
    exposes,
    readings: readingsOf(exposes),
    isLock: exposes.some(({ group }) => group === 'lock'),
    softwareBuild: isCoordinator ? null : textIn(entry['software_build_id']),
    identity: {
      type: 'identity',
      identifiers: [`ieee:${ieee}`],
      name: shown.slice(0, limits.textLength),
      nameIsDerived: shown.toLowerCase() === ieee,
      room: null,
      vendor: textIn(definition?.['vendor']) ?? textIn(entry['manufacturer']),
      model: textIn(definition?.['model']) ?? textIn(entry['model_id']),
      modelId: shortIn(entry['model_id']),
      kind: isCoordinator ? 'hub' : kindOf(exposes, textIn(definition?.['description']) ?? ''),
      capabilities: capabilitiesOf(exposes, definition?.['supports_ota'] === true),
      power: powerOf(entry),
      via: isCoordinator ? null : hub,
      disabled: entry['disabled'] === true,
    },
  };
}

/** The name of a device or a group, which is a part of its topic; null: it has none. */
export function friendlyNameOf({ friendly_name: name }: JsonObject): string | null {
  return typeof name === 'string' && name !== '' ? name : null;
}

function voiceOf(base: string, ieee: string): VoiceKey {
  return `zigbee2mqtt:${base}/${ieee}`;
}

/** `power_source` is Zigbee's text: "Battery", "Mains (single phase)", "DC Source", … (ZCL basic cluster 0x0007). */
function powerOf(entry: JsonObject): 'battery' | 'mains' | null {
  const source = textIn(entry['power_source']);
  if (source === null || source === 'Unknown') return null;
  return source === 'Battery' ? 'battery' : 'mains';
}
