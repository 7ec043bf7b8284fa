import type { CertificateHolder, RevocationListFacts } from '@/core/log-ins/certificate';

import type { RequestRefusal } from './check-request';
import type { Standing } from './inventory';
import { dayMs, renewBeforeMs } from './lifetimes';

/** Why a request is not granted, each a sentence for whoever looks at the device. */
export const requestRefusals: Readonly<Record<RequestRefusal, string>> = {
  unreadable: 'This is no certificate request that can be read. It should be PKCS#10, as text or as a file.',
  signature: 'Whoever wrote this request does not hold the key that it names. It was changed on its way, or forged.',
  key: 'Its key is too weak or of a kind that not every broker knows. It takes P-256, P-384, or RSA with 2,048 to 4,096 bits.',
  subject: 'It has to name one device, by its id: letters, digits, dots, dashes and underscores.',
  'other-device': 'It names another device than the one that asked. Nobody gets a certificate in another’s name.',
  authority: 'It asks to be an authority itself, which could then let in anybody.',
  names: 'It asks for names besides its own, under which it could pose as something else.',
};

/** A few words for a badge, and how much they matter. */
export function standingWords(standing: Standing, holder: CertificateHolder, notAfter: number, now: number) {
  const days = Math.max(0, Math.floor((notAfter - now) / dayMs));
  const left = days === 1 ? '1 day' : `${days} days`;
  switch (standing) {
    case 'good':
      return { tone: 'ok', words: `Good for ${left}` } as const;
    case 'renew':
      return { tone: 'warning', words: `Renew it: ${left} left` } as const;
    case 'urgent':
      return { tone: 'critical', words: `Renew it now: ${left} left` } as const;
    case 'ended':
      return {
        tone: 'critical',
        words: endedWords[holder],
      } as const;
    case 'revoked':
      return { tone: 'neutral', words: 'Revoked' } as const;
    case 'replaced':
      return { tone: 'neutral', words: 'Replaced by a newer one' } as const;
  }
}

const endedWords: Readonly<Record<CertificateHolder, string>> = {
  device: 'Ended: the broker refuses it',
  broker: 'Ended: nobody trusts the broker any more',
  signer: 'Ended: no device takes what it signed',
};

/** What to know of the list of revoked certificates, and whether it is time to act. */
export function listWords(
  list: RevocationListFacts,
  now: number,
): { readonly urgent: boolean; readonly words: string } {
  const days = Math.floor((list.nextUpdate - now) / dayMs);
  if (days < 0)
    return { urgent: true, words: 'The list has ended: a broker that uses it refuses every device. Make a new one.' };
  if (list.nextUpdate - now < renewBeforeMs)
    return {
      urgent: true,
      words: `The list ends in ${days === 1 ? '1 day' : `${days} days`}. A broker that still uses it then refuses every device.`,
    };
  const count = list.revoked === 1 ? '1 certificate' : `${list.revoked} certificates`;
  return { urgent: false, words: `List number ${list.number} names ${count}.` };
}
