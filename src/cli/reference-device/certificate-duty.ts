import { renewBeforeMs as usualRenewal } from '@/credentials/certificates/lifetimes';

import { askForCertificate, issuedRefusals, newIdentityKey, readIssued } from './certificate-request';
import {
  identityInTurn,
  noCertificates,
  proven,
  wantsCertificate,
  type CertificateHolding,
  type Identity,
} from './certificates';
import type { DeviceMemory } from './memory';

export type SecureOptions = {
  /** `mqtts://…`, where it logs in with its certificate */
  readonly url: string;
  /** the only authority it takes a certificate of, PEM; null: the first that an administrator hands it */
  readonly authorityPem: string | null;
  readonly renewBeforeMs?: number;
};

/** What a device does about its certificates: asks in time, keeps what it is given, uses it, falls back where it is refused. */
export type CertificateDuty = {
  /** with what to log in next; null: with the password */
  inTurn(): Identity | null;
  failed(): void;
  /** it has logged in with this; null: with its password */
  loggedIn(used: Identity | null): void;
  /** what to publish on `certificate/request` now; null: it wants nothing */
  ask(): Promise<string | null>;
  /** what came on `certificate/issued`. True: it has a new certificate, with which to log in anew */
  hear(payload: Uint8Array): boolean;
};

type Parts = {
  readonly id: string;
  readonly memory: DeviceMemory;
  readonly secure: SecureOptions;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

export function openCertificateDuty({ id, memory, secure, now, log }: Parts): CertificateDuty {
  let holding = memory.load().certificates ?? noCertificates;
  let failures = 0;

  function keep(next: CertificateHolding): boolean {
    if (next === holding) return true;
    try {
      memory.save({ ...memory.load(), certificates: next });
    } catch (error) {
      log(`The certificate was not taken, because it could not be kept: ${(error as Error).message}`);
      return false;
    }
    holding = next;
    return true;
  }

  return {
    inTurn: () => identityInTurn(holding, failures),
    failed: () => void (failures += 1),
    loggedIn(used) {
      // with the password it got in, but not with what it holds: that has its turn again, at its next connection
      failures = 0;
      if (used !== null) keep(proven(holding, used));
    },
    async ask() {
      if (!wantsCertificate(holding, now(), secure.renewBeforeMs ?? usualRenewal)) return null;
      const keyPem = holding.keyPem ?? newIdentityKey();
      if (!keep({ ...holding, keyPem })) return null;
      const { payload, pairingCode } = await askForCertificate(id, keyPem);
      log(`Asks for a certificate. Its code: ${pairingCode}`);
      return payload;
    },
    hear(payload) {
      const { keyPem, current, next } = holding;
      if (payload.byteLength === 0 || keyPem === null) return false;
      const trusted = current?.authorityPem ?? secure.authorityPem;
      const issued = readIssued(payload, { id, keyPem, trusted, now: now() });
      if (typeof issued === 'string') {
        log(issuedRefusals[issued]);
        return false;
      }
      // the broker delivers it at each connection
      if (issued.serial === current?.serial || issued.serial === next?.serial) return false;
      if (!keep({ ...holding, next: issued })) return false;
      failures = 0;
      log('Took a new certificate');
      return true;
    },
  };
}
