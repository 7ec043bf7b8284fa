import type { PersonWord } from '@/core/log-ins/rotation';

import type { Memory, Way } from './decide';
import { isDecided, standingOf, type Facts, type Slot } from './facts';

/** What one browser remembers of a rotation while it carries it on; a browser that closes loses nothing that counts. */
export type Attention = {
  readonly memory: Memory;
  /** takes in facts that were just read */
  see(facts: Facts): void;
  /** this browser has made `rotation`'s password */
  hold(rotation: string): void;
  /** the device was told, as far as anybody can tell */
  told(): void;
  wishBack(): void;
  /** a person has said this; it holds until it is done */
  say(word: PersonWord): void;
};

/** `steady`: ms since anything, never set right; what patience is measured with. */
export function openAttention(way: Way, wish: Memory['wish'], steady: () => number): Attention {
  let memory = freshMemory(way, wish);
  let shape = '';
  let changedAt = steady();
  let offeredSince: number | null = null;

  return {
    get memory() {
      return memory;
    },
    see(facts) {
      const now = steady();
      const { slots, marks, decisions, offer, proofs, livesWithout } = facts;
      const seen = JSON.stringify([slots, [...marks], [...decisions], offer, [...proofs], [...livesWithout]]);
      const hasChanged = seen !== shape;
      if (hasChanged) changedAt = now;
      shape = seen;
      const standing = standingOf(slots);
      const pending = standing.type === 'two' ? standing : null;
      const stands = way === 'two-slots' ? pending !== null && offer === pending.rotation : memory.tellings > 0;
      offeredSince = stands && facts.present ? (offeredSince ?? now) : null;
      memory = {
        ...memory,
        word: isDone(memory.word, facts, hasChanged) ? null : memory.word,
        rotation: memory.rotation ?? pending?.rotation ?? null,
        roles: pending === null ? [] : rolesOf(pending.old, pending.next, way),
        offeredMs: offeredSince === null ? 0 : now - offeredSince,
        unchangedMs: now - changedAt,
      };
    },
    hold(rotation) {
      memory = { ...memory, holds: rotation, tellings: 0 };
    },
    told() {
      memory = { ...memory, tellings: memory.tellings + 1 };
      offeredSince = null;
    },
    wishBack() {
      memory = { ...memory, wish: 'roll-back' };
    },
    say(word) {
      memory = { ...memory, word };
    },
  };
}

/** Of a browser that has just begun, or come to what another has begun. */
export function freshMemory(way: Way, wish: Memory['wish']): Memory {
  return {
    way,
    wish,
    word: null,
    rotation: null,
    holds: null,
    tellings: 0,
    roles: [],
    offeredMs: 0,
    unchangedMs: 0,
  };
}

/** Nothing that a person said outlives what it was said of. */
function isDone(word: PersonWord | null, facts: Facts, hasChanged: boolean): boolean {
  const isOff = facts.slots.some(({ enabled }) => !enabled);
  switch (word) {
    case null:
      return true;
    case 'works':
      return isDecided(facts) && (hasChanged || isOff);
    case 'not-typed':
      return isDecided(facts);
    case 'not-taken':
      return hasChanged;
    case 'sure':
      return hasChanged || !isOff;
    case 'switch-on':
      return !isOff; // else who was answered would switch on for ever what others have seen unused
  }
}

/** The next slot gets what the old one has; of the roles that prove, its own. */
function rolesOf(old: Slot, next: Slot, way: Way): readonly string[] {
  const rights = old.roles.filter((role) => !role.startsWith('proof:'));
  return way === 'two-slots' ? [...rights, `proof:${next.username}`] : rights;
}
