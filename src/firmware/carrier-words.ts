import type { Carrier, Unreadable } from '@/core/firmware/update-plan';
import type { Watch } from '@/core/watcher';

/** Why the plan of the home is not shown, and what to do. */
export const unreadableWords: Readonly<Record<Unreadable, string>> = {
  newer: 'The plan of updates was written by a newer Gatehouse. Reload this page to get it.',
  'too-long':
    'What lies at the broker as the plan of updates is over 2 MiB, longer than any plan is. It was not read and is not overwritten: an owner can clear the retained message gatehouse/v1/updates.',
};

type Clock = (at: number) => string;

/** Who carries the plan out, in a sentence. `clock` says a moment of today in the reader's own way. */
export function carrierWords(carrier: Carrier, watch: Watch, clock: Clock): string {
  switch (carrier.is) {
    case 'here':
      return 'This page carries it out: leave it open on some device until it is done.';
    case 'watcher':
      return 'The watcher of your home carries it out, also while no page is open.';
    case 'elsewhere':
      return `Another page of your home carries it out. If it was closed, another one that is open goes on by ${clock(carrier.until)}.`;
    case 'nobody':
      return `Nobody who may update is watching. ${nobodyAdvice(carrier.isRefused, watch)}`;
  }
}

function nobodyAdvice(isRefused: boolean, watch: Watch): string {
  const mine = isRefused
    ? 'The account of this page may not carry out updates: open it as an owner'
    : 'Open this page as an owner';
  const duty = watch.status === 'there' ? (watch.watcher.updates ?? 'only-knows') : null;
  if (duty === 'refused') return `${mine}, or let the watcher’s log-in carry out updates (Access, People).`;
  if (duty === 'cannot-read') return `${mine}, or restart the watcher with the newest Gatehouse.`;
  if (duty === 'only-knows') return `${mine}, or start the watcher with --updates.`;
  return `${mine}, or let a watcher run with --updates.`;
}

/** Why a task that could begin does not, where somebody else carries the plan out; null: it is this page's turn. */
export function waitsForCarrier(carrier: Carrier | null, clock: Clock): string | null {
  switch (carrier?.is) {
    case 'elsewhere':
      return `It waits for another page of your home, which carries the plan out. If that page was closed, this goes on by ${clock(carrier.until)}.`;
    case 'watcher':
      return 'It waits for the watcher of your home, which carries the plan out.';
    case 'nobody':
      return 'It waits: nobody who may update is watching.';
    default:
      return null;
  }
}
