import { toBase64 } from '@/core/base64';
import type { IssuedCertificate } from '@/core/log-ins/certificate';
import { barredReason } from '@/credentials/access-rows';
import { admitByCertificate, type Admission } from '@/credentials/certificates/certificate-account';
import { writeIssuedNames } from '@/credentials/certificates/issued-names';
import type { GoodRequest } from '@/credentials/certificates/issuing';
import { deviceOf } from '@/credentials/rotation/facts';
import type { KeptAuthority } from '@/history/certificate-store';

import type { Office } from '../admin';
import type { IssueAnswer } from './certificate-questions';
import { refused, signInFirst, unanswered, type Refusal } from '../refused';

export type Granting = {
  readonly authority: KeptAuthority;
  readonly office: Office | null;
  readonly now: number;
  readonly randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  /** false: it could not be written down, so it is not handed out */
  readonly add: (certificate: IssuedCertificate) => Promise<boolean>;
  readonly publish: (subject: string, chain: readonly string[]) => Promise<boolean>;
};

/**
 * Sees to the account behind the name, issues what was asked for, and hands it over. What the device had before stays good.
 * The account is looked at first: a certificate in the name of an administrator would be one.
 */
export async function grant(granting: Granting, request: GoodRequest): Promise<IssueAnswer> {
  const { authority, office, now, randomBytes, add, publish } = granting;
  const { subject } = request;
  if (office === null) return signInFirst;
  const password = toBase64(randomBytes(32));
  await office.linked();
  const barred = await barredIn(office, subject);
  if (barred !== null) return barred;
  const { security, username: by } = office;
  const admission = await admitByCertificate({ security, subject, by, now, password });
  if (admission === 'taken')
    return refused(
      `“${subject}” is somebody else’s account: with this certificate the device could do all that it may.`,
    );
  if (admission === 'being-replaced')
    return refused(`The password of “${subject}” is being replaced. Nothing was issued; wait until that has ended.`);
  if (admission === 'unanswered') return refused('The broker does not answer. Nothing was issued; try again.');
  const { issueForDevice, toPem } = await import('@/credentials/certificates/issuing');
  const issued = await issueForDevice({ ca: authority, now, randomBytes }, request);
  // whoever administers without this authority must know that the account is needed
  if (!(await writeIssuedNames(security, [issued], now)))
    return refused('The broker does not answer. Nothing was handed out; try again.');
  // what is not written down could never be revoked
  if (!(await add(issued))) return refused('This browser could not write it down, so it was not handed out.');
  const isHanded = await publish(subject, [toBase64(issued.der), toBase64(authority.certificate)]);
  const handed = isHanded
    ? 'It was handed over by the broker.'
    : 'The broker did not take it: give it to the device as a file.';
  return {
    outcome: 'issued',
    pem: toPem(issued.der, 'CERTIFICATE') + toPem(authority.certificate, 'CERTIFICATE'),
    sentence: `${handed} ${admissionWords[admission]}`,
  };
}

const admissionWords: Readonly<Record<Extract<Admission, 'ready' | 'no-rights'>, string>> = {
  ready: 'The device may do with it what it may do with its password.',
  'no-rights': 'The broker knows no rights for this device yet, so with it alone it may do nothing.',
};

/** What holds the device back would not stand before the account of its certificate. null: nothing holds it back */
async function barredIn({ authority }: Office, subject: string): Promise<Refusal | null> {
  const listed = await authority.list(null);
  if (listed.outcome === 'failed') return unanswered;
  const own = listed.accounts.filter((one) => deviceOf(one) === subject);
  const reason = own.map((one) => barredReason(one, 'it gets a certificate')).find((one) => one !== null);
  return reason === undefined ? null : refused(reason);
}
