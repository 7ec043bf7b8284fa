import type { Authority, Failed, Listed, ListedAccount } from '../authority/authority';
import { readRegisterName } from '../authority/register-name';
import { readSlotNote } from '../authority/slot-note';
import { groupRight, standingOf, type Decision, type Mark, type ReadDecision, type ReadMark, type Slot } from './facts';

/** What the account database says of one device, all of it at one moment. */
export type AccountReading = {
  readonly accounts: readonly ListedAccount[];
  readonly slots: readonly Slot[];
  readonly marks: ReadonlyMap<string, ReadMark>;
  readonly decisions: ReadonlyMap<string, ReadDecision>;
  /** the broker tells of each account who is connected with it */
  readonly tellsWho: boolean;
};

export type AccountReader = {
  /** null: the broker does not answer now */
  read(): Promise<AccountReading | null>;
  /** this rotation is about to be begun: its registers are read too from now on */
  expect(rotation: string): void;
};

type Options = {
  readonly authority: Pick<Authority, 'list'>;
  readonly device: string;
  /** the accounts that are, or may become, the device's */
  readonly usernames: readonly string[];
  /** rotations of this device whose registers were found */
  readonly rotations: readonly string[];
};

const marks: readonly Mark[] = ['offered', 'told', 'shown', 'sent', 'void'];
const decisions: readonly Decision[] = ['commit', 'abort'];

/** The name of a register of a rotation: the mark that it was handed over, or how it ends. */
export function registerName(kind: 'sent' | 'dec', device: string, rotation: string): string {
  return `${kind}:${device}:${rotation}`;
}

export function openAccountReader({ authority, device, usernames, ...options }: Options): AccountReader {
  const rotations = new Set(options.rotations);

  function list(registersOf?: string) {
    const registers = [...rotations].flatMap((rotation) => [
      registerName('sent', device, rotation),
      registerName('dec', device, rotation),
    ]);
    return authority.list({ usernames, registers, ...(registersOf !== undefined && { registersOf }) });
  }

  /**
   * What stands on an account names its rotation, and only then one knows which registers to read: beside it, at once. A
   * rotation that came and went between two readings is named by no account any more, but a late "remove" of it may hit the
   * account of the next, so as long as nobody was told that one, all registers of the device are looked for (`beforeMark`).
   */
  async function listAll() {
    const first = await list();
    if (isFailed(first)) return first;
    const found = first.accounts.map((account) => readSlotNote(account.note)?.rot).filter((rot) => rot !== undefined);
    const isNew = found.some((rotation) => !rotations.has(rotation));
    if (!isNew && !isUnmarked(first)) return first;
    // named in the same batch as the accounts: what is decided and done meanwhile is read together, or not at all
    for (const rotation of found) rotations.add(rotation);
    const whole = await list(device);
    if (isFailed(whole)) return whole;
    const named = [...whole.registers.keys()].map(readRegisterName).map((register) => register?.rotation ?? null);
    for (const rotation of named) if (rotation !== null) rotations.add(rotation);
    return whole;
  }

  function isUnmarked({ accounts, registers }: Listed): boolean {
    const standing = standingOf(accounts.map(slotOf));
    return standing.type === 'two' && !registers.has(registerName('sent', device, standing.rotation));
  }

  function registersOf<Word extends string>(
    kind: 'sent' | 'dec',
    registers: ReadonlyMap<string, string>,
    words: readonly Word[],
  ): ReadonlyMap<string, Word | 'unknown'> {
    const found = new Map<string, Word | 'unknown'>();
    for (const rotation of rotations) {
      const text = registers.get(registerName(kind, device, rotation));
      if (text !== undefined) found.set(rotation, words.find((word) => word === text) ?? 'unknown');
    }
    return found;
  }

  return {
    async read() {
      const listed = await listAll();
      if (isFailed(listed)) return null;
      const { accounts, registers } = listed;
      return {
        accounts,
        slots: accounts.map(slotOf),
        marks: registersOf('sent', registers, marks),
        decisions: registersOf('dec', registers, decisions),
        tellsWho: accounts.every(({ connections }) => connections !== null),
      };
    },
    expect: (rotation) => void rotations.add(rotation),
  };
}

function isFailed(listed: { readonly outcome: string }): listed is Failed {
  return listed.outcome === 'failed';
}

function slotOf({ username, disabled, clientId, roles: own, groups, note: text }: ListedAccount): Slot {
  const note = readSlotNote(text);
  const roles = [...own, ...groups.map(groupRight)];
  return { username, enabled: !disabled, rotation: note?.rot ?? null, replaces: note?.prev ?? null, clientId, roles };
}
