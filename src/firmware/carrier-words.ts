import type { Carrier } from '@/core/update-plan';
import type { Watch } from '@/core/watcher';

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
