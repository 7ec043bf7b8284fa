import { limits } from '@/core/limits';
import type { Capability, Fact, VoiceKey } from '@/core/observation';

import { openLastWill, type LastWill } from '../last-will';
import type { Learner } from '../learning';
import { shortIn } from '../loose';

/** A radio sensor, whichever receiver hears it. It has no last will, and nothing ever tells that it is there. */
export type RadioSensor = Learner & {
  readonly voice: VoiceKey;
  readonly id: string;
  readonly model: string;
  readonly isDoorbell: boolean;
  readonly senses: Set<Capability>;
  hasBattery: boolean;
  /** transmissions, each counted once however often it was repeated */
  transmissions: number;
  lastTransmission: { readonly content: string; readonly at: number } | null;
  /** the last value of each field that is an event, and when: copies of it come within seconds */
  readonly moments: Map<string, { readonly value: unknown; readonly at: number }>;
  readonly will: LastWill;
};

/**
 * The parts of a sensor's own name, in the order of rtl_433's device topics: `[/type][/model][/subtype][/channel][/id]`
 * (rtl_433, README "MQTT"). Its Home Assistant script joins the same parts with dashes.
 */
const parts = ['type', 'model', 'subtype', 'channel', 'id'] as const;

/** null: it cannot be told from others, or is a car's tyre that passes by. */
export function nameIn(
  fields: Readonly<Record<string, unknown>>,
): { readonly id: string; readonly model: string } | null {
  const model = shortIn(fields['model']);
  if (model === null || fields['type'] === 'TPMS') return null;
  if (fields['id'] === undefined && fields['channel'] === undefined) return null;
  const levels = parts.map((part) => levelIn(fields[part])).filter((level) => level !== null);
  return { id: levels.join('-').slice(0, limits.textLength), model };
}

function levelIn(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : shortIn(value);
  return text === null ? null : text.replaceAll(/[^\w-]/g, '_');
}

export function openRadioSensor(id: string, model: string, subtype: unknown): RadioSensor {
  return {
    isNews: true,
    voice: `rtl_433:${id}`,
    id,
    model,
    isDoorbell: /doorbell/i.test(`${model} ${shortIn(subtype) ?? ''}`),
    senses: new Set(),
    hasBattery: false,
    transmissions: 0,
    lastTransmission: null,
    moments: new Map(),
    will: openLastWill(),
  };
}

export function radioSensorIdentity({ id, model, isDoorbell, senses, hasBattery }: RadioSensor): Fact {
  const found: Capability[] = [...senses];
  if (isDoorbell) found.push('doorbell');
  if (hasBattery) found.push('battery');
  return {
    type: 'identity',
    identifiers: [`rtl433:${id.toLowerCase()}`, `ha:${id.toLowerCase()}`],
    name: id.replaceAll('-', ' '),
    nameIsDerived: true,
    room: null,
    vendor: null,
    model,
    kind: isDoorbell
      ? 'doorbell'
      : senses.size > 0 && !(senses.size === 1 && senses.has('button'))
        ? 'sensor'
        : 'other',
    capabilities: found,
    power: hasBattery ? 'battery' : null,
    via: null,
    disabled: false,
  };
}
