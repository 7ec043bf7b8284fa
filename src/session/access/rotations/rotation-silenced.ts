import type { Rotation } from '@/core/log-ins/rotation';

/** What other browsers say of accounts that are given a new password, and have not ended. */
export type SaidToGoOn = () => readonly Rotation[];

type Parts = {
  readonly saidToGoOn: SaidToGoOn;
  /** does this browser carry it on, and say so itself */
  readonly isMine: (account: string) => boolean;
  /** those of these that the broker has once, or not at all: no device waits for the end; null: it does not tell now */
  readonly over: (accounts: readonly string[]) => Promise<readonly string[] | null>;
  readonly withdraw: (account: string) => void;
  readonly carryOn: (account: string) => void;
};

const lookMs = 5_000;
/** Who changes a password says something with each look at the accounts, every 2 s. That it stands still for a minute, no line explains. */
const asksAgainAfterLooks = 12;

/**
 * While an administrator is in: a browser that is closed in the midst of a rotation may have said its last word just after
 * somebody looked what is said, and it would stand on the page of everybody until the next sign-in. A word that has stood for
 * a look is asked about, and taken back where the broker's accounts say that no device waits for anything; what waits with two
 * log-ins and has said nothing for a minute is carried on here. Not what somebody types in: he may read it off a page that
 * is only without a connection, and anybody can take it over by hand. Ends with `isOver`.
 */
export async function tendSilenced(parts: Parts, pause: (ms: number) => Promise<void>, isOver: () => boolean) {
  /** how many looks each word has stood; a word is a new one each time something is said */
  let looks = new Map<Rotation, number>();
  while (!isOver()) {
    const said = parts.saidToGoOn().filter(({ account }) => !parts.isMine(account));
    looks = new Map(said.map((word) => [word, (looks.get(word) ?? -1) + 1]));
    const due = said.filter((word) => (looks.get(word) ?? 0) % asksAgainAfterLooks === 1);
    const over = due.length === 0 ? null : await parts.over(due.map(({ account }) => account));
    if (isOver()) return;
    const still = new Set(parts.saidToGoOn());
    for (const word of due.filter((one) => over !== null && still.has(one))) {
      if (over?.includes(word.account) === true) parts.withdraw(word.account);
      else if (looks.get(word) !== 1 && word.way !== 'by-hand') parts.carryOn(word.account);
    }
    await pause(lookMs);
  }
}
