import type { Signer } from '@/core/known-signer';

import type { Track } from './freshness';

/** A device that signs, as a session knows it. Changed in place. */
export type SigningDevice = {
  /** the key that it had from the first time on, or that somebody vouched for since */
  trusted: Signer;
  /** is it vouched for by the authority that this browser keeps? */
  isVouched: boolean;
  /** another key that it shows, and that nobody vouches for */
  other: Signer | null;
  track: Track;
  /** it says that it signs all that it says */
  signs: boolean;
  /** ms since the epoch, our clock */
  heardAt: number;
};
