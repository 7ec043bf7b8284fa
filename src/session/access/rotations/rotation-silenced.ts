import type { Rotation } from '@/core/log-ins/rotation';

/** What other browsers say of accounts that are given a new password, and have not ended. */
export type SaidToGoOn = () => readonly Rotation[];

type Parts = {
  readonly saidToGoOn: SaidToGoOn;
  /** does this browser carry it on, or sweep what is left of it */
  readonly isMine: (account: string) => boolean;
  /** those of these accounts of which the broker knows nothing that is begun; null: it does not tell now */
  readonly over: (accounts: readonly string[]) => Promise<readonly string[] | null>;
  readonly withdraw: (account: string) => void;
};

const lookMs = 5_000;
/** Who changes a password says something at each of its steps; what is typed in by hand takes as long as somebody likes. */
const asksAgainAfterLooks = 12;

/**
 * While an administrator is in: a browser that is closed in the midst of a rotation may have said its last word just after
 * somebody looked what is said, and it would stand on the page of everybody until the next sign-in. A word that has stood for
 * a look is asked about, and taken back where the broker's accounts say that nothing goes on. Ends with `isOver`.
 */
export async function withdrawSilenced(parts: Parts, pause: (ms: number) => Promise<void>, isOver: () => boolean) {
  /** how many looks each word has stood; a word is a new one each time something is said */
  let looks = new Map<Rotation, number>();
  while (!isOver()) {
    const said = parts.saidToGoOn().filter(({ account }) => !parts.isMine(account));
    looks = new Map(said.map((word) => [word, (looks.get(word) ?? -1) + 1]));
    const due = said.filter((word) => (looks.get(word) ?? 0) % asksAgainAfterLooks === 1).map(({ account }) => account);
    const over = due.length === 0 ? [] : await parts.over(due);
    if (isOver()) return;
    const still = new Set(parts.saidToGoOn());
    for (const word of said) if (over?.includes(word.account) === true && still.has(word)) parts.withdraw(word.account);
    await pause(lookMs);
  }
}
