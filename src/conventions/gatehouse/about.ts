import { limits } from '@/core/limits';
import type { CodeKeeping } from '@/core/codes/lock-code';
import { deviceKinds, type Capability, type DeviceKind, type Fact, type Identifier } from '@/core/observation';

import { isObject, numberIn, textIn, type JsonObject } from '../json';
import { isUnset, macIdentifier } from '../mac';
import { readKeeping } from './codes';

type Identity = Extract<Fact, { type: 'identity' }>;

/** What a device says of itself. */
export type About = {
  readonly identity: Identity;
  readonly firmware: string | null;
  /** the day on which its maker ends support, `YYYY-MM-DD`; null: it does not say */
  readonly supportEnds: string | null;
  /** what it takes as codes; null: it does not say */
  readonly codes: CodeKeeping | null;
  /** its account at the broker; null: it does not say */
  readonly login: {
    readonly username: string | null;
    readonly clientId: string | null;
    /** serial number of the certificate that it logs in with, hexadecimal */
    readonly certificate: string | null;
    /** ms since the epoch */
    readonly certificateEndsAt: number | null;
  } | null;
  /** does it reach the broker encrypted? null: it does not say */
  readonly encrypted: boolean | null;
};

const kinds: ReadonlySet<string> = new Set(deviceKinds);

const capabilities: ReadonlySet<string> = new Set<Capability>([
  'lock',
  'contact',
  'motion',
  'occupancy',
  'vibration',
  'smoke',
  'carbon-monoxide',
  'gas',
  'leak',
  'glass-break',
  'sound',
  'presence',
  'tamper',
  'siren',
  'switch',
  'keypad',
  'pin-codes',
  'temperature',
  'humidity',
  'power',
  'battery',
  'camera',
  'privacy',
  'doorbell',
  'alarm-panel',
  'button',
  'cover',
  'valve',
  'climate',
  'firmware-check',
  'firmware-update',
]);

/** What is missing or of no known kind is left open; a device without a name is called by its id. */
export function readAbout(id: string, value: JsonObject): About {
  const name = textIn(value['name']);
  const kind = value['kind'];
  const can = Array.isArray(value['capabilities']) ? value['capabilities'] : [];
  const { power } = value;
  return {
    identity: {
      type: 'identity',
      identifiers: [macIdentifier(value['mac']), serialIn(value['serial'])].filter((one) => one !== null),
      name: cut(name ?? id),
      nameIsDerived: name === null,
      room: short(value['room']),
      vendor: short(value['vendor']),
      model: short(value['model']),
      kind: typeof kind === 'string' && kinds.has(kind) ? (kind as DeviceKind) : 'other', // one of the set
      capabilities: [...new Set(can)].filter(isCapability),
      power: power === 'battery' || power === 'mains' ? power : null,
      via: null,
      disabled: false,
    },
    firmware: short(value['firmware']),
    supportEnds: dayIn(value['supportEnds']),
    codes: readKeeping(value['codes']),
    login: loginIn(value['login']),
    encrypted: typeof value['encrypted'] === 'boolean' ? value['encrypted'] : null,
  };
}

function isCapability(value: unknown): value is Capability {
  return typeof value === 'string' && capabilities.has(value);
}

function loginIn(value: unknown): About['login'] {
  if (!isObject(value)) return null;
  const serial = textIn(value['certificate'])?.toLowerCase() ?? '';
  return {
    username: short(value['username']),
    clientId: short(value['clientId']),
    certificate: /^[0-9a-f]{2,40}$/.test(serial) ? serial : null,
    certificateEndsAt: endIn(value['certificateEndsAt']),
  };
}

/** a moment that a Date can hold (ECMA-262 §21.4.1.1) */
function endIn(value: unknown): number | null {
  const at = numberIn(value);
  return at !== null && at > 0 && at < 8.64e15 ? at : null;
}

function serialIn(value: unknown): Identifier | null {
  const serial = textIn(value)?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9._/-]{3,63}$/.test(serial) && !isUnset(serial) ? `serial:${serial}` : null;
}

function dayIn(value: unknown): string | null {
  const day = textIn(value) ?? '';
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(day) ? day : null;
}

function short(value: unknown): string | null {
  const text = textIn(value);
  return text === null ? null : cut(text);
}

function cut(text: string): string {
  return text.slice(0, limits.textLength);
}
