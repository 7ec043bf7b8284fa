import type { CodeOwner } from '@/core/codes/code-owner';
import type { DeviceId } from '@/core/device';
import { claimOn, withClaim, withoutClaims, type Claim } from '@/credentials/codes/claims';
import type { Names } from '@/credentials/codes/names';

import type { CodeNames } from './code-names';

/** The places of one lock, for one piece of work. */
export type PlaceClaims = {
  /** the claim on it that stands is ours, and it belongs to nobody who was not its owner when this began */
  claim(slot: number): Promise<boolean>;
  /** it was only looked at, and others may have it */
  release(slot: number): Promise<void>;
  /** two codes were set in it at once: whoever else is at it must not believe that the place is his */
  dispute(slot: number): Promise<void>;
  /** `after`, but a place that became somebody else's since this began stays so: it may be written down late */
  noted(names: Names, after: Names): Names;
  /** `names` without what was claimed for this, and without what others left behind */
  released(names: Names): Names;
};

export type PortClaims = Pick<PlaceClaims, 'claim' | 'release' | 'dispute'>;

export type Claims = {
  of(device: DeviceId, by: string): PlaceClaims;
  /** somebody else is about to set or remove a code there */
  isTaken(device: DeviceId, slot: number): boolean;
  /** resolves when whoever has claimed the place is done, or was closed long enough ago; `change`: at the next, at the latest after `ms` */
  outwait(device: DeviceId, slot: number, change: (ms: number) => Promise<void>): Promise<void>;
};

/** Whoever only asks a lock for its places hits nobody's code. */
export const readsOnly: PortClaims = {
  claim: async () => true,
  release: async () => {},
  dispute: async () => {},
};

/** a work takes less; a claim that is older by our own ears is of a page that was closed. Clocks of others are not asked. */
const standsMs = 3 * 60_000;
const tries = 4;
const lookAgainMs = 1_000;

/**
 * Places are claimed in the names that everybody reads. Whoever writes last writes over the others, and the broker gives all of them
 * the same order: the claim that stands when it has been read back is the one that counts.
 */
export function openClaims(names: CodeNames): Claims {
  const isStale = (claim: Claim) => names.standsSinceMs(claim) >= standsMs;

  /** whose claim stands there; null: nobody's */
  function holderOf(device: DeviceId, slot: number): string | null {
    const standing = claimOn(names.all, { device, slot });
    return standing === undefined || isStale(standing) ? null : standing.by;
  }

  function isRivals(device: DeviceId, slot: number, by: string): boolean {
    const holder = holderOf(device, slot);
    return holder !== null && holder !== by;
  }

  function ownerOf(owners: readonly CodeOwner[], device: DeviceId, slot: number): string {
    const owner = owners.find((one) => one.device === device && one.slot === slot);
    return owner === undefined ? '' : `${owner.since} ${owner.person}`;
  }

  return {
    isTaken: (device, slot) => holderOf(device, slot) !== null,
    async outwait(device, slot, change) {
      const holder = holderOf(device, slot);
      if (holder === null) return;
      while (holderOf(device, slot) === holder) await change(lookAgainMs);
    },
    of(device, by) {
      const before = names.owners;
      const isLost = (slot: number) =>
        isRivals(device, slot, by) || ownerOf(names.owners, device, slot) !== ownerOf(before, device, slot);
      const isOurs = (slot: number) => claimOn(names.all, { device, slot })?.by === by;
      const isOwn = (claim: Claim) => claim.device === device && claim.by === by;
      const isMoved = (all: Names, { device: lock, slot }: CodeOwner) =>
        lock === device &&
        claimOn(all, { device, slot })?.by !== by &&
        ownerOf(all.codes, device, slot) !== ownerOf(before, device, slot);

      return {
        async claim(slot) {
          for (let attempt = 0; attempt < tries; attempt++) {
            if (isLost(slot)) return false;
            if (!isOurs(slot)) await names.change((all) => withClaim(all, { device, slot, by }));
            // what cannot be written here goes on without, as the page says
            if (names.refusal !== null) return !isLost(slot);
            await names.look();
            if (isOurs(slot)) return !isLost(slot);
          }
          return !isLost(slot);
        },
        async release(slot) {
          if (isOurs(slot))
            await names.change((all) => withoutClaims(all, (claim) => isOwn(claim) && claim.slot === slot));
        },
        dispute: (slot) => names.change((all) => withClaim(all, { device, slot, by: `${by}!` })),
        noted: (all, after) => ({
          ...after,
          codes: [
            ...after.codes.filter((owner) => !isMoved(all, owner)),
            ...all.codes.filter((owner) => isMoved(all, owner)),
          ],
        }),
        released: (all) => withoutClaims(all, (claim) => isOwn(claim) || isStale(claim)),
      };
    },
  };
}
