import type { IssuedCertificate } from '@/core/certificate';
import { admitByCertificate, type Admission } from '@/credentials/certificates/certificate-account';
import type { GoodRequest } from '@/credentials/certificates/issuing';
import type { KeptAuthority } from '@/history/certificate-store';

import type { Office } from './admin';
import type { IssueAnswer } from './certificate-questions';

export type Granting = {
  readonly authority: KeptAuthority;
  readonly office: Office | null;
  readonly now: number;
  readonly randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  /** false: it could not be written down, so it is not handed out */
  readonly add: (certificate: IssuedCertificate) => Promise<boolean>;
  readonly publish: (subject: string, chain: readonly string[]) => Promise<boolean>;
};

/** Issues what was asked for, sees to the account behind it, and hands it over. What it had before stays good. */
export async function grant(granting: Granting, request: GoodRequest): Promise<IssueAnswer> {
  const { authority, office, now, randomBytes, add, publish } = granting;
  const { issueForDevice, toPem } = await import('@/credentials/certificates/issuing');
  const issued = await issueForDevice({ ca: authority, now, randomBytes }, request);
  // what is not written down could never be revoked
  if (!(await add(issued)))
    return { outcome: 'refused', reason: 'This browser could not write it down, so it was not handed out.' };
  const { subject } = request;
  const admission =
    office === null
      ? 'unanswered'
      : await admitByCertificate({
          security: office.security,
          subject,
          by: office.username,
          now,
          password: base64(randomBytes(32)),
        });
  const isHanded = await publish(subject, [base64(issued.der), base64(authority.certificate)]);
  const handed = isHanded
    ? 'It was handed over by the broker.'
    : 'The broker did not take it: give it to the device as a file.';
  return {
    outcome: 'issued',
    pem: toPem(issued.der, 'CERTIFICATE') + toPem(authority.certificate, 'CERTIFICATE'),
    sentence: `${handed} ${admissionWords[admission]}`,
  };
}

const admissionWords: Readonly<Record<Admission, string>> = {
  ready: 'The device may do with it what it may do with its password.',
  'no-rights': 'The broker knows no rights for this device yet, so with it alone it may do nothing.',
  unanswered: 'The broker did not say whether the account behind it is ready. Look at it among the log-ins.',
};

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
