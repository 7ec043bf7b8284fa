import type { Device } from '../device';
import { isSecondHand } from './first-hand';
import type { ConventionName, Fact, Observation, VoiceKey } from '../observation';
import type { Said, Testimony } from '../testimony';
import type { Told } from '../told';

const mostVoices = 8;
const untold: Said = { lock: null, contact: null, reachability: null, batteryPercent: null, firmware: null };

type Witness = Pick<Observation, 'convention' | 'device'> & { readonly name: string };

/**
 * A voice announces the device by `name`. As long as one voice speaks alone, its word is the device's and nothing is kept
 * beside it: the hot path of nearly all devices.
 */
export function withVoice(device: Device, { convention, device: voice, name }: Witness): readonly Testimony[] {
  if (device.voices.length < 2) return none;
  const known = testimoniesOf(device, voice);
  const mine = known.find((one) => one.voice === voice);
  if (mine?.name === name) return known;
  if (mine !== undefined) return known.map((one) => (one === mine ? { ...one, name } : one));
  if (known.length >= mostVoices) return known;
  return [...known, { ...untold, voice, by: convention, name, at: null, retained: false }];
}

/** What each voice of two devices said that turned out to be one. */
export function joinedTestimonies(one: Device, other: Device): readonly Testimony[] {
  return [...testimoniesOf(one, null), ...testimoniesOf(other, null)].slice(0, mostVoices);
}

export function withoutVoice(device: Device, voice: VoiceKey): readonly Testimony[] {
  const left = device.testimonies.filter((one) => one.voice !== voice);
  return left.length < 2 ? none : left;
}

/** The testimonies of a device after what one of its voices told now; the same ones where that is nothing new. */
export function testimoniesAfter(
  { testimonies }: Device,
  { device: voice, at, retained }: Observation,
  fact: Fact,
): readonly Testimony[] {
  const index = testimonies.findIndex((one) => one.voice === voice);
  const before = testimonies[index];
  if (before === undefined) return testimonies;
  const after = { ...before, ...saidIn(fact), at, retained };
  // a memory that is delivered again tells nothing new
  if (retained && before.at !== null && isSame(before, after)) return testimonies;
  return testimonies.with(index, after);
}

/** Who says that it is gone has not heard it for longer than another of the same convention: it was taken to another bridge, and the old one does not know. */
export function isMissedElsewhere({ testimonies }: Device, { device: voice, convention }: Observation): boolean {
  const mine = testimonies.find((one) => one.voice === voice);
  if (mine === undefined || isSecondHand(convention)) return false;
  return testimonies.some(
    ({ by, at, reachability, retained }) =>
      by === convention && reachability !== 'offline' && !retained && (at ?? 0) > (mine.at ?? 0),
  );
}

const none: readonly Testimony[] = [];

/** Where one voice spoke alone till now, what the device was is what that one said. */
function testimoniesOf(device: Device, besides: VoiceKey | null): readonly Testimony[] {
  if (device.testimonies.length > 0) return device.testimonies;
  return device.voices.filter((voice) => voice !== besides).map((voice) => alone(device, voice));
}

function alone(device: Device, voice: VoiceKey): Testimony {
  const { state, said, battery, firmware, lastEvent, signal } = device;
  const by = device.conventions.find((name) => voice.startsWith(`${name}:`)) ?? 'home-assistant';
  const told = [...Object.values(state), said, battery, firmware, lastEvent, signal].filter((one) => one?.by === by);
  const last = told.reduce((newest, one) => ((one?.at ?? 0) > (newest?.at ?? 0) ? one : newest), null);
  return {
    voice,
    by,
    name: device.name,
    at: last?.at ?? null,
    retained: last?.retained ?? false,
    lock: own(state.lock, by),
    contact: own(state.contact, by),
    reachability: own(said, by),
    batteryPercent: own(battery, by)?.percent ?? null,
    firmware: own(firmware, by)?.installed ?? null,
  };
}

function own<T>(told: Told<T> | null | undefined, by: ConventionName): T | null {
  return told?.by === by ? told.value : null;
}

function saidIn(fact: Fact): Partial<Said> {
  switch (fact.type) {
    case 'state': {
      const { lock, contact } = fact.state;
      return { ...(lock !== undefined && { lock }), ...(contact !== undefined && { contact }) };
    }
    case 'untold':
      return fact.key === 'lock' || fact.key === 'contact' ? { [fact.key]: null } : {};
    case 'reachability':
      return { reachability: fact.reachability };
    case 'battery':
      return fact.percent == null ? {} : { batteryPercent: fact.percent };
    case 'firmware':
      return fact.installed == null ? {} : { firmware: fact.installed };
    default:
      return {};
  }
}

function isSame(one: Said, other: Said): boolean {
  return (
    one.lock === other.lock &&
    one.contact === other.contact &&
    one.reachability === other.reachability &&
    one.batteryPercent === other.batteryPercent &&
    one.firmware === other.firmware
  );
}
