import * as v from 'valibot';

import type { OtaImage } from '@/core/firmware/advisory';

import type { Catalog } from './catalog';
import { readEach } from './read-parts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const code = v.pipe(whole, v.maxValue(0xffff));
const name = v.pipe(v.string(), v.maxLength(128));

/** An entry of the index of Koenkk/zigbee-OTA (README there, "index.json"); file versions are those of ZCL 11.4.2. */
const entryForm = v.object({
  fileVersion: whole,
  fileSize: whole,
  imageType: code,
  manufacturerCode: code,
  sha512: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/i)),
  fileName: v.nullish(v.string()),
  modelId: v.nullish(name),
  manufacturerName: v.nullish(v.union([name, v.array(name)])),
  hardwareVersionMin: v.nullish(v.number()),
  hardwareVersionMax: v.nullish(v.number()),
  minFileVersion: v.nullish(v.number()),
  maxFileVersion: v.nullish(v.number()),
});

/** null: it is not of that form. */
export function readOtaIndex(value: unknown): Catalog | null {
  if (!Array.isArray(value)) return null;
  const entries = readEach(value, readImage);
  if (entries === null || entries.read.length === 0) return null;
  // the index itself tells no date
  return { kind: 'zigbee-ota', date: null, skipped: entries.skipped, images: entries.read };
}

function readImage(value: unknown): OtaImage | null {
  const parsed = v.safeParse(entryForm, value);
  if (!parsed.success) return null;
  const { manufacturerCode, imageType, fileVersion, fileSize, sha512, modelId, manufacturerName } = parsed.output;
  const fileName = fileNameIn(parsed.output.fileName);
  const { hardwareVersionMin, hardwareVersionMax, minFileVersion, maxFileVersion } = parsed.output;
  const names = typeof manufacturerName === 'string' ? [manufacturerName] : (manufacturerName ?? []);
  const bounds = [hardwareVersionMin, hardwareVersionMax, minFileVersion, maxFileVersion];
  return {
    manufacturerCode,
    imageType,
    fileVersion,
    bytes: fileSize,
    sha512: sha512.toLowerCase(),
    modelId: modelId == null || modelId === '' ? null : modelId,
    fileName,
    manufacturerNames: names,
    limited: bounds.some((bound) => bound != null),
  };
}

/** A name that can stand in an address of our own; null: another. */
export function fileNameIn(told: string | null | undefined): string | null {
  return told != null && /^[\w(][\w.()+ -]{0,127}$/.test(told) ? told : null;
}
