import * as v from 'valibot';

import { advisoryActions, productSorts, type Advisory, type FactOrigin, type OtaImage } from '@/core/firmware/advisory';

import type { Catalog } from './catalog';
import { fileNameIn } from './read-ota-index';
import { cve, day, readEach, text, webAddress } from './read-parts';

const names = v.pipe(v.array(text), v.maxLength(64));
const version = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(128)));

/**
 * An entry of `public/catalogs/advisories.json`. A range or a date without the address of who says so is not read: an
 * invented one would call a device safe that is not.
 */
const advisoryForm = v.pipe(
  v.object({
    cve,
    vendor: text,
    product: text,
    sort: v.nullable(v.picklist(productSorts)),
    models: names,
    families: names,
    added: day,
    action: v.picklist(advisoryActions),
    ransomware: v.boolean(),
    affected: v.nullable(v.object({ from: version, through: version })),
    fixed: version,
    supportEnds: v.nullable(day),
    source: webAddress,
    quoted: v.nullable(webAddress),
  }),
  v.check(
    ({ affected, fixed, supportEnds, quoted }) =>
      quoted !== null || (affected === null && fixed === null && supportEnds === null),
    'a range needs its source',
  ),
);

/** Gatehouse's own formats; null: it is none of them. */
export function readOwn(value: unknown): Catalog | null {
  const parsed = v.safeParse(v.variant('format', [advisoriesForm, kevForm, vendorsForm, otaForm]), value);
  if (!parsed.success) return null;
  const file = parsed.output;
  switch (file.format) {
    case 'gatehouse-advisories/1':
    case 'gatehouse-kev/1': {
      const kind = file.format === 'gatehouse-kev/1' ? 'kev' : 'advisories';
      const entries = readEach(file.advisories, (entry) => readAdvisory(entry, kind === 'kev' ? 'kev' : 'gatehouse'));
      return entries === null ? null : { kind, date: file.date, skipped: entries.skipped, advisories: entries.read };
    }
    case 'gatehouse-vendors/1':
      return { kind: 'vendors', date: null, skipped: 0, vendors: file.vendors };
    case 'gatehouse-zigbee-ota/1': {
      const entries = readEach(file.images, readPackedImage);
      return entries === null
        ? null
        : { kind: 'zigbee-ota', date: file.date, skipped: entries.skipped, images: entries.read };
    }
  }
}

const dated = { date: v.nullable(day) };
const advisoriesForm = v.object({
  format: v.literal('gatehouse-advisories/1'),
  ...dated,
  advisories: v.array(v.unknown()),
});
const kevForm = v.object({ format: v.literal('gatehouse-kev/1'), ...dated, advisories: v.array(v.unknown()) });
const vendorsForm = v.object({
  format: v.literal('gatehouse-vendors/1'),
  vendors: v.pipe(v.array(v.object({ name: text, also: names })), v.maxLength(2_000)),
});
const otaForm = v.object({ format: v.literal('gatehouse-zigbee-ota/1'), ...dated, images: v.array(v.unknown()) });

function readAdvisory(value: unknown, origin: FactOrigin): Advisory | null {
  const parsed = v.safeParse(advisoryForm, value);
  return parsed.success ? { ...parsed.output, origin } : null;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const imageForm = v.object({
  manufacturerCode: whole,
  imageType: whole,
  fileVersion: whole,
  bytes: whole,
  sha512: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
  modelId: v.nullable(text),
  fileName: v.exactOptional(v.nullable(v.pipe(v.string(), v.maxLength(128)))),
  manufacturerNames: names,
  limited: v.boolean(),
});

function readPackedImage(value: unknown): OtaImage | null {
  const parsed = v.safeParse(imageForm, value);
  return parsed.success ? { ...parsed.output, fileName: fileNameIn(parsed.output.fileName) } : null;
}
