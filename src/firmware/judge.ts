import type { Advisory, FirmwareKnowledge, OtaImage } from '@/core/firmware/advisory';
import type { Currency } from '@/core/firmware/currency';
import type { Device } from '@/core/device';

import { standingOf, type Standing } from './currency';
import { exposureOf, settledFit, type Exposure } from './exposure';
import { openMatcher, type Fit } from './fits';
import { imagesFor, lagOf, offeredImage, type Lag } from './lag';
import { supportOf, type Support } from './support';

/** Everything that is to be said of how current a device's firmware is. */
export type Judgement = {
  readonly currency: Currency;
  /** where it stands by what devices, bridges and the Zigbee index say of versions alone */
  readonly standing: Standing;
  /** what concerns it, or has to be checked, the surest first */
  readonly exposures: readonly Exposure[];
  readonly support: Support;
  readonly lag: Lag;
  /** the file of the Zigbee index that is on offer; null: none, or nobody can tell which */
  readonly image: OtaImage | null;
};

export type FirmwareJudge = {
  /** `offeredSince`: when what is on offer was first seen, ms since the epoch; null: nobody remembers */
  judge(device: Device, now: number, offeredSince?: number | null): Judgement;
};

type Judged = { readonly hour: number; readonly offeredSince: number | null; readonly judgement: Judgement };
type Candidates = readonly { readonly advisory: Advisory; readonly fit: Fit }[];

/** a home has some dozens of models; whoever publishes more must not fill the memory */
const mostModels = 2_000;
const hourMs = 3_600_000;
const surest: readonly Fit[] = ['exact', 'alias', 'possibly'];

const judges = new WeakMap<FirmwareKnowledge, FirmwareJudge>();

/** One judge for all who know the same: a page asks in many places, and each would look everything up again. */
export function judgeBy(knowledge: FirmwareKnowledge): FirmwareJudge {
  const known = judges.get(knowledge) ?? openFirmwareJudge(knowledge);
  judges.set(knowledge, known);
  return known;
}

/** Judges by what is known. Which advisories fit a model is looked up once, and a device that is the same is
 * not judged again, so one that speaks often costs little. */
export function openFirmwareJudge(knowledge: FirmwareKnowledge): FirmwareJudge {
  const matcher = openMatcher(knowledge.vendors);
  const byModel = imagesByModel(knowledge.images);
  const known = new Map<string, Candidates>();
  /** devices are never changed, and nothing below is finer than an hour */
  const judged = new WeakMap<Device, Judged>();

  function fittingOf({ vendor, model, kind }: Device): Candidates {
    const key = JSON.stringify([vendor, model, kind]);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= mostModels) known.clear();
    const fitting = knowledge.advisories.flatMap((advisory) => {
      const fit = matcher.fitOf({ vendor, model, kind }, advisory);
      return fit === null ? [] : [{ advisory, fit }];
    });
    known.set(key, fitting);
    return fitting;
  }

  function judgeAnew(device: Device, now: number, offeredSince: number | null): Judgement {
    const { facts } = knowledge;
    const fitting = fittingOf(device).flatMap(
      ({ advisory, fit }) => settledFit(device, advisory, fit, facts, matcher) ?? [],
    );
    const exposures = fitting
      .flatMap((one) => exposureOf(device, one, facts, matcher) ?? [])
      .toSorted((one, other) => rankOf(one) - rankOf(other));
    const support = supportOf(device, fitting, facts, matcher, now);
    const images = imagesFor(device, byModel);
    const files = [...new Set(images.map(({ fileVersion }) => fileVersion))];
    const standing = standingBy(device, files);
    const lag = lagOf(device, files, offeredSince, now);
    return {
      currency: currencyOf(standing, exposures, support),
      standing,
      exposures,
      support,
      lag,
      image: offeredImage(device, images),
    };
  }

  return {
    judge(device, now, offeredSince = null) {
      const hour = Math.floor(now / hourMs);
      const last = judged.get(device);
      if (last?.hour === hour && last.offeredSince === offeredSince) return last.judgement;
      const judgement = judgeAnew(device, now, offeredSince);
      judged.set(device, { hour, offeredSince, judgement });
      return judgement;
    },
  };
}

function rankOf({ state, fit }: Exposure): number {
  return (state === 'affected' ? 0 : 10) + surest.indexOf(fit);
}

/** What is attacked comes before what is at its end, and both before a mere update. */
function currencyOf(standing: Standing, exposures: readonly Exposure[], support: Support): Currency {
  if (exposures.some(({ state }) => state === 'affected')) return 'vulnerable';
  return support.state === 'ended' ? 'unsupported' : standing.currency;
}

/** The index is asked only where nobody nearer to the device has said anything. */
function standingBy(device: Device, files: readonly number[]): Standing {
  const standing = standingOf(device);
  const installed = device.firmware?.value.fileInstalled ?? null;
  const newest = files.at(-1);
  if (standing.currency !== 'unknown' || installed === null || newest === undefined) return standing;
  return { currency: installed < newest ? 'behind' : 'current', evidence: 'index' };
}

function imagesByModel(images: readonly OtaImage[]): ReadonlyMap<string, readonly OtaImage[]> {
  const byModel = new Map<string, OtaImage[]>();
  for (const image of images) {
    if (image.modelId === null) continue;
    const known = byModel.get(image.modelId);
    if (known === undefined) byModel.set(image.modelId, [image]);
    else known.push(image);
  }
  return byModel;
}
