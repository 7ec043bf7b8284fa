/**
 * A key of the device's own and, once the home's authority has vouched for it, the certificate. `authority` is the only one that
 * the device trusts from then on: its broker has to show a certificate of the same home.
 */
export type Identity = {
  readonly keyPem: string;
  readonly certificatePem: string;
  readonly authorityPem: string;
  /** hexadecimal, lower case */
  readonly serial: string;
  /** ms since the epoch */
  readonly endsAt: number;
};

/** What a device keeps of its certificates. `next` stands beside `current` until the device has logged in with it. */
export type CertificateHolding = {
  /** its key, made once; null: it has none yet */
  readonly keyPem: string | null;
  readonly current: Identity | null;
  readonly next: Identity | null;
};

export const noCertificates: CertificateHolding = { keyPem: null, current: null, next: null };

/** A log-in that fails so often in a row is given a rest for one turn, in which the device falls back to what it had. */
const triesBeforeFallback = 3;

/**
 * With what to log in now: the new certificate, the one before, or null, which is the password. After each round of failures
 * what worked before has a turn, so that neither a wrong certificate nor a wrong list at the broker locks the device out.
 */
export function identityInTurn({ current, next }: CertificateHolding, failures: number): Identity | null {
  const wanted = [next, current].filter((one) => one !== null);
  const turn = Math.floor(failures / triesBeforeFallback) % (wanted.length + 1);
  return wanted[turn] ?? null;
}

/** The device has logged in with `used`: what it replaces is not needed any more. */
export function proven(holding: CertificateHolding, used: Identity): CertificateHolding {
  return holding.next?.serial === used.serial ? { ...holding, current: used, next: null } : holding;
}

/** Is it time to ask for a certificate? Not while one is waiting to be proven. */
export function wantsCertificate({ current, next }: CertificateHolding, now: number, renewBeforeMs: number): boolean {
  return next === null && (current === null || current.endsAt - now < renewBeforeMs);
}
