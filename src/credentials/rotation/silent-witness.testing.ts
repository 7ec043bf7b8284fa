import type { Witness } from './port-over-broker';

/** A device that is there, and of which nobody ever hears anything. */
export const silentWitness: Witness = {
  isPresent: () => true,
  usedLogin: () => null,
  cameOnlineAt: () => null,
  heardAt: () => null,
  waitsForRestart: () => false,
  answered() {},
  isSeenAs: () => false,
  forgetSeen() {},
};
