/** What is said of danger beside its alert and in its story alike. The first within a sentence. */
export const ifAnybodyIsIll =
  'if anybody feels sick or dizzy, or you see or smell smoke or gas, get everybody out and call the fire brigade.';
export const shutWaterOff = 'Shut the water off where it comes into the house.';
export const stayOutOfWet = 'Stay out of the wet where something electric stands in it, until its fuse is off.';
export const dryAgain = 'Look where it came from: a sensor that is dry again does not tell that the pipe is tight.';
