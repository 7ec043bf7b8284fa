import { limits } from '@/core/limits';
import type { Fact } from '@/core/observation';
import { numberOf, percentIn, dbmIn } from '../loose';
import { isObject, textIn, numberIn, type JsonObject } from '../json';

/** What `…/info/state` tells of a device's health. */
export type Info = { readonly facts: readonly Fact[]; readonly serial: string | null };

/** null: it is no JSON object. */
export function readInfo(json: unknown, at: number): Info | null {
  if (!isObject(json)) return null;
  const facts = [batteryIn(json), signalIn(json), firmwareIn(json), tamperIn(json), heardIn(json, at)];
  const serial = textIn(json['serialNumber'])?.trim().slice(0, limits.textLength) ?? null;
  return {
    facts: facts.filter((fact) => fact !== null),
    serial: serial !== null && /^[\w-]{6,64}$/.test(serial) ? serial : null,
  };
}

/** `batteryStatus` is a word: full, ok, charged, low, none (there is none). */
function batteryIn(info: JsonObject): Fact | null {
  const percent = percentIn(figureIn(info['batteryLevel']));
  const status = textIn(info['batteryStatus'])?.toLowerCase();
  const low = status === 'low' ? true : status === 'ok' || status === 'full' || status === 'charged' ? false : null;
  return percent === null && low === null ? null : { type: 'battery', percent, low };
}

/** Cameras tell dBm; alarm devices a word, `linkQuality`, which no number can be made of. */
function signalIn(info: JsonObject): Fact | null {
  const rssiDbm = dbmIn(figureIn(info['wirelessSignal']));
  return rssiDbm === null ? null : { type: 'signal', rssiDbm };
}

/** Ring tells no versions, only whether it is content. */
function firmwareIn(info: JsonObject): Fact | null {
  const status = textIn(info['firmwareStatus'])?.toLowerCase().replaceAll(/[-_]/g, ' ');
  return status === 'up to date' ? { type: 'firmware', updateAvailable: false } : null;
}

function tamperIn(info: JsonObject): Fact | null {
  const status = textIn(info['tamperStatus'])?.toLowerCase();
  if (status !== 'ok' && status !== 'tamper') return null;
  return { type: 'state', state: { tamper: status === 'tamper' } };
}

/** When the device itself last spoke to Ring: the bridge repeats all it knows from time to time. */
function heardIn(info: JsonObject, at: number): Fact | null {
  const time = Date.parse(textIn(info['lastCommTime']) ?? '');
  return Number.isNaN(time) || time < earliest || time > at + 60_000 ? null : { type: 'heard', at: Math.min(time, at) };
}

const earliest = Date.UTC(2015, 0);

function figureIn(value: unknown): number | null {
  return numberIn(value) ?? numberOf(textIn(value)?.trim() ?? null);
}
