/** A device has two accounts at the broker, of which one or both exist: `<id>.a` and `<id>.b`. */
export type Slot = 'a' | 'b';

export type Credential = { readonly slot: Slot; readonly username: string; readonly password: string };

/** A credential that was handed over. */
export type Offer = Credential & { readonly rotation: string; readonly sequence: number };

/** What a device must never lose. Stored as a whole, before any of it is used. */
export type Holding = {
  /** the one that is known to have worked */
  readonly current: Credential;
  /** the one that was handed over last; null: none ever was */
  readonly next: Offer | null;
  /** which of both was in use when the hand-over was settled; null: it is not, or there was none */
  readonly settledOn: 'current' | 'next' | null;
  /** of the last offer that was taken; one that is not higher is a replay */
  readonly lastSequence: number;
};

/** Where a device stands in a hand-over. The holding survives the power cut, the rest begins anew. */
export type HandOver = {
  readonly holding: Holding;
  /** which one it is logged in with, or tries */
  readonly using: 'current' | 'next';
  readonly isLoggedIn: boolean;
  /** how often the broker said no to `next` */
  readonly refusals: number;
  /** how often in a row nobody answered while `next` was tried */
  readonly misses: number;
  /** the broker was reached with `current` since: whoever does not answer `next` now means a no */
  readonly brokerIsThere: boolean;
};

/**
 * What to do now. `store`: keep the new holding durably first, and if that fails nothing has happened. `log-in-anew`: end
 * this connection and log in with what `using` says. `prove`: tell that the log-in with `next` worked.
 */
export type Step = {
  readonly state: HandOver;
  readonly store: boolean;
  readonly act: 'log-in-anew' | 'prove' | null;
};

export type OfferAnswer =
  | ({ readonly taken: true } & Step)
  | { readonly taken: false; readonly reason: 'heard-before' | 'own-username' | 'not-logged-in' };

/** After so many refusals the old credential has its turn. */
const patience = 3;

/** As a device begins after its start: with what was handed over last, if that is not settled. */
export function begin(holding: Holding): HandOver {
  const using = holding.next === null ? 'current' : (holding.settledOn ?? 'next');
  return { holding, using, isLoggedIn: false, refusals: 0, misses: 0, brokerIsThere: false };
}

export function credentialInUse({ holding, using }: HandOver): Credential {
  return using === 'next' && holding.next !== null ? holding.next : holding.current;
}

/**
 * An offer that this device could open (CREDENTIALS.md 5, "Device rules"). Not while it is not logged in: it would not know
 * which of its passwords works, and could drop that one.
 */
export function takeOffer(state: HandOver, offer: Offer): OfferAnswer {
  if (!state.isLoggedIn) return { taken: false, reason: 'not-logged-in' };
  const inUse = credentialInUse(state);
  if (offer.sequence <= state.holding.lastSequence) return { taken: false, reason: 'heard-before' };
  if (offer.username === inUse.username) return proveAgain(state, offer);
  // The one in use works at this moment. Whatever else was held belongs to the slot that was made anew for this offer.
  const { slot, username, password } = inUse;
  const current = { slot, username, password };
  return {
    taken: true,
    ...stored(begin({ current, next: offer, settledOn: null, lastSequence: offer.sequence }), 'log-in-anew'),
  };
}

/** The same password once more, while it is in use: whoever offers it has not seen the proof. */
function proveAgain(state: HandOver, offer: Offer): OfferAnswer {
  const { holding, using } = state;
  const isTheSame = using === 'next' && holding.next?.rotation === offer.rotation;
  if (!isTheSame || holding.next.password !== offer.password) return { taken: false, reason: 'own-username' };
  const next = { ...holding, next: offer, settledOn: null, lastSequence: offer.sequence };
  return { taken: true, ...stored({ ...state, holding: next }, 'prove') };
}

/**
 * The offer was taken back: the hand-over is settled, and nothing is proven any more. Both passwords are kept until the
 * next offer. Taking an offer back is a message that may be late by any time, and meant the hand-over before this one:
 * a device that forgot the password it does not use just then could have forgotten the only one that will work.
 */
export function settle(state: HandOver): Step {
  const { holding } = state;
  if (!state.isLoggedIn || holding.next === null || holding.settledOn !== null)
    return { state, store: false, act: null };
  return stored({ ...state, holding: { ...holding, settledOn: state.using }, refusals: 0 }, null);
}

/** The broker let it in. */
export function connected(state: HandOver): Step {
  const loggedIn: HandOver = { ...state, isLoggedIn: true, misses: 0 };
  const { settledOn } = state.holding;
  if (settledOn !== null) {
    const settled = { ...loggedIn, refusals: 0, holding: { ...state.holding, settledOn: state.using } };
    return { state: settled, store: settledOn !== state.using, act: null };
  }
  if (state.holding.next === null) return { state: loggedIn, store: false, act: null };
  if (state.using === 'next') return { state: loggedIn, store: false, act: 'prove' };
  // Was the new one only unlucky, because the broker was away? It has its chance now that the broker is there.
  if (state.refusals >= patience) return { state: loggedIn, store: false, act: null };
  return { state: { ...state, using: 'next', misses: 0, brokerIsThere: true }, store: false, act: 'log-in-anew' };
}

/** The connection is gone. */
export function lost(state: HandOver): HandOver {
  return { ...state, isLoggedIn: false };
}

/** A log-in failed: `refused` by the broker's own word, `missed` where nobody answered. Which one is tried next? */
export function failed(state: HandOver, how: 'refused' | 'missed'): HandOver {
  if (state.holding.next === null) return state;
  if (state.holding.settledOn !== null) return failedWhenSettled(state, how);
  if (state.using === 'current') return { ...state, using: 'next' };
  const isNo = how === 'refused' || state.brokerIsThere;
  const refusals = isNo ? state.refusals + 1 : state.refusals;
  const misses = isNo ? 0 : state.misses + 1;
  const using = refusals >= patience || misses >= patience ? 'current' : 'next';
  return { ...state, using, refusals, misses: using === 'current' ? 0 : misses };
}

/** The other one has its turn only when the broker itself says no to this one. */
function failedWhenSettled(state: HandOver, how: 'refused' | 'missed'): HandOver {
  const refusals = how === 'refused' ? state.refusals + 1 : state.refusals;
  if (refusals < patience) return { ...state, refusals };
  return { ...state, using: state.using === 'next' ? 'current' : 'next', refusals: 0 };
}

function stored(state: HandOver, act: Step['act']): Step {
  return { state, store: true, act };
}
