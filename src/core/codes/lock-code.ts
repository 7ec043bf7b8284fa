/**
 * The codes of a lock as far as they may be known: which places of its table are used and by whom, never the code itself
 * (CREDENTIALS.md, section 4). A code is a text of digits: as a number it would lose its leading zeros.
 */
export type SlotUse =
  | 'free'
  | 'used'
  /** it holds a code that does not open at the moment */
  | 'disabled'
  /** asked for, and the lock has no such place */
  | 'absent';

export type CodeSlot = {
  /** the lock's own number of the place */
  readonly slot: number;
  readonly use: SlotUse;
  /** where the lock keeps names */
  readonly name: string | null;
  /** when the code was made, and when it ends by itself, where the lock keeps that; ms since the epoch */
  readonly createdAt: number | null;
  readonly until: number | null;
  /** when the lock was last heard to say that a code was put in here, changed or taken out; null: not while we listened */
  readonly changedAt: number | null;
  /** when this was told, and whether only the broker remembered it */
  readonly at: number;
  readonly retained: boolean;
};

/** What a lock takes as a code. */
export type CodeRules = {
  readonly minDigits: number;
  readonly maxDigits: number;
  /** digits that its keypad does not have */
  readonly without: string;
  /** what a code may not begin with; empty: nothing */
  readonly notAtStart: string;
};

/** What a lock can do with codes, whatever is in its table. */
export type CodeKeeping = {
  readonly rules: CodeRules;
  /** the first place for people, and how many there are; null: it does not tell */
  readonly firstSlot: number;
  readonly capacity: number | null;
  /** `chosen`: whoever sets a code says which place; `given`: the lock gives it a number */
  readonly places: 'chosen' | 'given';
  /** how many bytes of a name the lock keeps beside each code; null: it keeps no names */
  readonly nameBytes: number | null;
  /** the lock itself ends a code when its time is over */
  readonly keepsEnds: boolean;
};

/** The table of one lock, as it was told. A place that is not listed is unknown, which is not free. */
export type LockCodes = CodeKeeping & { readonly slots: readonly CodeSlot[] };

/** What one message told of a table. `isWhole`: what is not in it is not in the lock either. */
export type CodesFact = {
  readonly type: 'lock-codes';
  readonly keeping: CodeKeeping;
  readonly slots: readonly ToldSlot[];
  readonly isWhole: boolean;
};
export type ToldSlot = { readonly slot: number } & Partial<Omit<CodeSlot, 'slot' | 'at' | 'retained'>>;

/** What a lock is asked to do with its table. Holds the code in clear: it is made, sent and forgotten. */
export type CodeCommand =
  | { readonly type: 'read-code'; readonly slot: number | null }
  | {
      readonly type: 'set-code';
      /** null: the lock gives the place */
      readonly slot: number | null;
      readonly code: string;
      readonly name: string;
      /** null: for good */
      readonly until: number | null;
    }
  | { readonly type: 'remove-code'; readonly slot: number };

/** `codes` after what one message told of it; `codes` itself where that is nothing new. */
export function codesAfter(
  codes: LockCodes | null,
  { keeping, slots, isWhole }: Omit<CodesFact, 'type'>,
  { at, retained }: { readonly at: number; readonly retained: boolean },
): LockCodes {
  if (codes !== null && slots.length === 0 && !isWhole && isSameKeeping(codes, keeping)) return codes;
  const before = new Map(codes?.slots.map((slot) => [slot.slot, slot]));
  const after = new Map(isWhole ? [] : before);
  for (const told of slots.slice(0, mostSlots)) {
    if (!after.has(told.slot) && after.size >= mostSlots) continue;
    after.set(told.slot, { ...nothingTold, ...before.get(told.slot), ...told, at, retained });
  }
  return { ...keeping, slots: [...after.values()].toSorted((one, other) => one.slot - other.slot) };
}

function isSameKeeping(one: CodeKeeping, other: CodeKeeping): boolean {
  return (Object.keys(other) as readonly (keyof CodeKeeping)[]).every((key) => one[key] === other[key]); // its own keys
}

const nothingTold = { use: 'used', name: null, createdAt: null, until: null, changedAt: null } as const;

/** Does a code stand there? */
export function isTaken({ use }: Pick<CodeSlot, 'use'>): boolean {
  return use === 'used' || use === 'disabled';
}

/** places that are held of one lock, whatever it tells */
const mostSlots = 1_000;
