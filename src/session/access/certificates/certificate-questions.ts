import type { CertificateAuthorityFacts, CertificateRequest, RevocationListFacts } from '@/core/log-ins/certificate';
import type { DeviceId } from '@/core/device';
import type { TransportWords } from '@/core/log-ins/transport-words';
import type { CertificateRow } from '@/credentials/certificates/inventory';

export type { CertificateRow };

type Ask<Q, A> = { readonly ask: Q; readonly answer: A };
type Nothing = Record<string, never>;

/** What went wrong is a sentence for a person, and holds no secret. */
type Refused = { readonly outcome: 'refused'; readonly reason: string };

/** What the page shows of certificates. Public in all its parts. */
export type CertificatesAnswer = {
  /** null: this home has none in this browser */
  readonly authority:
    | (CertificateAuthorityFacts & {
        /** it is time to make the next one, or past it */
        readonly isEnding: boolean;
        /** the encrypted backup waits to be kept somewhere else */
        readonly hasUnkeptBackup: boolean;
        /** how many good certificates its newest backup does not name */
        readonly notInBackup: number;
      })
    | null;
  /** authorities of this browser that were made for other addresses */
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly certificates: readonly (CertificateRow & {
    readonly device: DeviceId | null;
    readonly badge: { readonly tone: 'ok' | 'warning' | 'critical' | 'neutral'; readonly words: string };
  })[];
  /** requests of devices on the broker; null: only an administrator hears them */
  readonly requests: readonly WaitingRequest[] | null;
  /** the authority was restored here, and no list is made before the newest one was shown, or somebody said there is none */
  readonly isListUnread: boolean;
  readonly list: (RevocationListFacts & { readonly urgent: boolean; readonly words: string }) | null;
  /** for Mosquitto, as it is now */
  readonly configLines: readonly string[];
};

export type WaitingRequest =
  | (CertificateRequest & { readonly outcome: 'good' })
  | { readonly outcome: 'refused'; readonly subject: string; readonly reason: string };

/** How each device's words travel to the broker; those that want something first. */
export type TransportsAnswer = readonly (TransportWords & {
  readonly device: DeviceId;
  readonly name: string;
  /** ms since the epoch; null: it was never told */
  readonly toldAt: number | null;
})[];

export type BrokerCertificateAnswer =
  | {
      readonly outcome: 'issued';
      /** PEM; the key is nowhere else, and gone when the page forgets it */
      readonly files: { readonly ca: string; readonly certificate: string; readonly key: string };
    }
  | Refused;

export type IssueAnswer = { readonly outcome: 'issued'; readonly pem: string; readonly sentence: string } | Refused;

/** Questions about the home's authority and what it issued. */
export type CertificateQuestions = {
  readonly certificates: Ask<Nothing, CertificatesAnswer>;
  readonly transports: Ask<Nothing, TransportsAnswer>;
  readonly makeAuthority: Ask<
    { readonly name: string; readonly passphrase: string },
    { readonly outcome: 'made' } | Refused
  >;
  readonly restoreAuthority: Ask<
    { readonly backup: string; readonly passphrase: string },
    { readonly outcome: 'restored' } | Refused
  >;
  /** takes the backup that somebody keeps, and makes one that names all that was issued since: there till it is kept */
  readonly renewBackup: Ask<
    { readonly backup: string; readonly passphrase: string },
    { readonly outcome: 'renewed' } | Refused
  >;
  /** this home uses an authority that was made for another address of its broker */
  readonly adoptAuthority: Ask<{ readonly id: string }, null>;
  /** null: somebody keeps it already */
  readonly authorityBackup: Ask<Nothing, string | null>;
  readonly backupIsKept: Ask<Nothing, null>;
  readonly issueBrokerCertificate: Ask<{ readonly names: string }, BrokerCertificateAnswer>;
  /** `name`: who builds the firmware that is signed with it */
  readonly issueSigningCertificate: Ask<{ readonly name: string }, BrokerCertificateAnswer>;
  /** grants the request that a device published */
  readonly grantRequest: Ask<{ readonly subject: string; readonly pairingCode: string }, IssueAnswer>;
  /** grants a request that a person brought as a file */
  readonly grantFile: Ask<{ readonly request: string; readonly pairingCode: string | null }, IssueAnswer | Preview>;
  readonly revokeCertificate: Ask<
    { readonly serial: string },
    { readonly outcome: 'revoked'; readonly sentence: string } | Refused
  >;
  /** the newest list of this authority, made in another browser, as PEM; null: somebody says that there never was one */
  readonly readRevocationList: Ask<
    { readonly list: string | null },
    { readonly outcome: 'read'; readonly revoked: number } | Refused
  >;
  /** PEM of what is public; null: there is none */
  readonly certificateFile: Ask<{ readonly of: 'authority' | 'list' | { readonly serial: string } }, string | null>;
};

/** What would be granted, to be looked at first. */
export type Preview = { readonly outcome: 'preview'; readonly request: CertificateRequest };
