import type { SaidMessage } from './happening';

/** With which key a message is signed, or which one it shows: the device has a first one and, once renewed, a second. */
export type Sealing = {
  readonly as: 'shown' | 'signed' | 'broken';
  readonly key: 'first' | 'second' | 'stranger';
  /** by the clock of whoever signs */
  readonly at: number;
};

/** A message as the listener of a home gets it; what is sealed twice in the same way is the same message again. */
export type TrialMessage = Omit<SaidMessage, 'signed' | 'shows'> & {
  /** by the listener's clock */
  readonly at: number;
  /** by a clock that is right */
  readonly homeAt: number;
  readonly retained: boolean;
  readonly sealing: Sealing | null;
};

/** The connection of the listener; `away`: time passes, and nothing is heard. */
export type TrialLink = { readonly at: number; readonly homeAt: number; readonly link: 'lost' | 'away' | 'back' };

/** A message on its way, whenever it arrives. */
export type Unheard = Omit<TrialMessage, 'at' | 'homeAt' | 'retained'>;
