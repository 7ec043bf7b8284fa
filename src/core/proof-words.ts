import type { Device } from './device';
import { doubtOf } from './proof';
import type { ProofReason } from './message-proof';

/** What a device page says of signatures. `isFinding`: somebody should do something about it. */
export type ProofWords = { readonly short: string; readonly sentence: string; readonly isFinding: boolean };

/** Who signed a device's last word, by what that is known, and how fresh it is. */
export function proofWords({ proof }: Pick<Device, 'proof'>): ProofWords {
  const last = proof?.value.last ?? null;
  if (last === null)
    return {
      short: 'Not signed',
      sentence: 'Its words are not signed: whoever may write on its topics can speak in its name.',
      isFinding: false,
    };
  const doubt = proof === null ? null : doubtOf(proof.value);
  if (doubt !== null)
    return {
      short: doubt.reason === 'signs-no-more' ? 'Signed no more' : 'Signed by an unknown key',
      sentence: `${reasonWords(doubt.reason)} Until you know why, do not rely on what it says.`,
      isFinding: true,
    };
  const { standing, authority } = last;
  switch (standing) {
    case 'vouched':
      return {
        short: 'Signed',
        sentence: `Its words are signed with the key of its certificate from “${authority ?? 'this home'}”, the authority that this browser keeps.`,
        isFinding: false,
      };
    case 'remembered':
      return {
        short: 'Signed',
        sentence: `Its words are signed with the key that it had from the first time on${authority === null ? '' : `, or one that the same authority, “${authority}”, gave it`}.`,
        isFinding: false,
      };
    default:
      return {
        short: 'Not verified',
        sentence: `Its last word was not verified. ${reasonWords(last.reason)}`,
        isFinding: false,
      };
  }
}

/** Why, in a sentence. */
export function reasonWords(reason: ProofReason | null): string {
  return reason === null ? '' : reasons[reason];
}

const reasons: Readonly<Record<ProofReason, string>> = {
  unreadable: 'It looks like a signed message and is none.',
  signature: 'The signature does not fit what it says.',
  'other-key': 'It is signed with a key that the device never showed.',
  'other-topic': 'It was signed for another topic.',
  'no-sequence': 'It does not say which of its messages it is.',
  'old-sequence': 'The device had said it before, and has said newer things since.',
  resent: 'The device had said it before, and newer things since: it is sent again, or played back.',
  'resent-all': 'The device had said it before, and it is sent again with all that came since.',
  'no-signature': 'It has no signature, though the device signs all that it says.',
  'signs-no-more': 'The device says that it signs no more.',
  'new-key': 'The device shows another key than before, and nobody whom this browser trusts vouches for it.',
  chain: 'The certificate that it shows is not from the authority that it names, or not its own.',
  ended: 'The certificate that it shows has ended.',
  revoked: 'The certificate of its key was revoked.',
  'own-key-heard': 'It is not signed with the key of the device, which was heard with that key just before.',
  old: 'It was signed long before it came, so nobody can tell whether it is new.',
  'held-back': 'It was signed long before it came: it was held back on its way, or the clock of the device is wrong.',
  retained: 'The broker remembers it, so nobody can tell when it was said; the device itself has no word remembered.',
  overflow: 'More came at once than could be checked.',
  'too-many': 'More devices that sign announced themselves than can be checked.',
  'cannot-check': 'This page cannot check signatures: it needs https, or http on this computer.',
  'no-key': 'The device has not shown its key yet.',
};
