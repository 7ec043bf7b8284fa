import type { ChainRefusal } from '../signatures/chain';

/** Why an update is not installed. */
export type UpdateRefusal =
  | ChainRefusal
  | 'stranger'
  | 'signature'
  | 'manifest'
  | 'unknown-device'
  | 'model'
  | 'incomparable'
  | 'same'
  | 'older'
  | 'below-minimum'
  | 'size'
  | 'image';

/** The same words on the page and from the device. */
export const updateRefusals: Readonly<Record<UpdateRefusal, string>> = {
  unreadable: 'This is no signed update, or a part of it is missing.',
  chain: 'The certificate it was signed with was not given by the authority that it names.',
  unfit: 'The certificate it was signed with is not for signing firmware.',
  ended: 'The certificate it was signed with has ended, or is not good yet.',
  revoked: 'The certificate it was signed with was revoked.',
  stranger: 'It is signed under an authority that is neither your home’s nor one that you named as the maker’s.',
  signature: 'The signature is wrong: somebody has changed it after it was signed.',
  manifest: 'It does not say what it is for, or its image is larger than can be handed over.',
  'unknown-device': 'The device does not tell its model and version, so nobody can say whether it fits.',
  model: 'It is for another model.',
  incomparable: 'Nobody can tell whether its version is newer than the one that is installed.',
  same: 'The device runs this version already.',
  older: 'It is older than what is installed: going back would bring back what was repaired since.',
  'below-minimum': 'The device runs a version that is too old for it. Install one in between first.',
  size: 'The image does not have the size that was signed: a part is missing, or there is too much.',
  image: 'The image is not the one that was signed: its SHA-256 differs.',
};
