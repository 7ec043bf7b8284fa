import * as v from 'valibot';

import type { DeviceId } from '@/core/device';
import { limits } from '@/core/limits';

import type { Names } from './names';

/**
 * Somebody is about to set or remove a code in this place. It stands beside the names, where every browser of the home reads it:
 * no lock tells which code is in a place, so two that take the same free one would both read "used" and both call it theirs.
 */
export type Claim = {
  readonly device: DeviceId;
  readonly slot: number;
  /** one piece of work in one browser */
  readonly by: string;
};

const key = 'claims';
const mostClaims = 60;

const claim = v.object({
  device: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.textLength)),
  slot: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  by: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
});

/** What cannot be read is no claim: the worst that comes of it is what was before there were claims. */
export function claimsOf({ others }: Names): readonly Claim[] {
  const told: unknown = others[key];
  if (!Array.isArray(told)) return [];
  return told.slice(-mostClaims).flatMap((entry: unknown) => {
    const parsed = v.safeParse(claim, entry);
    return parsed.success ? [parsed.output] : [];
  });
}

/** One claim, in one text: what it is kept under. */
export function keyOfClaim({ device, slot, by }: Claim): string {
  return `${by} ${slot} ${device}`;
}

/** A place has one claim, the last. */
export function withClaim(names: Names, added: Claim): Names {
  return withClaims(names, [...claimsOf(names).filter((one) => !isSamePlace(one, added)), added]);
}

export function withoutClaims(names: Names, isOver: (claim: Claim) => boolean): Names {
  return withClaims(
    names,
    claimsOf(names).filter((one) => !isOver(one)),
  );
}

export function claimOn(names: Names, place: Pick<Claim, 'device' | 'slot'>): Claim | undefined {
  return claimsOf(names).find((one) => isSamePlace(one, place));
}

function withClaims({ codes, others }: Names, claims: readonly Claim[]): Names {
  const { [key]: _, ...rest } = others;
  return { codes, others: claims.length === 0 ? rest : { ...rest, [key]: claims.slice(-mostClaims) } };
}

type Place = Pick<Claim, 'device' | 'slot'>;

function isSamePlace(one: Place, other: Place): boolean {
  return one.slot === other.slot && one.device === other.device;
}
