import type { Facts } from './facts';

/** Of a device that is there, while nothing was begun. */
export const quietFacts: Facts = {
  slots: [],
  marks: new Map(),
  decisions: new Map(),
  offer: null,
  proofs: new Set(),
  litter: false,
  present: true,
  keepsOld: false,
  holdsOld: false,
  isAskable: true,
  cameBack: false,
  livesWithout: new Set(),
  isBlind: false,
};
