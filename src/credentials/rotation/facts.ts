/**
 * What a rotation is decided by (CREDENTIALS.md, section 5): the device's accounts and two write-once registers in the
 * broker's own account database, and two retained topics that may be lost at any time.
 */
export type Facts = {
  /** the accounts of this device: `<device>.a`, `<device>.b`, or the one it had before its first rotation */
  readonly slots: readonly Slot[];
  /** rotation → how the device may have learnt the new password; written before it does */
  readonly marks: ReadonlyMap<string, ReadMark>;
  /** rotation → how it ends, whoever carries it on */
  readonly decisions: ReadonlyMap<string, ReadDecision>;
  /** the rotation whose sealed offer the broker retains; null: none, or it was lost */
  readonly offer: string | null;
  /** rotations that the device has proven by logging in with the new password */
  readonly proofs: ReadonlySet<string>;
  /** an offer or a proof is retained, of whatever rotation */
  readonly litter: boolean;
  /** the device is connected, as far as anybody can tell */
  readonly present: boolean;
  /** class B: the device has shown, since the new password was handed over, that it still uses the old one */
  readonly keepsOld: boolean;
  /**
   * class B: `abort` stands so long that nothing of the hand-over can be on its way any more, and since then the device has
   * shown that the old log-in is the one it holds
   */
  readonly holdsOld: boolean;
  /** class B: it can be asked which log-in it is set to. Where it cannot, that it is connected with one proves no setting */
  readonly isAskable: boolean;
  /** class B: the device has come online since this browser told it, so it has started with what it holds now */
  readonly cameBack: boolean;
  /** accounts that are switched off, and without which the device was heard since */
  readonly livesWithout: ReadonlySet<string>;
  /** neither the device nor the broker tells which log-in it uses: a person has to */
  readonly isBlind: boolean;
};

/**
 * `offered` sealed (class A), `told` by command (B), `shown` to a person who types it in (C); `void`: nobody ever learns it.
 * `sent`: one of these, as versions before wrote it.
 */
export type Mark = 'offered' | 'told' | 'shown' | 'sent' | 'void';

/** `unknown`: something is written there that this version has no word for: another version's, or somebody's by hand. */
export type ReadMark = Mark | 'unknown';
export type ReadDecision = Decision | 'unknown';

/** The device, or somebody, may know the new password. */
export function isHandedOver(mark: ReadMark | undefined): mark is Exclude<ReadMark, 'void'> {
  return mark !== undefined && mark !== 'void';
}

export type Decision = 'commit' | 'abort';
export type SlotLetter = 'a' | 'b';

/** One account of a device, by what its description says. Descriptions are written once, at creation. */
export type Slot = {
  readonly username: string;
  readonly enabled: boolean;
  /** the rotation that created it; null: nobody wrote it down */
  readonly rotation: string | null;
  /** `identityOf` the slot it replaces; null: none */
  readonly replaces: string | null;
  readonly clientId: string | null;
  /** and groups, by `groupRight`: a rotation gives the next slot both, one after the other */
  readonly roles: readonly string[];
};

/** No broker takes a name with this letter in it, so no role is called like a group. */
const groupSign = '\u0000group ';

/** A group as it stands among the roles of a slot. */
export function groupRight(group: string): string {
  return `${groupSign}${group}`;
}

/** The group that stands there so; null: it is a role. */
export function groupOf(right: string): string | null {
  return right.startsWith(groupSign) ? right.slice(groupSign.length) : null;
}

/** How the slots of a device stand to each other. */
export type Standing =
  | { readonly type: 'none' }
  | { readonly type: 'one'; readonly only: Slot }
  | { readonly type: 'two'; readonly old: Slot; readonly next: Slot; readonly rotation: string }
  /** more than two, or two that do not replace each other: somebody else was at work */
  | { readonly type: 'unclear' };

export function standingOf(slots: readonly Slot[]): Standing {
  const [one, other, ...more] = slots;
  if (one === undefined) return { type: 'none' };
  if (other === undefined) return { type: 'one', only: one };
  const forth = replacement(one, other);
  const back = replacement(other, one);
  if (more.length > 0 || (forth === null) === (back === null)) return { type: 'unclear' };
  return forth ?? back ?? { type: 'unclear' };
}

function replacement(old: Slot, next: Slot): Extract<Standing, { type: 'two' }> | null {
  if (next.rotation === null || next.replaces !== identityOf(old)) return null;
  return { type: 'two', old, next, rotation: next.rotation };
}

/** The change that stands is decided, or one that is over was; a late register of another says nothing of it. */
export function isDecided({ slots, decisions }: Pick<Facts, 'slots' | 'decisions'>): boolean {
  const standing = standingOf(slots);
  return standing.type === 'two' ? decisions.has(standing.rotation) : decisions.size > 0;
}

/** What the description of the next slot calls the one it replaces. */
export function identityOf({ rotation, username }: Pick<Slot, 'rotation' | 'username'>): string {
  return rotation ?? `account:${username}`;
}

/** The letter of a slot; null: an account of before the first rotation. */
export function letterOf(device: string, username: string): SlotLetter | null {
  if (username === `${device}.a`) return 'a';
  return username === `${device}.b` ? 'b' : null;
}

/** The letter of the slot that takes the place of `username`. */
export function nextLetter(device: string, username: string): SlotLetter {
  return letterOf(device, username) === 'a' ? 'b' : 'a';
}

/** The device's name among the accounts: its bound client id, else its account without the letter. */
export function deviceOf({ username, clientId }: Pick<Slot, 'username' | 'clientId'>): string {
  return clientId ?? username.replace(/\.[ab]$/, '');
}
